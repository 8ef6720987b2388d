"""Which tables a bundle may have: the units, the columns of each, which of these may have several answers, how periods
are named, and what the tables of context are.

The sums between the numbers of a bundle follow from these. One that says of itself that an age is two answers, or that
calls the same ages by another name, would loosen every sum without telling anything false.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from datavim.bundle.model import Bundle, CellState, Dimension, Table
from datavim.bundle.names import (
    AGGRESSORS,
    CASES,
    CONTEXT_TABLES,
    COVERAGE,
    LINK,
    MONTH,
    OUTSIDE,
    PLACE,
    QUARTER,
    REFERRALS,
    SERVICES,
    TOTAL,
    VICTIMS,
    WOMEN,
    WOMEN_POPULATION,
    YEAR,
)

PERIODS = {MONTH: r"\d{4}-(0[1-9]|1[0-2])", QUARTER: r"\d{4}-T[1-4]", YEAR: r"\d{4}"}
OF_CASES = frozenset(
    (
        LINK,
        *"tipo modalidad lugar armas alcohol_o_drogas efecto lesion riesgo autoridad denuncia_previa".split(),
    )
    + tuple("a_tiempo edad escolaridad estado_conyugal ocupacion indigena afromexicana discapacidad".split())
    + tuple("embarazo delincuencia_organizada recibio_servicio".split())
)
COLUMNS = {
    CASES: OF_CASES,
    WOMEN: OF_CASES,
    AGGRESSORS: frozenset({"sexo", "edad"}),
    SERVICES: frozenset({"servicio"}),
    REFERRALS: frozenset({"desenlace"}),
}
"""What may be counted, and by what besides the place."""
SEVERAL = frozenset({"tipo", LINK, "efecto"})
"""Columns of which one record may have several answers; a woman also has several places."""
CONTEXT = {
    WOMEN_POPULATION: (WOMEN, (YEAR, PLACE)),
    VICTIMS: ("como las publica cada fuente", (YEAR, "delito")),
    COVERAGE: ("meses cerrados", (MONTH, "institucion")),
}
"""Unit and dimensions of the tables of context."""


def shape_problems(bundle: Bundle) -> list[str]:
    """Spanish sentences about tables that are none of those that a bundle may have."""
    state, counted = bundle.cut.state_code, [t for t in bundle.tables if t.id not in CONTEXT_TABLES]
    context = [table for table in bundle.tables if table.id in CONTEXT_TABLES]
    told = [(table.id, why) for table in context for why in _context(table)]
    told += [(table.id, why) for table in counted for why in _counted(table, state)]
    return [f"La tabla «{name}» {why}." for name, why in told] or list(_unlike(counted))


def _context(table: Table) -> Iterator[str]:
    if (table.unit, tuple(each.name for each in table.dimensions)) != CONTEXT[table.id]:
        yield "no es la tabla de contexto que dice ser"
    elif any(not _is_period(table.dimensions[0], row.keys[0]) for row in table.rows):
        yield "nombra un periodo que no lo es"
    elif table.id == COVERAGE and any(
        (row.value, row.state) not in ((1, CellState.PUBLISHED), (None, CellState.NOT_CAPTURED))
        for row in table.rows
    ):
        yield "dice otra cosa que si una institución cerró su mes"


def _counted(table: Table, state: str) -> Iterator[str]:
    if table.unit not in COLUMNS:
        yield f"cuenta en una unidad que no se conoce, «{table.unit}»"
        return
    period, *others = table.dimensions or (Dimension("sin_periodo", "", ()),)
    columns = others[1:] if others and others[0].name == PLACE else others
    if period.name not in PERIODS or not all(_is_period(period, each.code) for each in period.codes):
        yield "no empieza por un periodo bien escrito"
    if len(columns) > 1 or not {each.name for each in columns} <= COLUMNS[table.unit]:
        yield f"cruza columnas que no se conocen de su unidad: {', '.join(each.name for each in others)}"
    for each in table.dimensions:
        place = each.name == PLACE
        if each.several != (each.name in SEVERAL or (place and table.unit == WOMEN)):
            yield f"no dice de «{each.name}» cuántas respuestas puede haber"
        whole = set() if each is period else {state if place else TOTAL}
        if {code.code for code in each.codes if code.total} != whole:
            yield f"no dice cuál es el total de «{each.name}»"
        if place and not all(_is_place(code.code, state) for code in each.codes):
            yield "nombra un lugar que no es un municipio del estado"


def _is_period(dimension: Dimension, code: str) -> bool:
    return bool(re.fullmatch(PERIODS[dimension.name], code, re.ASCII))


def _is_place(code: str, state: str) -> bool:
    return code in {state, *OUTSIDE} or bool(re.fullmatch(rf"{state}\d{{3}}", code, re.ASCII))


def _unlike(tables: Sequence[Table]) -> Iterator[str]:
    """The same column of a unit has the same answers in every table, and in each period the same ones have rows: the
    same records under other codes could be subtracted from these."""
    named: dict[tuple[str, str], tuple[object, str]] = {}
    shown: dict[tuple[str, str, str], tuple[set[str], str]] = {}
    for table in tables:
        for place, dimension in enumerate(table.dimensions[1:], 1):
            first, other = named.setdefault((table.unit, dimension.name), (dimension.codes, table.id))
            alike = first == dimension.codes
            for period in dict.fromkeys(row.keys[0] for row in table.rows):
                here = {row.keys[place] for row in table.rows if row.keys[0] == period}
                known, _ = shown.setdefault((table.unit, period, dimension.name), (here, table.id))
                alike = alike and known == here
            if not alike:
                yield f"Las tablas «{other}» y «{table.id}» no dan las mismas respuestas de «{dimension.name}»."
