"""Which institutions had closed each month when a cut was frozen: what may be told of it, shelters apart."""

from typing import Any

from banevim.care import queries as care
from banevim.care.rules import MONTHS_BACK, months_before
from datavim import bundle as public


def coverage_of(month: str) -> dict[str, Any]:
    """The months that end with a closed one, from the first that any institution closed, and who had closed each.

    A shelter is never named, nor counted: how many there are would show. An institution that had no accounts yet in a
    month has no row for it.
    """
    wanted = months_before(month, MONTHS_BACK)
    rows = [row for row in care.closed_months(wanted) if not row.institution.is_shelter]
    closed = [m for row in rows for m, closing in row.months.items() if closing is not None]
    months = [m for m in wanted if m >= min(closed, default=month)]
    return {
        "months": months,
        "institutions": [[row.institution.code, row.institution.name] for row in rows],
        "closed": [
            [m, row.institution.code, row.months[m] is not None]
            for m in months
            for row in rows
            if m in row.months
        ],
    }


def coverage_table(stored: dict[str, Any]) -> public.Table | None:
    """The public table; None for a cut of before institutions closed their months, or without any that captures.

    One row for each institution and month: 1 if it had closed it, without a number and `sin_captura` if it had not.
    """
    if not stored.get("closed"):
        return None
    told = {True: (1, public.CellState.PUBLISHED), False: (None, public.CellState.NOT_CAPTURED)}
    return public.Table(
        id=public.COVERAGE,
        indicator="",
        title="Instituciones que cerraron su mes",
        unit="meses cerrados",
        filter="Hasta el momento en que se congeló el corte. Los refugios no aparecen, por seguridad.",
        dimensions=(
            public.Dimension("mes", "Mes", tuple(public.Code(m, m) for m in stored["months"])),
            public.Dimension(
                "institucion", "Institución", tuple(public.Code(*known) for known in stored["institutions"])
            ),
        ),
        rows=tuple(public.Row((m, code), *told[closed]) for m, code, closed in stored["closed"]),
    )
