"""Whatever a table holds, a page says only what is published or follows from it, and blanks decide nothing."""

import re
from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.datavim import sample, sample_parts

from datavim.bundle import Bundle, CellState, Code, Dimension, Row, Table
from datavim.figures.ratios import MIN_BASE, share, share_tenths
from datavim.present import Indicator, View, present
from datavim.words import tenths, thousands

PERIODS = ("2024", "2025")
PLACES = ("03", "03001", "03009")
CODES = ("uno", "dos", "tres", "cuatro", "no_especificado")
RULES = ("all", "known", "")
STATES = (CellState.PUBLISHED, CellState.WITHHELD, CellState.NOT_CAPTURED, CellState.STRUCTURAL_ZERO)


def column() -> Dimension:
    codes = (Code(code, f"Respuesta {code}") for code in CODES)
    return Dimension("columna", "Columna", (*codes, Code("total", "Todos", total=True)), several=True)


def places() -> Dimension:
    whole = Code("03", "Baja California Sur", total=True)
    return Dimension("municipio", "Municipio", (whole, Code("03001", "Comondú"), Code("03009", "Loreto")))


@st.composite
def rows(draw: st.DrawFn) -> list[Row]:
    """Any mixture of states and numbers; parts that need not add up to anything."""
    made = []
    for period in PERIODS:
        for place in PLACES:
            for code in (*CODES, "total"):
                state = draw(st.sampled_from(STATES))
                value = draw(st.integers(0, 3000))
                if state is CellState.PUBLISHED and code == "no_especificado":
                    state = CellState.UNSPECIFIED
                value = 0 if state is CellState.STRUCTURAL_ZERO else value
                blank = state in (CellState.WITHHELD, CellState.NOT_CAPTURED)
                made.append(Row((period, place, code), None if blank else value, state))
    return made


def bundle_of(made: list[Row], **card: object) -> Bundle:
    years = sample_parts.periods("anio", "Año", PERIODS)
    table = Table("tabla", "I99", "Tabla", "casos", "Todos", (years, places(), column()), tuple(made))
    one = sample.card("I99", "tabla", "Casos por columna", "casos", ("tabla",), **card)
    return replace(sample.bundle(), cards=(one,), tables=(table,))


def shown(made: list[Row], **card: object) -> Indicator:
    bundle = bundle_of(made, **card)
    return present(bundle, bundle.cards[0])


def said(view: View) -> Iterator[str]:
    yield from (view.finding, view.lede, view.reading)
    yield from (option.label for each in view.filters for option in each.options)
    yield from (cell.text for table in view.tables for row in table.rows for cell in row.cells)
    at = [view.sheet.columns.index(name) for name in ("casos", "base", "por_cada_100")]
    yield from (row[place] for row in view.sheet.rows for place in at)
    if view.chart:
        yield from (view.chart.title, view.chart.subtitle, view.chart.base, view.chart.description)
    if view.line:
        yield from (view.line.here.text, view.line.state.text)


def allowed(made: list[Row], rule: str) -> set[str]:
    """Everything that follows from what is published, by the rules: numbers, bases and shares of 30 or more."""
    numbers = {row.keys: row.value for row in made if row.value is not None}
    known: set[str] = {"100", "0", *PERIODS}
    for period in PERIODS:
        for place in PLACES:
            values = {code: numbers.get((period, place, code)) for code in (*CODES, "total")}
            whole, missing = values["total"], values["no_especificado"]
            base = whole if rule == "all" else None
            if rule == "known" and whole is not None and missing is not None:
                base = max(whole - missing, 0)
            found = [value for value in (*values.values(), base) if value is not None]
            known |= {thousands(value) for value in found} | {str(value) for value in found}
            if base is not None and base >= MIN_BASE:
                for value in found:
                    known |= {str(share(value, base)), tenths(share_tenths(value, base) or 0)}
                    known.add(tenths(share_tenths(value, base) or 0).replace(",", ""))
    return known


@settings(max_examples=60, deadline=None)
@given(rows(), st.sampled_from(RULES), st.booleans())
def test_no_number_that_does_not_follow_from_published_ones(
    made: list[Row], rule: str, several: bool
) -> None:
    known = allowed(made, rule)
    for view in shown(made, base=rule, multi_response=several).views:
        for text in said(view):
            for number in re.findall(r"\d[\d,]*(?:\.\d+)?", text):
                assert number.rstrip(",") in known, (view.path, text, number)


@settings(max_examples=60, deadline=None)
@given(rows(), st.sampled_from(RULES))
def test_blanks_stand_in_the_order_of_the_catalogue_after_what_is_published(
    made: list[Row], rule: str
) -> None:
    labels = [f"Respuesta {code}" for code in CODES]
    for view in shown(made, base=rule).views:
        parts = [row for row in view.tables[0].rows if not row.reference]
        blank = [row.label for row in parts if row.cells[0].text == "" and row.label != labels[-1]]
        assert blank == [label for label in labels if label in blank]
        numbers = [
            int(row.cells[0].text.replace(",", ""))
            for row in parts
            if row.cells[0].text and row.label != labels[-1]
        ]
        assert numbers == sorted(numbers, reverse=True)
        assert [row.label for row in parts if row.label != labels[-1]][len(numbers) :] == blank


@settings(max_examples=40, deadline=None)
@given(rows(), st.sampled_from(RULES), st.data())
def test_what_is_said_of_a_place_does_not_depend_on_the_cells_of_another(
    made: list[Row], rule: str, data: st.DataObject
) -> None:
    """Only the line of the profile reads the state; nothing reads another municipality."""
    other = [row for row in made if row.keys[1] != "03009"]
    changed = [
        Row(row.keys, data.draw(st.integers(0, 3000))) if row.state is CellState.PUBLISHED else row
        for row in made
        if row.keys[1] == "03009"
    ]
    before = {view.path: view for view in shown(made, base=rule).views if view.place != "03009"}
    after = {view.path: view for view in shown([*other, *changed], base=rule).views if view.place != "03009"}
    assert {path: list(said(view)) for path, view in before.items()} == {
        p: list(said(v)) for p, v in after.items()
    }


@settings(max_examples=30, deadline=None)
@given(rows(), st.sampled_from(RULES))
def test_the_states_of_a_cell_read_differently_in_table_drawing_and_file(made: list[Row], rule: str) -> None:
    words = {
        CellState.WITHHELD: "protegido",
        CellState.NOT_CAPTURED: "sin captura",
        CellState.STRUCTURAL_ZERO: "0 (no puede haber)",
    }
    for view in shown(made, base=rule).views:
        assert view.chart is not None
        labels = {row.label: row.cells[0].state for row in view.tables[0].rows if not row.reference}
        for label, state in labels.items():
            if state in words:
                assert f"{label}: {words[state]}" in view.chart.description
        in_file = {row[5] if view.place else row[3]: row[-2] for row in view.sheet.rows}
        assert all(in_file[label] == state.value for label, state in labels.items())
