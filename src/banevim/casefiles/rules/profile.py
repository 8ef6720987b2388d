"""Coded answers about her at one capture."""

import dataclasses
import datetime as dt
from typing import Any

from banevim.casefiles.rules.codes import age_problem, code_problem, missing_codes, place_problem
from banevim.casefiles.rules.text import raise_first
from banevim.casefiles.terms import ABROAD, OLDEST_YEAR, Missing, Problem, Profile
from banevim.catalogs.terms import Catalog, Codebook
from banevim.common.errors import Invalid

CATALOGUED = {
    "sex": Catalog.SEX,
    "nationality": Catalog.NATIONALITY,
    "schooling": Catalog.SCHOOLING,
    "civil_status": Catalog.CIVIL_STATUS,
    "occupation": Catalog.OCCUPATION,
}
STATES = frozenset(f"{n:02d}" for n in range(1, 33)) | {ABROAD}
MOST_CHILDREN = 30
Answers = Any
"""A profile or the row of a record: both have the same names."""


def age_on(born: dt.date, day: dt.date) -> int:
    """Whole years on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def profile_problems(
    profile: Profile, book: Codebook, today: dt.date, places: frozenset[str], *, imported: bool = False
) -> list[Problem]:
    """Everything that must be mended; `places` holds the known municipalities among those of the profile."""
    found = [
        code_problem(book, catalog, getattr(profile, name), today, name, imported=imported)
        for name, catalog in CATALOGUED.items()
    ]
    found.append(age_problem(profile.age, profile.age_missing, "age", imported=imported))
    found.append(place_problem(profile.residence, places | {ABROAD}, "residence", imported=imported))
    found += [_birth_state(profile, imported), _birth_year(profile, today), _children(profile, imported)]
    found.append(_income(profile))
    return [problem for problem in found if problem]


def _birth_state(profile: Profile, imported: bool) -> Problem | None:
    if profile.birth_state in STATES | missing_codes(imported):
        return None
    return Problem("code", "Elige el estado donde nació o por qué falta.", "birth_state")


def _birth_year(profile: Profile, today: dt.date) -> Problem | None:
    if profile.birth_year is None or OLDEST_YEAR <= profile.birth_year <= today.year:
        return None
    return Problem("year", f"El año de nacimiento va de {OLDEST_YEAR} a {today.year}.", "birth_year")


def _children(profile: Profile, imported: bool) -> Problem | None:
    if profile.children is None and profile.children_missing not in missing_codes(imported):
        return Problem("no_answer", "Escribe cuántas hijas e hijos tiene o por qué falta.", "children")
    if profile.children is not None and not 0 <= profile.children <= MOST_CHILDREN:
        return Problem("number", f"El número de hijas e hijos va de 0 a {MOST_CHILDREN}.", "children")
    return None


def _income(profile: Profile) -> Problem | None:
    if len(profile.income_source) > 60:
        return Problem(
            "too_long", "La fuente de ingresos es muy larga: caben 60 caracteres.", "income_source"
        )
    return None


def copied_profile(answers: Answers, born: dt.date | None, today: dt.date) -> Profile:
    """The answers of one record for the record of another institution: today's age, and what an import left
    unspecified was not asked."""
    values = {f.name: getattr(answers, f.name) for f in dataclasses.fields(Profile)}
    values = {k: Missing.NOT_ASKED if v == Missing.UNSPECIFIED else v for k, v in values.items()}
    if born and born <= today:
        values |= {"age": age_on(born, today), "age_missing": "", "birth_year": born.year}
    return Profile(**values)


def check_profile(profile: Profile, book: Codebook, today: dt.date, places: frozenset[str]) -> None:
    """Raises Invalid with the first thing to mend."""
    raise_first(profile_problems(profile, book, today, places))


def may_profile(profile: Profile, book: Codebook, today: dt.date, places: frozenset[str]) -> bool:
    """Boolean twin of `check_profile`."""
    try:
        check_profile(profile, book, today, places)
    except Invalid:
        return False
    return True
