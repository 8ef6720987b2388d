"""Which institutions have closed the month that ended, for the state office."""

from typing import Any

from banevim.care import queries as care
from banevim.care.rules import MONTHS_BACK, months_before
from banevim.care.words import month_words


def closing_of_institutions() -> dict[str, Any]:
    """The last month, and by institution its closing and how many earlier months it has open."""
    last = care.last_ended_month()
    rows = care.closed_months(months_before(last, MONTHS_BACK))
    closing = [
        {
            "institution": row.institution,
            "closing": row.months.get(last),
            "due": last in row.months,
            "before": _before(len([month for month in row.missing if month != last])),
        }
        for row in rows
    ]
    return {
        "last_month": month_words(last),
        "closing": sorted(closing, key=lambda row: (row["closing"] is not None, row["institution"].name)),
    }


def _before(n: int) -> str:
    return f"{n} sin cerrar" if n else ""
