"""Candidates, threshold, partners and entities: known answers."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banevim.methods.linkage.learning import pairs_of, read_table
from banevim.methods.linkage.learning._blocking import candidates, skeleton
from banevim.methods.linkage.learning._clusters import agglomerate, cluster, components
from banevim.methods.linkage.learning._decide import best_threshold, is_one_to_one, one_partner


def proposed(columns: dict[str, list[str]], split: int | None = None, **limits: int) -> set[tuple[int, int]]:
    one, other = candidates(read_table(columns, split=split), **limits)
    return set(zip(one.tolist(), other.tolist(), strict=True))


def test_pairs_meet_in_spite_of_slips_and_exchanges() -> None:
    columns = {
        "given": ["guadalupe", "guadelupe", "verdugo", "ana"],
        "family": ["verdugo", "berdugo", "guadalupe", "castro"],
        "born": ["1990-03-04", "1990-04-03", "", "1955-12-27"],
    }
    assert proposed(columns) == {(0, 1), (0, 2)}


def test_only_pairs_of_one_file_and_the_other() -> None:
    columns = {"name": ["ana", "ana", "ana", "luz"]}
    assert proposed(columns, split=2) == {(0, 2), (1, 2)}


def test_a_block_too_large_is_left_to_other_keys() -> None:
    columns = {"name": ["ana"] * 30, "street": [f"calle {n // 2}" for n in range(30)]}
    assert proposed(columns, block=10) == {(n, n + 1) for n in range(0, 30, 2)}


def test_skeletons_do_not_mind_vowels_or_doubled_sounds() -> None:
    assert skeleton("velazquez") == skeleton("velasques") != skeleton("verdugo")
    assert skeleton("jennifer") == skeleton("jenifer")


def test_the_threshold_by_hand() -> None:
    """Sums 0.9, 1.5, 1.8 of 1.8: expected F1 1.8/2.8, 3/3.8, 3.6/4.8; the second is the greatest."""
    assert best_threshold(np.array([0.3, 0.9, 0.6])) == pytest.approx(3 / 3.8 / 2)
    assert best_threshold(np.zeros(0)) == 0.5
    assert best_threshold(np.ones(4)) == 0.5


def test_each_has_one_partner_the_strongest_first() -> None:
    one, other = np.array([0, 0, 1, 1]), np.array([5, 6, 5, 6])
    assert one_partner(one, other, np.array([3.0, 9.0, 4.0, 8.0])).tolist() == [False, True, True, False]
    assert is_one_to_one(one, other, np.array([0.1, 0.99, 0.95, 0.2]))
    assert not is_one_to_one(one, other, np.array([0.99, 0.99, 0.1, 0.2]))
    assert is_one_to_one(one[:0], other[:0], np.zeros(0))


def test_what_is_connected() -> None:
    assert components(6, np.array([1, 3, 4]), np.array([3, 5, 2])).tolist() == [0, 1, 2, 1, 2, 1]


def matrix(*rows: list[float]) -> np.ndarray:
    return np.array(rows, float)


def test_a_doubtful_pair_is_carried_by_the_others() -> None:
    assert agglomerate(matrix([0, 9, -4], [9, 0, 9], [-4, 9, 0])) == [[0, 1, 2]]


def test_two_groups_are_not_joined_by_one_chance_likeness() -> None:
    weights = matrix([0, 9, 3, -8], [9, 0, -8, -8], [3, -8, 0, 9], [-8, -8, 9, 0])
    assert sorted(map(sorted, agglomerate(weights))) == [[0, 1], [2, 3]]


def test_what_was_no_candidate_is_scored_before_joining() -> None:
    one, other, bits = np.array([0, 1]), np.array([1, 2]), np.array([5.0, 4.0])
    against = cluster(3, one, other, bits, lambda a, b: np.full(len(a), -11.0))
    assert against.tolist() == [0, 0, 2]
    neutral = cluster(3, one, other, bits, lambda a, b: np.zeros(len(a)))
    assert neutral.tolist() == [0, 0, 0]


@given(st.integers(2, 9), st.data())
@settings(max_examples=200, deadline=None)
def test_groups_part_the_records_and_never_lose_evidence(size: int, data: st.DataObject) -> None:
    weights = np.zeros((size, size))
    for i, j in itertools.combinations(range(size), 2):
        weights[i, j] = weights[j, i] = data.draw(st.floats(-20, 20))
    groups = agglomerate(weights.copy())
    assert sorted(itertools.chain(*groups)) == list(range(size))
    cut = np.clip(weights, -12, 12)
    assert sum(cut[i, j] for g in groups for i, j in itertools.combinations(g, 2)) >= 0


def test_pairs_of_entities() -> None:
    one, other = pairs_of(np.array([7, 2, 7, 2, 7, 1]))
    assert set(zip(one.tolist(), other.tolist(), strict=True)) == {(0, 2), (0, 4), (2, 4), (1, 3)}
    one, other = pairs_of(np.array([7, 2, 7, 2, 7, 1]), split=3)
    assert set(zip(one.tolist(), other.tolist(), strict=True)) == {(0, 4), (2, 4), (1, 3)}
