"""Known answers of shares, rates, classes and series, and what a withheld cell does to them."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.datavim import sample, sample_parts

from datavim.bundle import CellState, Table
from datavim.figures.cube import STATE, Cube
from datavim.figures.parts import ALL, KNOWN, base_of, parts
from datavim.figures.places import class_of, classes, comparison, women_of
from datavim.figures.ratios import change_tenths, half_up, rate, share, share_tenths
from datavim.figures.series import last_twelve, series, total, twelve_before

PARTS = ("casos-por-modalidad", "edad-de-las-mujeres")


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
    points = series(cube(sample.by_month("2026-10")))
    assert [item.code for item in points][:2] == ["2024-11", "2024-12"]
    assert total(last_twelve(points)) == 1634
    assert total(twelve_before(points)) == 1333
    broken = (*points[:-1], type(points[0])("2026-10", None, CellState.WITHHELD))
    assert total(last_twelve(broken)) is None
    assert total(()) is None


def cube(table: Table) -> Cube:
    made = Cube.of(table)
    assert made is not None
    return made


def test_parts_are_sorted_by_what_is_published_only() -> None:
    table = cube(sample.by_type())
    assert table.periods() == ("2026-T1", "2026-T2", "2026-T3")
    found = parts(table, "2026-T3", STATE, ALL, "2026-T2")
    assert found.base == 440
    assert [part.code for part in found.items][-2:] == ["politica", "no_especificado"]
    values = [part.value for part in found.items if part.published]
    assert values == sorted(values, key=lambda value: -(value or 0))
    hidden = found.items[-2]
    assert (hidden.value, hidden.share_tenths, hidden.before_tenths) == (None, None, None)
    assert sum(part.share_tenths or 0 for part in found.items) > 1000


def test_a_share_of_those_that_answer_leaves_out_who_did_not() -> None:
    modality, age = (
        cube(table) for table in sample_parts.tables(sample.municipalities()) if table.id in PARTS
    )
    found = parts(modality, "2026-T3", STATE, KNOWN)
    assert (found.whole.value if found.whole else None, found.base) == (440, 404)
    assert found.items[-1].code == "no_especificado"
    assert found.items[-1].share_tenths is None
    assert found.items[0].share_tenths == share_tenths(272, 404)
    assert base_of(modality, "2026-T3", STATE, ALL) == 440
    assert base_of(modality, "2026-T3", STATE, "") is None
    kept = [part.code for part in parts(age, "2025", STATE, KNOWN).items]
    assert kept == [code for code, _, _ in sample_parts.AGES] + ["no_especificado"]


def test_a_municipality_whose_missing_answers_are_withheld_has_no_shares() -> None:
    table = next(
        t for t in sample_parts.tables(sample.municipalities()) if t.id == "casos-por-modalidad-y-municipio"
    )
    made = cube(table)
    assert [place.code for place in made.places] == [code for code, *_ in sample.PLACES]
    assert parts(made, "2025", "03001", KNOWN).base == 110
    assert base_of(made, "2025", "03009", KNOWN) is None
    assert parts(made, "2025", "03009", KNOWN).shares is False


def test_a_table_of_another_form_is_no_cube() -> None:
    table = sample.by_type()
    assert Cube.of(replace(table, dimensions=table.dimensions[1:], rows=())) is None
    two = replace(table.dimensions[1], name="otra")
    assert Cube.of(replace(table, dimensions=(*table.dimensions, two), rows=())) is None


def test_places_without_a_number_come_last_by_key() -> None:
    made, women = cube(sample.by_place()), women_of(sample.population())
    last = comparison(made, "2025", women)
    assert made.periods() == ("2024", "2025")
    assert [(place.label, place.rate) for place in last.places] == [
        ("Los Cabos", 477),
        ("La Paz", 408),
        ("Comondú", 312),
        ("Mulegé", None),
        ("Loreto", None),
    ]
    assert last.whole is not None
    assert last.whole.rate == 423


def test_counts_without_a_population_are_not_put_in_order() -> None:
    """A list by size would say which municipality is the largest, and be read as which is the worst."""
    found = comparison(cube(sample.by_place()), "2024", {})
    assert [place.code for place in found.places] == [code for code, *_ in sample.PLACES]
    assert {place.code for place in found.outside} == {"no_especificado", "otra_entidad"}
