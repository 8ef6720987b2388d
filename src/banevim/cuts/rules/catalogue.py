"""The fixed catalogue of what a cut publishes: its tables, what each asks, their dimensions and their public sheets."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from banevim.cuts.rules.linking import Sheet
from banevim.cuts.rules.protecting import Held, sheet_of
from banevim.cuts.terms import FrozenDimension, FrozenTable
from banevim.methods.indicators import (
    Column,
    Definition,
    Evaluation,
    Table,
    closed_months,
    closed_quarters,
    closed_years,
    load_vocabulary,
)
from datavim.bundle import Card
from datavim.bundle.names import ELSEWHERE, MONTH, QUARTER, TOTAL, UNSPECIFIED, YEAR
from datavim.words import period_name

PERIODS = {
    "month": (MONTH, "Mes de registro"),
    "quarter": (QUARTER, "Trimestre de registro"),
    "year": (YEAR, "Año de registro"),
}
BY = {"month": "mes", "quarter": "trimestre", "year": "año"}
TOTALS = {
    "cases": "Casos registrados",
    "women": "Mujeres con al menos un caso",
    "aggressors": "Personas agresoras registradas",
    "services": "Servicios otorgados",
    "referrals": "Canalizaciones terminadas",
}
OUTSIDE_LABELS = {UNSPECIFIED: "No especificado", ELSEWHERE: "En otra entidad"}

Plan = tuple[Definition, Table]
Labels = Mapping[str, str]
Codes = Mapping[str, Sequence[str]]
Count = Callable[[Definition, Table, Sequence[str], Codes], Evaluation]
"""Counts a table in some periods, with the codes to print of its columns."""


@dataclass(frozen=True)
class Codebook:
    """Codes and their words. `state`: the code and name of the whole of its `places`; `entries`: of a catalogue, every
    code that it ever had."""

    state: tuple[str, str]
    places: Labels
    entries: Callable[[str], Labels]


def plans_of(definitions: Mapping[str, Definition]) -> list[Plan]:
    """The published tables, in the order of their definitions."""
    return [(each, table) for each in definitions.values() for table in each.published]


def periods_of(month: str, first: str) -> dict[str, tuple[str, ...]]:
    """The closed periods of each grain, from the `first` month to `month`."""
    return {
        "month": closed_months(first, month),
        "quarter": closed_quarters(first, month),
        "year": closed_years(first, month),
    }


def period_of(table: Table, shown: Sequence[str]) -> FrozenDimension:
    """The first dimension of every table, its periods named as they are said: the code is for programs."""
    name, label = PERIODS[table.grain]
    return FrozenDimension(name, label, tuple((each, period_name(each), False) for each in shown))


def columns_of(plan: Plan, book: Codebook) -> tuple[FrozenDimension, ...]:
    """The other dimensions of a table: what it is broken down by. A woman may be in several places."""
    unit, found = plan[0].unit, []
    for column in _asked(plan).values():
        where = column.kind == "place"
        several = unit == "women" if where else column.kind == "codes"
        labels = dict(book.places) | OUTSIDE_LABELS if where else _answers(column, book)
        whole = book.state if where else (TOTAL, TOTALS[unit])
        codes = (*((code, label, False) for code, label in labels.items()), (*whole, True))
        found.append(FrozenDimension(column.public, column.label, codes, several))
    return tuple(found)


def codes_of(plan: Plan, book: Codebook) -> dict[str, tuple[str, ...]]:
    """The codes to print of each column. One with codes of its own alone is left out."""
    return {
        name: tuple(book.places if column.kind == "place" else book.entries(column.catalog))
        for name, column in _asked(plan).items()
        if column.kind == "place" or column.catalog
    }


def sheets_of(
    count: Count,
    plans: Sequence[Plan],
    periods: Mapping[str, Sequence[str]],
    held: Mapping[str, Held],
    book: Codebook,
    retired: Sequence[FrozenTable] = (),
) -> list[Sheet]:
    """Every table. A period that was printed of a unit is settled for all tables of it: nothing is added to it.

    `held`: what earlier cuts settled, by table. `retired`: tables that are no longer planned, as they were last frozen;
    they come last and stay as they are, in the proof too.
    """
    known = [(d.unit_es, table.name) for d, table in plans] + [(each.unit, each.id) for each in retired]
    closed = {(unit, keys[0]) for unit, name in known for keys in held.get(name, {})}
    sheets = []
    for plan in plans:
        definition, table = plan
        mine = held.get(table.name, {})
        open_ = [p for p in periods[table.grain] if (definition.unit_es, p) not in closed]
        counted = count(definition, table, open_, codes_of(plan, book)) if open_ else None
        shown = sorted({*open_, *(keys[0] for keys in mine)})
        dimensions = (period_of(table, shown), *columns_of(plan, book))
        sheets.append(sheet_of(table.name, definition.unit_es, dimensions, counted, mine, book.state[0]))
    return sheets + [
        sheet_of(each.id, each.unit, each.dimensions, None, held[each.id], book.state[0]) for each in retired
    ]


def title_of(plan: Plan) -> str:
    """No two tables have the same: an indicator that asks several things says which, and by what it is broken down."""
    definition, table = plan
    asked = load_vocabulary()[definition.source].columns
    several = len({each.by[-1] for each in definition.published if each.by}) > 1
    title = definition.wording.title + (f". {asked[table.by[-1]].label}" if several else "")
    if len(definition.published) > 1 and not several:
        title += f", por {BY[table.grain]}{' y municipio' if 'municipality' in table.by else ''}"
    return title


def card_of(definition: Definition, tables: Sequence[str]) -> Card:
    """The public sheet of an indicator, with the tables that it speaks of."""
    wording, base = definition.wording, definition.denominator
    return Card(
        id=definition.id,
        slug=definition.slug,
        name=definition.name,
        theme=f"{definition.legal.theme}. {definition.legal.basis}",
        unit=definition.unit_es,
        definition=wording.definition,
        formula=wording.formula,
        numerator=definition.numerator,
        denominator=f"{base.text} {base.source}, {base.edition}." if base else "",
        period_rule=definition.period.text,
        missing_policy=definition.missing.text,
        limits=tuple(wording.limits),
        how_to_read=wording.how_to_read,
        tables=tuple(tables),
        multi_response=definition.multi_response,
        base=base.base if base else "",
        answers=definition.numerator_codes,
    )


def _asked(plan: Plan) -> dict[str, Column]:
    definition, table = plan
    columns = load_vocabulary()[definition.source].columns if table.by else {}
    return {name: columns[name] for name in table.by}


def _answers(column: Column, book: Codebook) -> dict[str, str]:
    labels = dict(book.entries(column.catalog)) if column.catalog else {}
    labels |= column.codes or {}
    return labels if column.kind == "by_then" else labels | {UNSPECIFIED: OUTSIDE_LABELS[UNSPECIFIED]}
