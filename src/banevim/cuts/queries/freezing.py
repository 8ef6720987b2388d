"""Counts a month: definitions, periods and codes in, frozen tables out. Reads the catalogues; writes nothing."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from banevim.catalogs import queries as catalogs
from banevim.cuts.queries.counting import Counter, codes_of
from banevim.cuts.rules import protecting
from banevim.cuts.rules.linking import Sheet
from banevim.cuts.rules.protecting import Held, Proven, sheet_of
from banevim.cuts.terms import FrozenDimension, FrozenTable
from banevim.methods.disclosure import Policy
from banevim.methods.indicators import (
    LATE,
    Column,
    Definition,
    Table,
    closed_months,
    closed_quarters,
    closed_years,
    load_vocabulary,
    published_definitions,
)
from datavim.bundle import CASES_BY_MONTH
from datavim.bundle.names import ELSEWHERE, MONTH, PLACE, QUARTER, TOTAL, UNSPECIFIED, YEAR

MONTHS_SHOWN = 24
"""Of a bank that begins with its history. What was published once stays for ever."""
PERIODS = {
    "month": (MONTH, "Mes de registro"),
    "quarter": (QUARTER, "Trimestre de registro"),
    "year": (YEAR, "Año de registro"),
}
TOTALS = {
    "cases": "Casos registrados",
    "women": "Mujeres con al menos un caso",
    "aggressors": "Personas agresoras registradas",
    "services": "Servicios otorgados",
    "referrals": "Canalizaciones terminadas",
}
OUTSIDE_LABELS = {UNSPECIFIED: "No especificado", ELSEWHERE: "En otra entidad"}


@dataclass(frozen=True)
class Frozen:
    """Everything that a cut stores."""

    tables: list[FrozenTable]
    definitions: dict[str, int]
    problems: list[str]
    proof: dict[str, Any]
    rows: int
    late: int


Plan = tuple[Definition, Table]
Codes = tuple[tuple[str, str, bool], ...]


def _plans(definitions: Mapping[str, Definition]) -> list[Plan]:
    """The fixed catalogue of published tables."""
    return [(each, table) for each in definitions.values() for table in each.published]


def _places() -> Codes:
    state = catalogs.state(settings.STATE_CODE)
    return (
        *((place.code, place.name, False) for place in catalogs.municipalities(settings.STATE_CODE)),
        *((code, label, False) for code, label in OUTSIDE_LABELS.items()),
        (settings.STATE_CODE, state.name if state else "", True),
    )


def _answers(column: Column, unit: str, last_day: dt.date) -> Codes:
    """Every code that the catalogue ever had, under the name of the day the month ended."""
    labels = {o.code: o.label for o in catalogs.codebook().by_catalog.get(column.catalog, ())}
    labels |= {o.code: o.label for o in catalogs.options(column.catalog, last_day)} if column.catalog else {}
    labels |= column.codes or {}
    if column.kind != "by_then":
        labels[UNSPECIFIED] = OUTSIDE_LABELS[UNSPECIFIED]
    return (*((code, label, False) for code, label in labels.items()), (TOTAL, TOTALS[unit], True))


def _columns(plan: Plan, last_day: dt.date) -> tuple[FrozenDimension, ...]:
    definition, table = plan
    found = []
    for name in table.by:
        column = load_vocabulary()[definition.source].columns[name]
        where = column.public == PLACE
        codes = _places() if where else _answers(column, definition.unit, last_day)
        several = definition.unit == "women" if where else column.kind == "codes"
        found.append(FrozenDimension(column.public, column.label, codes, several))
    return tuple(found)


def _periods(month: str, first: str) -> dict[str, tuple[str, ...]]:
    return {
        "month": closed_months(first, month),
        "quarter": closed_quarters(first, month),
        "year": closed_years(first, month),
    }


def _first_month(counter: Counter, month: str, held: Mapping[str, Held]) -> str:
    """What was printed first; or the January before the first case, if it is not long ago: which month has the first
    case is not told."""
    if shown := [keys[0] for keys in held.get(CASES_BY_MONTH, {})]:
        return min(shown)
    return closed_months(f"{(counter.first_month() or month)[:4]}-01", month)[-MONTHS_SHOWN:][0]


def _sheets(
    counter: Counter,
    plans: Sequence[Plan],
    periods: Mapping[str, Sequence[str]],
    last_day: dt.date,
    held: Mapping[str, Held],
) -> list[Sheet]:
    """Every table. A period that was printed of a unit is settled for all tables of it: nothing is added to it."""
    closed = {(d.unit, keys[0]) for d, table in plans for keys in held.get(table.name, {})}
    sheets = []
    for definition, table in plans:
        mine = held.get(table.name, {})
        open_ = [p for p in periods[table.grain] if (definition.unit, p) not in closed]
        counted = counter.count(definition, table, open_, codes_of(definition, table)) if open_ else None
        shown = sorted({*open_, *(keys[0] for keys in mine)})
        name, label = PERIODS[table.grain]
        period = FrozenDimension(name, label, tuple((each, each, False) for each in shown))
        dimensions = (period, *_columns((definition, table), last_day))
        sheets.append(
            sheet_of(table.name, definition.unit_es, dimensions, counted, mine, settings.STATE_CODE)
        )
    return sheets


def _title(definition: Definition, table: Table) -> str:
    """An indicator that asks several things says which."""
    asked = load_vocabulary()[definition.source].columns
    several = len({each.by[-1] for each in definition.published if each.by}) > 1
    return definition.wording.title + (f". {asked[table.by[-1]].label}" if several else "")


def _table(plan: Plan, sheet: Sheet, proven: Proven) -> FrozenTable:
    definition, table = plan
    return FrozenTable(
        id=sheet.id,
        indicator=definition.id,
        title=_title(definition, table),
        unit=definition.unit_es,
        filter=definition.period.text,
        dimensions=sheet.dimensions,
        cells=tuple(protecting.frozen_cells(proven, sheet)),
    )


def freeze(
    counter: Counter,
    month: str,
    last_day: dt.date,
    held: Mapping[str, Held],
    policy: Policy = Policy(),  # noqa: B008 - a frozen rule
    seed: bytes = b"",
) -> Frozen:
    """Count and protect everything up to a closed month, by the definitions and codes in force on its last day.

    `held` is what earlier cuts settled, by table; `seed` the secret by which cells of like cost are chosen."""
    definitions = published_definitions(last_day)
    plans = _plans(definitions)
    periods = _periods(month, _first_month(counter, month, held))
    sheets = _sheets(counter, plans, periods, last_day, held)
    proven = protecting.decide(sheets, policy, seed)
    now = counter.count(*next(plan for plan in plans if plan[1].name == CASES_BY_MONTH), [month])
    return Frozen(
        [_table(plan, sheet, proven) for plan, sheet in zip(plans, sheets, strict=True)],
        {key: definition.version for key, definition in definitions.items()},
        list(proven.problems),
        dict(proven.proof),
        now.rows,
        now.cell(month, LATE).value,
    )
