"""Pairs alike for other reasons are kept apart from the matches: a household, a place."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from banevim.methods.linkage.learning import count_patterns
from banevim.methods.linkage.learning._classes import Classes, Pairs, climb, find_classes, same_entity

FIELDS = 5  # given name, surname, born, address, place; each differs (0) or agrees (1)
KINDS = {  # how often each field agrees
    "match": [0.95, 0.95, 0.95, 0.8, 0.85],
    "household": [0.02, 0.9, 0.01, 0.95, 0.98],
    "random": [0.02, 0.02, 0.01, 0.01, 0.1],
}
AGREES = {0: (1,), 1: (1,), 2: (1,)}


def made(sizes: dict[str, int], seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(seed)
    parts = [chance.random((size, FIELDS)) < KINDS[kind] for kind, size in sizes.items()]
    return np.concatenate(parts).astype(np.int8), np.repeat(np.arange(len(sizes)), list(sizes.values()))


def shares(patterns: np.ndarray) -> list[np.ndarray]:
    agree = patterns.mean(axis=0)
    return [np.array([1 - one, one]) for one in agree]


def test_a_household_is_not_a_person() -> None:
    """Three times as many pairs of one household as matches: two classes alone would take the household for them."""
    sizes = {"match": 1000, "household": 3000, "random": 400_000}
    sizes_and_rates = [(size, np.array(KINDS[kind])) for kind, size in sizes.items()]
    patterns, kind = made(sizes)
    distinct, which, counts = count_patterns(patterns)
    found = find_classes(Pairs(distinct, counts, len(patterns), [2] * FIELDS), shares(patterns), AGREES)
    joint = np.exp(found.log_joint(distinct))
    same = np.append(same_entity(found, AGREES), False)
    probability = (joint[same].sum(axis=0) / joint.sum(axis=0))[which]
    assert probability.sum() == pytest.approx(1000, rel=0.05)
    known = [size * np.where(patterns, rates, 1 - rates).prod(axis=1) for size, rates in sizes_and_rates]
    best = known[0] / sum(known)  # what one who knew how the pairs were made would say
    assert np.abs(probability - best)[kind < 2].mean() < 0.02
    assert probability[kind == 1].mean() < 0.03


def test_without_anything_else_there_is_one_class() -> None:
    patterns, _ = made({"match": 1000, "random": 200_000})
    distinct, _, counts = count_patterns(patterns)
    found = find_classes(Pairs(distinct, counts, len(patterns), [2] * FIELDS), shares(patterns), AGREES)
    assert len(found.m) == 1
    assert found.share[0] * len(patterns) == pytest.approx(1000, rel=0.05)
    assert [m[1] for m in found.m[0]] == pytest.approx(KINDS["match"], abs=0.04)
    assert [u[1] for u in found.u] == pytest.approx(KINDS["random"], abs=0.005)


@given(
    hnp.arrays(np.int8, st.tuples(st.integers(1, 40), st.just(3)), elements=st.integers(-1, 1)),
    st.integers(0, 5000),
)
@settings(max_examples=150, deadline=None)
def test_every_round_explains_the_pairs_better(patterns: np.ndarray, others: int) -> None:
    distinct, _, counts = count_patterns(patterns)
    u = (np.array([0.9, 0.1]),) * 3
    start = Classes((((np.array([0.1, 0.9]),) * 3), ((np.array([0.6, 0.4]),) * 3)), np.array([0.01, 0.02]), u)
    found = climb(Pairs(distinct, counts, counts.sum() + others, [2, 2, 2]), start, {0: (1,)})
    assert np.all(np.diff(found.objective) >= -1e-7 * np.abs(found.objective[-1]) - 1e-9)
    assert found.m[0][0][0] <= 0.2 + 1e-12
    assert 0 < found.share.sum() < 1
