"""What a typed text may hold: any script, any sign that can be seen, within its length."""

import unicodedata
from collections.abc import Iterable

from banevim.casefiles.terms import Problem
from banevim.common.errors import Invalid

_HIDDEN = frozenset({"Cc", "Cs", "Cn", "Co", "Zl", "Zp"})
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
LINES = "\n\r\t"


def text_problem(text: str, field: str, what: str, limit: int, allowed: str = "") -> Problem | None:
    """Too long, or with characters that nobody sees (control, broken, or that turn the direction of the text)."""
    if len(text) > limit:
        sentence = f"{what} tiene {len(text)} caracteres y caben {limit}. Escribe una forma más corta."
        return Problem("too_long", sentence, field)
    hidden = (c in _TURNING or unicodedata.category(c) in _HIDDEN for c in text if c not in allowed)
    if any(hidden):
        return Problem(
            "hidden", f"{what} trae caracteres que no se ven. Bórralo y escríbelo de nuevo.", field
        )
    return None


def raise_first(problems: Iterable[Problem | None]) -> None:
    """Raise Invalid with the first problem, if there is one."""
    for problem in problems:
        if problem:
            raise Invalid(problem.sentence, field=problem.field or None)
