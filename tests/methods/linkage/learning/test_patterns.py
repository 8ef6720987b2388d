"""Patterns of agreement levels, counted: nothing is lost, and shares by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from banevim.methods.linkage.learning import MISSING, count_patterns, level_shares, sum_levels


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


def test_shares_by_hand() -> None:
    patterns = np.array([[0], [0], [0], [1], [MISSING]], np.int8)
    assert level_shares(patterns, [2], pseudo=0)[0] == pytest.approx([0.75, 0.25])
    assert level_shares(patterns, [2], np.array([0, 0, 1, 3, 5.0]), pseudo=0)[0] == pytest.approx(
        [0.25, 0.75]
    )
    assert level_shares(patterns, [3])[0] == pytest.approx([3.5 / 5.5, 1.5 / 5.5, 0.5 / 5.5])


def test_a_missing_field_adds_nothing() -> None:
    patterns = np.array([[1, 0], [1, MISSING], [MISSING, MISSING]], np.int8)
    assert sum_levels(patterns, [np.array([-2.0, 8.0]), np.array([1.0, 3.0])]) == pytest.approx([9, 8, 0])
