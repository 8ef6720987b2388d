"""What the automatic checks of a cut read, and what the bank counts today of the periods that were printed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.db import connection

from banevim.accounts.models import Institution
from banevim.care import queries as care
from banevim.cuts import rules
from banevim.cuts.queries import states
from banevim.cuts.queries.counting import Counter, codebook_on
from banevim.cuts.rules import checking, differing
from banevim.cuts.rules.catalogue import Plan, codes_of, plans_of
from banevim.cuts.terms import Captured, Since
from banevim.methods.indicators import TOTAL, published_definitions
from datavim.bundle.names import PLACE, WOMEN

SAY = "SELECT set_config('stats.zone', %s, true), set_config('stats.history_ends', %s, true)"
GRAINS = {4: "year", 7: "month"}


def _read(sql: str, given: Sequence[Any]) -> list[dict[str, Any]]:
    """Rows of a function of the state office, which places each case in its month as the cut does."""
    ends = states.history_ends_at()
    with connection.cursor() as cursor:
        cursor.execute(SAY, [settings.TIME_ZONE, ends.isoformat() if ends else "infinity"])
        cursor.execute(sql, given)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def captured(first: str, last: str) -> list[Captured]:
    """What each institution registered in each month of a stretch."""
    names = dict(Institution.objects.values_list("pk", "name"))
    return [
        Captured(
            names.get(row["institution_id"], ""),
            row["month"],
            row["cases"],
            {k: row[k] for k in checking.UNTOLD},
        )
        for row in _read("SELECT * FROM banevim_capture_by_month(%s, %s)", [first, last])
    ]


def checks_on(month: str, *, counted: int, rows_in: int) -> list[dict[str, Any]]:
    """The checks of a month as a cut keeps them. `counted`: its cases by the evaluator; `rows_in`: all of the cut."""
    months = rules.months_before(month, checking.MONTHS_BEFORE)
    last = states.latest_published()
    found = checking.checks_of(
        captured(months[0], month),
        month,
        months,
        counted=counted,
        rows_in=rows_in,
        rows_before=last.rows_in if last else None,
        unclosed=[row.institution.name for row in care.closed_months([month]) if row.missing],
    )
    return [{**asdict(check), "lines": list(check.lines)} for check in found]


Printed = dict[tuple[str, str], tuple[int, dt.datetime]]
"""(period, unit) → the number as it was frozen, withheld or not, and when."""


def _printed() -> Printed:
    """The whole of each period that a published cut settled: cases, and women where a table counts them. A table by
    municipality sums the state alone, and not what happened elsewhere or nobody knows where."""
    found: Printed = {}
    for cut in states.published_cuts():
        for table in states.tables_of(cut):
            if any(dimension.name == PLACE for dimension in table.dimensions):
                continue
            totals = [{code for code, _, total in d.codes if total} for d in table.dimensions[1:]]
            for cell in table.cells:
                whole = all(key in codes for key, codes in zip(cell.keys[1:], totals, strict=True))
                if whole and table.unit in differing.UNITS:
                    found.setdefault((cell.keys[0], table.unit), (cell.value, cut.created_at))
    return found


def differences(counter: Counter, day: dt.date) -> list[dict[str, Any]]:
    """What the bank counts today of each printed period, where anything changed, with the sentence that explains it."""
    printed = _printed()
    moments = {period: moment for (period, _), (_, moment) in printed.items()}
    rows = {
        row["period"]: row
        for row in _read(
            "SELECT * FROM banevim_since_published(%s, %s)", [list(moments), list(moments.values())]
        )
    }
    women = _women(counter, day, sorted(period for period, unit in printed if unit == WOMEN))
    told = []
    for (period, unit), (number, _) in sorted(printed.items()):
        row = rows[period]
        today = row["cases"] if unit == "casos" else women.get(period, number)
        since = Since(
            period, unit, number, today, *(row[name] for name in ("late", "corrected", "joined", "parted"))
        )
        if sentence := differing.sentence_of(since):
            told.append({**asdict(since), "change": differing.change_of(since), "sentence": sentence})
    return told


def _women(counter: Counter, day: dt.date, periods: Sequence[str]) -> dict[str, int]:
    """Women of whole periods today, by the definition that prints them."""
    found: dict[str, int] = {}
    for plan in _of_women(day):
        _, table = plan
        wanted = [period for period in periods if GRAINS.get(len(period)) == table.grain]
        if wanted:
            counted = counter.count(*plan, wanted, codes_of(plan, codebook_on(day)))
            found |= {period: counted.cell(period, *[TOTAL] * len(table.by)).value for period in wanted}
    return found


def _of_women(day: dt.date) -> list[Plan]:
    plans = plans_of(published_definitions(day))
    return [plan for plan in plans if plan[0].unit_es == WOMEN and "municipality" not in plan[1].by][:1]
