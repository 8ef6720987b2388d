"""Weights learned by EM: known answers, and the laws they keep for any data."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from banevim.methods.linkage.learning import (
    MISSING,
    count_patterns,
    learn,
    level_shares,
    sum_levels,
    without_matches,
)

M = (np.array([0.05, 0.10, 0.85]), np.array([0.02, 0.98]), np.array([0.1, 0.2, 0.7]), np.array([0.3, 0.7]))
U = (np.array([0.90, 0.07, 0.03]), np.array([0.99, 0.01]), np.array([0.6, 0.3, 0.1]), np.array([0.5, 0.5]))
LEVELS = [3, 2, 3, 2]


def simulate(pairs: int, prior: float, seed: int, missing: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(seed)
    same = chance.random(pairs) < prior
    columns = [
        np.where(same, chance.choice(len(m), pairs, p=m), chance.choice(len(m), pairs, p=u))
        for m, u in zip(M, U, strict=True)
    ]
    patterns = np.stack(columns, axis=1).astype(np.int8)
    patterns[chance.random(patterns.shape) < missing] = MISSING
    return patterns, same


@pytest.mark.parametrize("missing", [0.0, 0.3])
def test_it_recovers_what_the_pairs_were_made_with(missing: float) -> None:
    patterns, _ = simulate(200_000, 0.02, 1, missing)
    distinct, _, counts = count_patterns(patterns)
    found = learn(distinct, counts, U)
    assert found.prior == pytest.approx(0.02, abs=0.002)
    for learned, true in zip(found.m, M, strict=True):
        assert learned == pytest.approx(true, abs=0.03)


def test_candidates_alone_give_the_same_as_all_pairs() -> None:
    """Pairs known to be of two entities need not be compared: their number is enough."""
    patterns, _ = simulate(400_000, 0.01, 2)
    kept = patterns[(patterns[:, 0] > 0) | (patterns[:, 1] > 0)]
    distinct, _, counts = count_patterns(kept)
    found = learn(distinct, counts, U, total=len(patterns))
    assert found.prior == pytest.approx(0.01, abs=0.001)
    for learned, true in zip(found.m, M, strict=True):
        assert learned == pytest.approx(true, abs=0.03)


def test_the_posterior_is_as_right_as_it_says() -> None:
    patterns, same = simulate(300_000, 0.05, 3)
    distinct, which, counts = count_patterns(patterns)
    found = learn(distinct, counts, U)
    says = found.posterior(found.bits(distinct))[which]
    for low, high in ((0.0, 0.1), (0.2, 0.5), (0.5, 0.8), (0.9, 1.0)):
        here = (says >= low) & (says < high)
        assert same[here].mean() == pytest.approx(says[here].mean(), abs=0.05)


def test_weights_by_hand() -> None:
    """Two fields, one pattern: 8 bits for one, 1 for the other, odds 1 to 1023 beforehand: odds 1/2 afterwards."""
    found = learn(np.array([[1, 1]], np.int8), np.array([1]), U[1:2] + U[3:4], total=1024)
    held = type(found)(
        (np.array([0.5, 0.5]), np.array([0.5, 0.5])),
        (np.array([511 / 512, 1 / 512]), np.array([0.75, 0.25])),
        1 / 1024,
        (),
    )
    patterns = np.array([[1, 1], [1, MISSING], [MISSING, MISSING]], np.int8)
    assert held.bits(patterns) == pytest.approx([9, 8, 0])
    assert held.posterior(held.bits(patterns)) == pytest.approx([512 / 1535, 256 / 1279, 1 / 1024])


patterns_of_any_kind = hnp.arrays(
    np.int8, st.tuples(st.integers(1, 30), st.just(4)), elements=st.integers(-1, 1)
)


@given(patterns_of_any_kind, st.integers(0, 10_000))
@settings(max_examples=200, deadline=None)
def test_every_round_explains_the_pairs_better(patterns: np.ndarray, others: int) -> None:
    distinct, _, counts = count_patterns(patterns)
    found = learn(distinct, counts, U, total=counts.sum() + others)
    gains = np.diff(found.objective)
    assert np.all(gains >= -1e-9 * np.abs(found.objective[-1]))
    assert 0 < found.prior < 1
    assert all(np.isclose(each.sum(), 1) and np.all(each > 0) for each in found.m)


@given(patterns_of_any_kind, st.integers(0, 3))
@settings(max_examples=200, deadline=None)
def test_what_is_missing_says_nothing(patterns: np.ndarray, field: int) -> None:
    distinct, _, counts = count_patterns(patterns)
    found = learn(distinct, counts, U)
    absent = distinct.copy()
    absent[:, field] = MISSING
    weights = found.weights()
    others = [each if at != field else np.zeros_like(each) for at, each in enumerate(weights)]
    assert found.bits(absent) == pytest.approx(sum_levels(distinct, others))
    nothing = np.full((1, 4), MISSING, np.int8)
    assert found.posterior(found.bits(nothing)) == pytest.approx([found.prior])


def test_a_field_always_missing_changes_nothing() -> None:
    patterns, _ = simulate(20_000, 0.05, 4)
    patterns[:, 3] = MISSING
    distinct, _, counts = count_patterns(patterns)
    with_it, without = learn(distinct, counts, U), learn(distinct[:, :3], counts, U[:3])
    assert with_it.prior == pytest.approx(without.prior, rel=1e-3)
    assert with_it.m[0] == pytest.approx(without.m[0], rel=1e-3)


@given(hnp.arrays(np.int8, st.tuples(st.integers(0, 40), st.just(3)), elements=st.integers(-1, 5)))
def test_counting_loses_no_pair(patterns: np.ndarray) -> None:
    distinct, which, counts = count_patterns(patterns)
    assert np.array_equal(distinct[which], patterns)
    assert np.array_equal(np.bincount(which, minlength=len(counts)), counts)


def test_counting_works_with_more_fields_than_a_number_holds() -> None:
    patterns = np.random.default_rng(5).integers(-1, 8, (50, 30)).astype(np.int8)
    distinct, which, counts = count_patterns(np.repeat(patterns, 3, axis=0))
    assert len(distinct) == 50
    assert set(counts) == {3}
    assert np.array_equal(distinct[which][::3], patterns)


def test_shares_and_what_is_left_without_the_matches() -> None:
    patterns = np.array([[0], [0], [0], [1], [MISSING]], np.int8)
    assert level_shares(patterns, [2], pseudo=0)[0] == pytest.approx([0.75, 0.25])
    found = learn(patterns, np.ones(5), [np.array([0.75, 0.25])])
    held = type(found)((np.array([0.0, 1.0]),), found.u, 0.1, ())
    # 25 % of all pairs agree; 10 % are matches, all agreeing: 15 of the other 90.
    assert without_matches(found.u, held)[0] == pytest.approx([75 / 90, 15 / 90])


@pytest.mark.parametrize(
    ("patterns", "counts", "u"),
    [
        (np.zeros((2, 1), np.int8), np.ones(3), [U[1]]),
        (np.zeros((2, 1), np.int8), np.ones(2), [U[1], U[1]]),
        (np.full((2, 1), 2, np.int8), np.ones(2), [U[1]]),
        (np.full((2, 1), -2, np.int8), np.ones(2), [U[1]]),
        (np.zeros((2, 1), np.int8), np.ones(2), [np.array([1.0, 0.0])]),
    ],
)
def test_shapes_that_do_not_agree_are_refused(
    patterns: np.ndarray, counts: np.ndarray, u: list[np.ndarray]
) -> None:
    with pytest.raises(ValueError):
        learn(patterns, counts, u)
