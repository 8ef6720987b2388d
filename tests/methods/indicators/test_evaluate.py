"""Hand-made cases with the numbers expected, one table per indicator."""

import pytest

from banevim.methods.indicators import CaseRow, Cell, evaluate, load_definitions

DEFINITIONS = load_definitions()
LA_PAZ, LOS_CABOS, LORETO, TIJUANA = "03003", "03008", "03009", "02004"


def row(
    case: str, woman: str, month: str, place: str | None = LA_PAZ, types: str | None = "", late: bool = False
) -> CaseRow:
    return CaseRow(case, woman, month, place, None if types is None else tuple(types.split()), late)


ROWS = [
    row("c1", "ana", "2025-01", LA_PAZ, "FIS PSI"),
    row("c2", "ana", "2025-01", LOS_CABOS, "PSI"),
    row("c3", "eva", "2025-02", LA_PAZ, "FIS", late=True),
    row("c4", "eva", "2025-03", LA_PAZ, None),
    row("c5", "isa", "2025-03", TIJUANA, ""),
    row("c6", "luz", "2025-06", None, "SEX PSI"),
    row("c6", "luz", "2025-06", None, "SEX PSI"),
    row("c7", "mar", "2026-01", LORETO, "FIS"),
]


def table(cells: tuple[Cell, ...]) -> dict[tuple[str, ...], tuple[int, int]]:
    return {cell.keys: (cell.value, cell.women) for cell in cells}


def test_cases_by_month() -> None:
    result = evaluate(DEFINITIONS["I02"], ROWS, periods=["2025-01", "2025-02", "2025-03", "2025-04"])
    assert table(result.cells) == {
        ("2025-01", "total"): (2, 1),
        ("2025-01", "registro_tardio"): (0, 0),
        ("2025-02", "total"): (1, 1),
        ("2025-02", "registro_tardio"): (1, 1),
        ("2025-03", "total"): (2, 2),
        ("2025-03", "registro_tardio"): (0, 0),
        ("2025-04", "total"): (0, 0),
        ("2025-04", "registro_tardio"): (0, 0),
    }
    assert (result.rows, result.counted, result.outside, result.repeated) == (8, 5, 2, 1)
    assert (result.definition, result.version) == ("I02", 1)
    assert result.cell("2025-02", "registro_tardio").complement_women == 0


def test_cases_by_type_and_quarter() -> None:
    result = evaluate(DEFINITIONS["I05"], ROWS, periods=["2025-T1", "2025-T2"], codes=["PSI", "FIS", "SEX"])
    assert table(result.of_period("2025-T1")) == {
        ("2025-T1", "total"): (5, 3),
        ("2025-T1", "PSI"): (2, 1),
        ("2025-T1", "FIS"): (2, 2),
        ("2025-T1", "SEX"): (0, 0),
        ("2025-T1", "no_especificado"): (2, 2),
    }
    assert result.cell("2025-T1", "PSI").complement_women == 1
    assert result.cell("2025-T1", "FIS").complement_women == 1
    assert table(result.of_period("2025-T2"))["2025-T2", "SEX"] == (1, 1)
    assert [cell.role for cell in result.of_period("2025-T2")] == ["total", "part", "part", "part", "missing"]


def test_women_by_municipality_and_year() -> None:
    codes = [LA_PAZ, LOS_CABOS, LORETO]
    result = evaluate(DEFINITIONS["I04"], ROWS, periods=["2025"], codes=codes)
    assert table(result.cells) == {
        ("2025", "total"): (2, 2),
        ("2025", LA_PAZ): (2, 2),
        ("2025", LOS_CABOS): (1, 1),
        ("2025", LORETO): (0, 0),
        ("2025", "no_especificado"): (1, 1),
        ("2025", "otra_entidad"): (1, 1),
    }
    assert (result.counted, result.outside, result.repeated) == (6, 1, 1)


def test_a_case_told_in_two_ways_is_an_error() -> None:
    with pytest.raises(ValueError, match="c1 comes twice"):
        evaluate(DEFINITIONS["I02"], [ROWS[0], row("c1", "eva", "2025-01")], periods=["2025-01"])


def test_a_type_outside_the_catalogue_is_never_dropped() -> None:
    with pytest.raises(ValueError, match="outside the catalogue: SEX"):
        evaluate(DEFINITIONS["I05"], ROWS, periods=["2025-T2"], codes=["PSI"])


@pytest.mark.parametrize(
    ("name", "periods", "codes", "message"),
    [
        ("I02", ["2025"], [], "counted by month"),
        ("I05", ["2025-01"], ["PSI"], "counted by quarter"),
        ("I05", ["2025-T1"], [], "codes go with"),
        ("I02", ["2025-01"], ["PSI"], "codes go with"),
        ("I02", ["2025-01", "2025-01"], [], "given twice"),
        ("I05", ["2025-T1"], ["PSI", "PSI"], "given twice"),
        ("I02", ["enero"], [], "no month"),
    ],
)
def test_impossible_questions(name: str, periods: list[str], codes: list[str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        evaluate(DEFINITIONS[name], ROWS, periods=periods, codes=codes)


def test_a_row_without_a_real_month_is_an_error() -> None:
    with pytest.raises(ValueError, match="no month"):
        evaluate(DEFINITIONS["I02"], [row("c", "w", "2025-13")], periods=["2025-01"])
