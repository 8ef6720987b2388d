"""People of a range of ages: cells side by side, each person once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banevim.catalogs.rules import people_between

CELLS = [(0, 4, 4), (5, 14, 10), (0, 14, 14), (15, 29, 8), (30, None, 20), (15, 15, 1)]


@pytest.mark.parametrize(
    ("first", "last", "people"),
    [
        (0, 4, 4),
        (0, 14, 14),
        (5, 29, 18),
        (0, 29, 22),
        (15, None, 28),
        (0, None, 42),
        (15, 15, 1),
        (0, 15, 15),
        (16, 29, None),
        (0, 40, None),
        (30, 99, None),
        (60, None, None),
    ],
)
def test_known_answers(first: int, last: int | None, people: int | None) -> None:
    assert people_between(CELLS, first, last) == people
    assert people_between(CELLS[::-1], first, last) == people


@given(st.lists(st.integers(0, 50), min_size=20, max_size=20), st.data())
def test_any_cells_made_of_single_years_give_the_sum_of_the_years(
    years: list[int], data: st.DataObject
) -> None:
    """Whatever the widths in which the same people are told."""
    ages = st.integers(0, 19)
    spans = data.draw(st.lists(st.tuples(ages, ages).map(sorted), max_size=12))
    cells = [(a, b, sum(years[a : b + 1])) for a, b in spans]
    first, last = sorted((data.draw(ages), data.draw(ages)))
    assert people_between(cells, first, last) in (None, sum(years[first : last + 1]))
    cuts = [(a, a, years[a]) for a in range(20)]
    assert people_between(cells + cuts, first, last) == sum(years[first : last + 1])
