"""What the bank counts today of a printed period, explained in counts: never who."""

from banevim.cuts.terms import Since
from datavim.words import listed, month_name, quarter_name, sentence_start

UNITS = {"casos": ("caso", "casos"), "mujeres": ("mujer", "mujeres")}


def period_name(period: str) -> str:
    """«marzo de 2026», «enero a marzo de 2026», «2026»."""
    if "T" in period:
        return quarter_name(period)
    return month_name(period) if len(period) == 7 else period


def change_of(since: Since) -> int:
    """What would be printed today, late registrations in their own period, less what was printed."""
    return since.today + (since.late if since.unit == "casos" else 0) - since.printed


def causes_of(since: Since) -> tuple[list[str], list[str]]:
    """What moved the number of a period since it was printed; and what happened to it without moving the number.

    A correction or a joined file moves no number of cases: it may move one of women, or how cases are spread.
    """
    of_cases = since.unit == "casos"
    gone = max(0, since.printed - since.today) if of_cases else 0
    told = (
        (since.late if of_cases else 0, "registro tardío", "registros tardíos", True),
        (gone, "caso que ya no está", "casos que ya no están", True),
        (since.corrected, "corrección", "correcciones", not of_cases),
        (
            since.joined,
            "registro unido a otro expediente",
            "registros unidos a otro expediente",
            not of_cases,
        ),
        (
            since.parted,
            "registro separado de un expediente",
            "registros separados de un expediente",
            not of_cases,
        ),
    )
    said = [(f"{n:,} {one if n == 1 else many}", moves) for n, one, many, moves in told if n]
    return [words for words, moves in said if moves], [words for words, moves in said if not moves]


def sentence_of(since: Since) -> str:
    """«Marzo de 2026 subió 9 casos: 9 registros tardíos. También: 3 correcciones.»; nothing if nothing happened."""
    change, (moved, besides) = change_of(since), causes_of(since)
    if not change and not moved and not besides:
        return ""
    name, (one, many) = sentence_start(period_name(since.period)), UNITS[since.unit]
    if not change:
        return f"{name} sigue en {since.printed:,} {many}, con {listed(moved + besides)}."
    told = f"{name} {'subió' if change > 0 else 'bajó'} {abs(change):,} {one if abs(change) == 1 else many}"
    told += f": {listed(moved) or 'sin una causa que el banco anote'}."
    return told + (f" También hay {listed(besides)}." if besides else "")
