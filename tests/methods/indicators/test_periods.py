"""Closed months, quarters and years."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banevim.methods.indicators import (
    closed_months,
    closed_quarters,
    closed_years,
    months_of,
    quarter_of,
    year_of,
)

months = st.builds(lambda y, m: f"{y}-{m:02d}", st.integers(2019, 2030), st.integers(1, 12))


def test_known_answers() -> None:
    assert closed_months("2024-11", "2025-02") == ("2024-11", "2024-12", "2025-01", "2025-02")
    assert closed_quarters("2024-11", "2025-08") == ("2025-T1", "2025-T2")
    assert closed_quarters("2025-01", "2025-02") == ()
    assert closed_years("2023-02", "2025-12") == ("2024", "2025")
    assert closed_years("2024-01", "2024-11") == ()
    assert closed_months("2025-03", "2025-02") == ()
    assert months_of("2025-T4") == ("2025-10", "2025-11", "2025-12")
    assert months_of("2025-07") == ("2025-07",)
    assert len(months_of("2025")) == 12


@given(months)
def test_a_month_is_in_its_quarter_and_year(month: str) -> None:
    assert month in months_of(quarter_of(month))
    assert month in months_of(year_of(month))
    assert set(months_of(quarter_of(month))) <= set(months_of(year_of(month)))


@given(months, months)
def test_closed_periods_are_wholly_inside(first: str, last: str) -> None:
    inside = set(closed_months(first, last))
    for period in (*closed_quarters(first, last), *closed_years(first, last)):
        assert inside.issuperset(months_of(period))


@pytest.mark.parametrize("text", ["2025-00", "2025-13", "2025-T5", "25", "", "2025-1", "２０２５"])
def test_no_period(text: str) -> None:
    with pytest.raises(ValueError, match="is no"):
        months_of(text)
