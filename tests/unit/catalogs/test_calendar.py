"""Business days, counted by hand on real calendars."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banevim.catalogs import rules
from banevim.catalogs.terms import Term, Unit

D = dt.date
REST = frozenset(day for year in range(2020, 2032) for day in rules.federal_holidays(year))


def test_federal_days_of_rest_of_2026() -> None:
    assert list(rules.federal_holidays(2026)) == [
        D(2026, 1, 1),
        D(2026, 2, 2),
        D(2026, 3, 16),
        D(2026, 5, 1),
        D(2026, 9, 16),
        D(2026, 11, 16),
        D(2026, 12, 25),
    ]


@pytest.mark.parametrize(
    ("year", "february", "march", "november"),
    [
        (2020, 3, 16, 16),
        (2021, 1, 15, 15),
        (2024, 5, 18, 18),
        (2025, 3, 17, 17),
        (2027, 1, 15, 15),
        (2031, 3, 17, 17),
    ],
)
def test_moved_mondays(year: int, february: int, march: int, november: int) -> None:
    days = rules.federal_holidays(year)
    assert {D(year, 2, february), D(year, 3, march), D(year, 11, november)} <= set(days)


def test_first_of_october_only_when_the_federal_executive_changes() -> None:
    assert [year for year in range(2020, 2032) if D(year, 10, 1) in REST] == [2024, 2030]


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (D(2026, 11, 9), 5, D(2026, 11, 17)),  # Monday; the 16th is a day of rest
        (D(2026, 12, 23), 5, D(2026, 12, 31)),  # Christmas and a week-end between
        (D(2026, 11, 14), 1, D(2026, 11, 17)),  # Saturday before the long week-end
        (D(2026, 4, 30), 1, D(2026, 5, 4)),  # Thursday before 1 May
        (D(2026, 11, 20), 0, D(2026, 11, 20)),
    ],
)
def test_periods_counted_by_hand(start: dt.date, n: int, end: dt.date) -> None:
    assert rules.add_business_days(start, n, REST) == end


def test_the_states_own_day_moves_the_end() -> None:
    own = REST | {D(2026, 4, 2), D(2026, 4, 3)}
    assert rules.add_business_days(D(2026, 3, 30), 5, REST) == D(2026, 4, 6)
    assert rules.add_business_days(D(2026, 3, 30), 5, own) == D(2026, 4, 8)


@given(st.dates(D(2020, 1, 1), D(2030, 12, 31)), st.integers(1, 40))
def test_adding_then_counting_gives_the_same(start: dt.date, n: int) -> None:
    end = rules.add_business_days(start, n, REST)
    assert rules.is_business_day(end, REST)
    assert rules.business_days_between(start, end, REST) == n


def test_negative_periods_are_an_error() -> None:
    with pytest.raises(ValueError):
        rules.add_business_days(D(2026, 1, 1), -1, REST)


@pytest.mark.parametrize(
    ("unit", "value", "end"),
    [
        (Unit.BUSINESS_DAYS, 5, D(2024, 2, 8)),
        (Unit.DAYS, 90, D(2024, 4, 30)),
        (Unit.MONTHS, 1, D(2024, 2, 29)),
        (Unit.MONTHS, 13, D(2025, 2, 28)),
    ],
)
def test_due_dates_by_unit(unit: Unit, value: int, end: dt.date) -> None:
    assert rules.due_date(D(2024, 1, 31), Term("x", value, unit, "", "", ""), REST) == end


def test_a_limit_has_no_due_date() -> None:
    with pytest.raises(ValueError):
        rules.due_date(D(2024, 1, 31), Term("x", 20, Unit.PER_HOUR, "", "", ""), REST)
