"""How a measurement is said: of every thousand, with what chance allows, never with more certainty than it has."""

from collections.abc import Sequence
from typing import Any

from banevim.identity import queries
from banevim.identity.queries import Line, Measured, Report
from banevim.methods import linkage

BANDS = {
    "probably": ("Probablemente ella", "Coinciden varios datos que juntos casi nadie comparte."),
    "possibly": ("Posiblemente ella", "Coincide lo bastante para ser ella, su hermana o una homónima."),
    "listed": ("En la lista", "Algo se parece. Casi siempre es otra mujer."),
}
SHIPPED = "la que trae el programa"


def matcher_context(found: Report, left: Sequence["queries.Share"]) -> dict[str, Any]:
    """What the page shows."""
    return {
        "found": found,
        "label": label_words(found.since.version.label if found.since and found.since.version else ""),
        "current": told(found.current) if found.current else None,
        "proposed": told(found.proposed) if found.proposed else None,
        "beside": told(found.beside) if found.beside else None,
        "verdict": verdict(found.beside, found.proposed) if found.beside and found.proposed else "",
        "bands": BANDS,
        "before": [(label_words(row.version.label if row.version else ""), row) for row in found.before],
        "others": [(label, label_words(label)) for label in found.others],
        "left": (sum(s.left[0] for s in left), sum(s.left[1] for s in left)),
        "undecided": sum(s.undecided for s in left),
    }


def label_words(label: str) -> str:
    """The name of a version on the page."""
    return label if label not in ("", linkage.HAND_SET.version) else SHIPPED


def told(found: Measured) -> dict[str, Any]:
    """One measurement as rows of text."""
    return {
        "found": found,
        "label": label_words(found.label),
        "first": permille(found.first),
        "five": permille(found.five),
        "possibly": sure(found.lines[1]),
        "rows": [
            {
                "name": BANDS[line.band][0],
                "right": permille(line.right),
                "wrong": permille(line.wrong),
                "flagged": permille(line.flagged),
                "same": line.same,
                "different": line.different,
            }
            for line in found.lines
        ],
    }


def sure(line: Line) -> str:
    """Of those who were first in *possibly*, how many were her; every search counts with her and without her."""
    named = line.right.many + line.wrong.many + line.flagged.many
    if not named:
        return ""
    share = queries.Part(line.right.many, named)
    low, high = (100 * each for each in share.interval)
    return f"{100 * share.share:.0f} de cada 100 (entre {low:.0f} y {high:.0f})"


def permille(part: "queries.Part") -> str:
    """`3 de cada 1,000 (entre 1 y 6)`; the interval is what chance allows with so many searches."""
    low, high = (1000 * each for each in part.interval)
    share = 1000 * part.share
    return f"{_number(share)} de cada 1,000 (entre {_number(low)} y {_number(high)})"


def _number(value: float) -> str:
    return f"{value:.1f}" if 0 < value < 9.95 else f"{value:,.0f}"


def verdict(now: Measured, new: Measured) -> str:
    """Which of two measurements of the same searches is better, first by strong mistakes and then by finding her."""
    mistakes = [each.strong.wrong.many + each.strong.flagged.many for each in (now, new)]
    right = [each.strong.right.many for each in (now, new)]
    if mistakes[1] > mistakes[0]:
        return (
            "La nueva se equivoca más en “probablemente ella”: "
            f"{mistakes[1]} veces contra {mistakes[0]}. Lo prudente es no ponerla en vigor."
        )
    if mistakes[1] == mistakes[0] and right[1] <= right[0]:
        return "La nueva no mejora a la que está en vigor en estas pruebas."
    return (
        f"La nueva se equivoca {mistakes[1]} veces en “probablemente ella” (la de hoy, {mistakes[0]}) y reconoce ahí a "
        f"{right[1]} mujeres (la de hoy, {right[0]}), en las mismas pruebas."
    )
