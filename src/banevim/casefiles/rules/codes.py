"""One coded answer against the catalogue in force on a day, told with its field."""

import datetime as dt

from banevim.casefiles.terms import MISSING_CODES, Missing, Problem
from banevim.catalogs.rules import check_code
from banevim.catalogs.terms import Codebook
from banevim.common.errors import Invalid

OLDEST_AGE = 120


def missing_codes(imported: bool) -> frozenset[str]:
    """The ways of not answering; `no_especificado` only in imports."""
    return MISSING_CODES if imported else MISSING_CODES - {Missing.UNSPECIFIED}


def code_problem(
    book: Codebook, catalog: str, code: str, on: dt.date, field: str, *, imported: bool, missing: bool = True
) -> Problem | None:
    """None when the answer holds that day."""
    if not code:
        return Problem("no_answer", "Elige una opción. Si no hay dato, elige por qué falta.", field)
    try:
        check_code(book, catalog, code, on, missing=missing, imported=imported)
    except Invalid as exc:
        return Problem("code", str(exc), field)
    return None


def age_problem(age: int | None, missing: str, field: str, *, imported: bool) -> Problem | None:
    """An age from 0 to 120, or why it is missing; never both."""
    if age is None and missing not in missing_codes(imported):
        return Problem("no_answer", "Escribe la edad o elige por qué falta.", field)
    if age is not None and not 0 <= age <= OLDEST_AGE:
        return Problem("age", f"La edad va de 0 a {OLDEST_AGE} años. Revísala.", field)
    if age is not None and missing in missing_codes(True):
        return Problem("both", "Hay una edad y también un motivo por el que falta. Deja solo uno.", field)
    return None


def place_problem(code: str, places: frozenset[str], field: str, *, imported: bool) -> Problem | None:
    """A municipality of the country (`places` holds the known ones among those asked for), or why it is missing."""
    if not code:
        return Problem("no_answer", "Elige el municipio o por qué falta.", field)
    if code in places or code in missing_codes(imported):
        return None
    return Problem("place", "Ese municipio no está en el catálogo del INEGI. Elige uno de la lista.", field)
