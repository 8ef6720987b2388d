"""The answers about one situation of violence, against the catalogues in force on the date of its facts."""

import datetime as dt
from collections.abc import Iterator

from banevim.casefiles.rules.codes import age_problem, code_problem, missing_codes, place_problem
from banevim.casefiles.rules.text import LINES, raise_first, text_problem
from banevim.casefiles.terms import (
    MOST_AGGRESSORS,
    OLDEST_YEAR,
    AggressorData,
    CaseData,
    DatePrecision,
    Problem,
)
from banevim.catalogs.terms import Catalog, Codebook
from banevim.common.errors import Invalid

CATALOGUED = {
    "modality": Catalog.MODALITY,
    "place": Catalog.PLACE,
    "authority_knows": Catalog.AUTHORITY,
    "known_aggressor": Catalog.YES_NO,
    "drugs": Catalog.YES_NO,
    "weapons": Catalog.YES_NO,
}
OF_AGGRESSOR = {
    "link": Catalog.LINK,
    "sex": Catalog.SEX,
    "schooling": Catalog.SCHOOLING,
    "civil_status": Catalog.CIVIL_STATUS,
}
LONGEST_NARRATIVE = 20_000


def law_day(data: CaseData, today: dt.date) -> dt.date:
    """The day whose catalogue is read: that of the facts; if it is not known, the day they were learned of."""
    return data.facts_on or data.learned_on or today


def case_problems(
    data: CaseData, today: dt.date, book: Codebook, places: frozenset[str], *, imported: bool = False
) -> list[Problem]:
    """Everything that must be mended; `places` holds the known municipalities among those of the case.

    `imported=True` also takes `no_especificado`, and cases without aggressors: an extract is kept as it came.
    """
    on = law_day(data, today)
    found: list[Problem | None] = [
        code_problem(book, catalog, getattr(data, name), on, name, imported=imported)
        for name, catalog in CATALOGUED.items()
    ]
    found.append(place_problem(data.municipality, places, "municipality", imported=imported))
    found += _dates(data, today)
    found += _types(data, book, on, imported)
    found += _words(data)
    found += _aggressors(data, book, on, imported)
    return [problem for problem in found if problem]


def _dates(data: CaseData, today: dt.date) -> Iterator[Problem | None]:
    known = data.precision in (DatePrecision.EXACT, DatePrecision.APPROXIMATE)
    if data.precision not in set(DatePrecision):
        yield Problem("no_answer", "Elige si la fecha es exacta, aproximada o se desconoce.", "precision")
    elif known and data.facts_on is None:
        yield Problem("no_date", "Escribe la fecha de los hechos, o elige “Se desconoce”.", "facts_on")
    elif not known and data.facts_on is not None:
        yield Problem("both", "Hay una fecha y también “Se desconoce”. Deja solo una.", "facts_on")
    for name, what in (("facts_on", "La fecha de los hechos"), ("learned_on", "La fecha en que se supo")):
        day = getattr(data, name)
        if day and day > today:
            yield Problem("future", f"{what} todavía no llega. Revisa el día y el año.", name)
        if day and day.year < OLDEST_YEAR:
            yield Problem("too_old", f"{what} es anterior a {OLDEST_YEAR}. Revisa el año.", name)


def _types(data: CaseData, book: Codebook, on: dt.date, imported: bool) -> Iterator[Problem | None]:
    if not data.types and data.types_missing not in missing_codes(imported):
        yield Problem("no_answer", "Marca al menos un tipo de violencia, o por qué falta.", "types")
    if data.types and data.types_missing:
        yield Problem(
            "both", "Marcaste tipos de violencia y también que falta el dato. Deja solo uno.", "types"
        )
    if len(set(data.types)) != len(data.types):
        yield Problem("twice", "Hay un tipo de violencia repetido.", "types")
    for code in dict.fromkeys(data.types):
        yield code_problem(book, Catalog.VIOLENCE_TYPE, code, on, "types", imported=False, missing=False)


def _words(data: CaseData) -> Iterator[Problem | None]:
    yield text_problem(data.narrative, "narrative", "El relato", LONGEST_NARRATIVE, LINES)
    yield text_problem(data.other_type, "other_type", "La otra forma de violencia", 200)
    yield text_problem(data.warnings_reason, "warnings_reason", "La explicación", 500, LINES)


def _aggressors(data: CaseData, book: Codebook, on: dt.date, imported: bool) -> Iterator[Problem | None]:
    if not data.aggressors and not imported:
        yield Problem("none", "Registra al menos una persona agresora; puede ser desconocida.", "aggressors")
    if len(data.aggressors) > MOST_AGGRESSORS:
        yield Problem("many", f"Caben {MOST_AGGRESSORS} personas agresoras en un caso.", "aggressors")
    for number, each in enumerate(data.aggressors):
        yield from _aggressor(each, f"aggressors-{number}-", book, on, imported)


def _aggressor(
    data: AggressorData, prefix: str, book: Codebook, on: dt.date, imported: bool
) -> Iterator[Problem | None]:
    for name, catalog in OF_AGGRESSOR.items():
        yield code_problem(book, catalog, getattr(data, name), on, f"{prefix}{name}", imported=imported)
    missing = "" if data.age is not None else data.age_missing
    yield age_problem(data.age, missing, f"{prefix}age", imported=imported)
    yield text_problem(data.name, f"{prefix}name", "El nombre", 200)


def check_case(data: CaseData, today: dt.date, book: Codebook, places: frozenset[str]) -> None:
    """Raises Invalid with the first thing to mend."""
    raise_first(case_problems(data, today, book, places))


def may_case(data: CaseData, today: dt.date, book: Codebook, places: frozenset[str]) -> bool:
    """Boolean twin of `check_case`."""
    try:
        check_case(data, today, book, places)
    except Invalid:
        return False
    return True
