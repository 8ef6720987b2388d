"""Known answers of shares, rates, classes and series, and what a withheld cell does to them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.datavim import sample

from datavim.bundle import CellState
from datavim.figures.months import last_twelve, months, total, twelve_before
from datavim.figures.places import class_of, classes, years
from datavim.figures.ratios import change_tenths, half_up, rate, share, share_tenths
from datavim.figures.types import base, parts, quarters


@pytest.mark.parametrize(
    ("count", "women", "expected"),
    [(113, 36217, 312), (17, 8795, 193), (1662, 392568, 423), (5, 100_000, 5), (1, 200_000, 1), (0, 8795, 0)],
)
def test_rates_per_hundred_thousand_women(count: int, women: int, expected: int) -> None:
    assert rate(count, women) == expected


def test_a_rate_needs_both_numbers() -> None:
    assert rate(None, 8795) is None
    assert rate(7, None) is None
    assert rate(7, 0) is None


@pytest.mark.parametrize(
    ("part", "whole", "expected"), [(1241, 1700, 730), (1, 30, 33), (1, 40, 25), (15, 30, 500)]
)
def test_shares_in_tenths(part: int, whole: int, expected: int) -> None:
    assert share_tenths(part, whole) == expected


def test_no_share_on_fewer_than_thirty_and_no_change_under_twenty() -> None:
    assert share_tenths(10, 29) is None
    assert share(10, 29) is None
    assert share_tenths(None, 100) is None
    assert share_tenths(10, None) is None
    assert change_tenths(19, 40) is None
    assert change_tenths(40, 19) is None
    assert change_tenths(1700, 1601) == 62
    assert change_tenths(20, 40) == 500


@given(st.integers(0, 10**12), st.integers(1, 10**9))
def test_rounding_is_half_up_and_exact(numerator: int, denominator: int) -> None:
    exact = Fraction(numerator, denominator)
    rounded = half_up(numerator, denominator)
    assert Fraction(-1, 2) < rounded - exact <= Fraction(1, 2)


def test_classes_of_the_map_are_round_and_come_from_the_rates() -> None:
    assert classes([484, 418, 391, 352, 312]) == (350, 400, 450)
    assert classes([5]) == ()
    assert classes([]) == ()
    assert [class_of(value, (350, 400, 450)) for value in (312, 350, 449, 450)] == [0, 1, 2, 3]


@given(st.lists(st.integers(0, 100_000), min_size=2, max_size=30))
def test_never_more_than_four_classes(rates: list[int]) -> None:
    limits = classes(rates)
    assert len(limits) <= 3
    if len(set(rates)) > 1:
        assert class_of(min(rates), limits) == 0
        assert class_of(max(rates), limits) == len(limits)


def test_sums_need_every_month() -> None:
    series = months(sample.by_month("2026-10"))
    assert [item.code for item in series][:2] == ["2024-11", "2024-12"]
    assert total(last_twelve(series)) == 1634
    assert total(twelve_before(series)) == 1333
    broken = (*series[:-1], type(series[0])("2026-10", None, CellState.WITHHELD))
    assert total(last_twelve(broken)) is None
    assert total(()) is None


def test_parts_are_sorted_by_what_is_published_only() -> None:
    table = sample.by_type()
    assert quarters(table) == ("2026-T1", "2026-T2", "2026-T3")
    assert base(table, "2026-T3") == 440
    found = parts(table, "2026-T3", "2026-T2")
    assert [part.code for part in found][-2:] == ["politica", "no_especificado"]
    values = [part.value for part in found if part.state is CellState.PUBLISHED]
    assert values == sorted(values, key=lambda value: -(value or 0))
    hidden = found[-2]
    assert (hidden.value, hidden.share_tenths, hidden.before_tenths) == (None, None, None)
    assert sum(part.share_tenths or 0 for part in found) > 1000


def test_places_without_a_number_come_last_by_key() -> None:
    first, last = years(sample.by_place(), sample.population())
    assert (first.code, last.code) == ("2024", "2025")
    assert [(place.label, place.rate) for place in last.places] == [
        ("Los Cabos", 477),
        ("La Paz", 408),
        ("Comondú", 312),
        ("Mulegé", None),
        ("Loreto", None),
    ]
    assert last.whole is not None
    assert last.whole.rate == 423
