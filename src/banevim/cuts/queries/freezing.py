"""Counts a month: definitions, periods and codes in, frozen tables out. Reads the catalogues; writes nothing."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from banevim.cuts.queries.counting import Counter, codebook_on
from banevim.cuts.rules import catalogue, evaluated, protecting
from banevim.cuts.rules.catalogue import Codes, Plan
from banevim.cuts.rules.linking import Sheet
from banevim.cuts.rules.protecting import Held, Proven
from banevim.cuts.terms import FrozenTable
from banevim.methods.disclosure import Policy
from banevim.methods.indicators import (
    LATE,
    Definition,
    Evaluation,
    Table,
    closed_months,
    published_definitions,
)
from datavim.bundle import CASES_BY_MONTH

MONTHS_SHOWN = 24
"""Of a bank that begins with its history. What was published once stays for ever."""


@dataclass(frozen=True)
class Frozen:
    """Everything that a cut stores. `evaluated`: the rows of its evaluation (`rules.evaluated`)."""

    tables: list[FrozenTable]
    evaluated: list[evaluated.Line]
    definitions: dict[str, int]
    problems: list[str]
    proof: dict[str, Any]
    rows: int
    late: int


def _first_month(counter: Counter, month: str, held: Mapping[str, Held]) -> str:
    """What was printed first; or the January before the first case, if it is not long ago: which month has the first
    case is not told."""
    if shown := [keys[0] for keys in held.get(CASES_BY_MONTH, {})]:
        return min(shown)
    return closed_months(f"{(counter.first_month() or month)[:4]}-01", month)[-MONTHS_SHOWN:][0]


def _table(plan: Plan, sheet: Sheet, proven: Proven) -> FrozenTable:
    definition, _ = plan
    return FrozenTable(
        id=sheet.id,
        indicator=definition.id,
        title=catalogue.title_of(plan),
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
    last: Sequence[FrozenTable] = (),
) -> Frozen:
    """Count and protect everything up to a closed month, by the definitions and codes in force on its last day.

    `held` is what earlier cuts settled, by table; `seed` the secret by which cells of like cost are chosen; `last` the
    tables of the last published cut: those that the definitions no longer ask for stay as they were printed."""
    definitions = published_definitions(last_day)
    plans = catalogue.plans_of(definitions)
    periods = catalogue.periods_of(month, _first_month(counter, month, held))
    planned = {table.name for _, table in plans}
    retired = [table for table in last if table.id not in planned]
    counted: dict[str, Evaluation] = {}

    def count(definition: Definition, table: Table, asked: Sequence[str], codes: Codes) -> Evaluation:
        return counted.setdefault(table.name, counter.count(definition, table, asked, codes))

    sheets = catalogue.sheets_of(count, plans, periods, held, codebook_on(last_day), retired)
    proven = protecting.decide(sheets, policy, seed)
    tables = [_table(plan, sheet, proven) for plan, sheet in zip(plans, sheets, strict=False)]
    tables += [
        replace(table, cells=tuple(protecting.frozen_cells(proven, sheet)))
        for table, sheet in zip(retired, sheets[len(plans) :], strict=True)
    ]
    now = counter.count(*next(plan for plan in plans if plan[1].name == CASES_BY_MONTH), [month])
    return Frozen(
        tables,
        evaluated.lines_of(tables, counted),
        {key: definition.version for key, definition in definitions.items()},
        list(proven.problems),
        dict(proven.proof),
        now.records.came - now.records.later,
        now.cell(month, LATE).value,
    )
