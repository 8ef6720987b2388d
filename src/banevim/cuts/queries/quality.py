"""Answers that are missing in the cases of a month, by institution."""

from typing import Any

from banevim.common.errors import Invalid
from banevim.cuts import rules
from banevim.cuts.queries import states
from banevim.cuts.queries.checking import captured
from banevim.cuts.rules.checking import FEW, MOST_UNTOLD, UNTOLD
from banevim.cuts.terms import Captured
from datavim.words import month_name


def missing_in(month: str) -> list[Captured]:
    """Institutions with a question that too many of their cases of a month do not answer, most cases first."""
    rows = [row for row in captured(month, month) if any(_too_many(row, key) for key in UNTOLD)]
    return sorted(rows, key=lambda row: (-row.cases, row.institution))


def _too_many(row: Captured, key: str) -> bool:
    return row.untold[key] >= FEW and row.untold[key] * 100 > MOST_UNTOLD * row.cases


def quality_page(asked: str) -> dict[str, Any]:
    """The table of a month; the last closed one if none that exists is asked for."""
    try:
        rules.month_end(asked)
        month = asked
    except Invalid:
        month = states.next_month()
    rows = sorted(captured(month, month), key=lambda row: (-row.cases, row.institution))
    return {
        "month": month,
        "name": month_name(month),
        "before": rules.months_before(month, 1)[0],
        "questions": list(UNTOLD.values()),
        "rows": [(row, [(row.untold[key], _too_many(row, key)) for key in UNTOLD]) for row in rows],
        "most": MOST_UNTOLD,
        "few": FEW,
    }
