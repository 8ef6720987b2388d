"""The same indicators said again, slowly and apart; any rows must give the same numbers."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from banevim.methods.indicators import CaseRow, evaluate, load_definitions

DEFINITIONS = load_definitions()
MONTHS = ["2024-12", "2025-01", "2025-02", "2025-03", "2025-04", "2025-12", "2026-01"]
PLACES = ["03001", "03003", "03009"]
TYPES = ["FIS", "PSI", "SEX"]

facts = st.fixed_dictionaries(
    {
        "woman": st.sampled_from(["ana", "eva", "isa", "luz"]),
        "month": st.sampled_from(MONTHS),
        "municipality": st.none() | st.sampled_from([*PLACES, "02004", "30193"]),
        "types": st.none() | st.lists(st.sampled_from(TYPES), unique=True).map(tuple),
        "late": st.booleans(),
    }
)


@st.composite
def case_rows(draw: st.DrawFn) -> list[CaseRow]:
    cases = draw(st.dictionaries(st.integers(0, 30).map(lambda n: f"c{n}"), facts, max_size=25))
    rows = [CaseRow(case, **told) for case, told in cases.items()]
    return draw(
        st.permutations(rows + draw(st.lists(st.sampled_from(rows), max_size=5) if rows else st.just([])))
    )


def distinct(rows: Sequence[CaseRow]) -> list[CaseRow]:
    return [row for place, row in enumerate(rows) if row.case not in [other.case for other in rows[:place]]]


def months_in(period: str) -> list[str]:
    """Written out by hand for the periods asked here."""
    return {"2025-T1": ["2025-01", "2025-02", "2025-03"], "2025-T2": ["2025-04", "2025-05", "2025-06"]}.get(
        period, [period]
    )


def women(rows: Sequence[CaseRow]) -> int:
    return len(sorted({row.woman for row in rows}))


@given(case_rows())
def test_cases_by_month(rows: list[CaseRow]) -> None:
    result = evaluate(DEFINITIONS["I02"], rows, periods=["2025-01", "2025-02"])
    for period in ("2025-01", "2025-02"):
        mine = [row for row in distinct(rows) if row.month in months_in(period)]
        late = [row for row in mine if row.late]
        cell, line = result.cell(period, "total"), result.cell(period, "registro_tardio")
        assert (cell.value, cell.women) == (len(mine), women(mine))
        assert (line.value, line.women) == (len(late), women(late))
        assert line.complement_women == women([row for row in mine if not row.late])
    assert result.rows == len(rows) == result.counted + result.outside + result.repeated


@given(case_rows())
def test_cases_by_type(rows: list[CaseRow]) -> None:
    result = evaluate(DEFINITIONS["I05"], rows, periods=["2025-T1", "2025-T2"], codes=TYPES)
    for period in ("2025-T1", "2025-T2"):
        mine = [row for row in distinct(rows) if row.month in months_in(period)]
        assert result.cell(period, "total").value == len(mine)
        assert result.cell(period, "no_especificado").value == len([row for row in mine if not row.types])
        for code in TYPES:
            with_it = [row for row in mine if code in (row.types or ())]
            without = [row for row in mine if row.types and code not in row.types]
            cell = result.cell(period, code)
            assert (cell.value, cell.women) == (len(with_it), women(with_it))
            assert cell.complement_women == women(without)
        parts = [cell.value for cell in result.of_period(period) if cell.role != "total"]
        assert sum(parts) >= len(mine)


@given(case_rows())
def test_women_by_municipality(rows: list[CaseRow]) -> None:
    result = evaluate(DEFINITIONS["I04"], rows, periods=["2025"], codes=PLACES)
    mine = [row for row in distinct(rows) if row.month[:4] == "2025"]
    at = {place: [row for row in mine if row.municipality == place] for place in PLACES}
    for place in PLACES:
        assert result.cell("2025", place).value == women(at[place])
    assert result.cell("2025", "total").value == women([row for place in PLACES for row in at[place]])
    assert result.cell("2025", "no_especificado").value == women(
        [row for row in mine if row.municipality is None]
    )
    other = [row for row in mine if row.municipality not in (None, *PLACES)]
    assert result.cell("2025", "otra_entidad").value == women(other)
    assert all(cell.value == cell.women for cell in result.cells)


@given(case_rows())
def test_the_order_of_rows_says_nothing(rows: list[CaseRow]) -> None:
    for name, periods, codes in (
        ("I02", ["2025-01"], []),
        ("I05", ["2025-T1"], TYPES),
        ("I04", ["2025"], PLACES),
    ):
        forward = evaluate(DEFINITIONS[name], rows, periods=periods, codes=codes)
        backward = evaluate(DEFINITIONS[name], rows[::-1], periods=periods, codes=codes)
        assert forward == backward
