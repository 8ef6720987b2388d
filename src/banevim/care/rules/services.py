"""What a service must say."""

import datetime as dt

from banevim.care.terms import FURTHEST, PLANNED, ServiceData
from banevim.casefiles.rules import code_problem
from banevim.casefiles.terms import OLDEST_YEAR, Problem
from banevim.catalogs.terms import Catalog, Codebook
from banevim.common.errors import Invalid


def service_problems(data: ServiceData, today: dt.date, book: Codebook) -> list[Problem]:
    """Everything that must be mended, against the catalogue in force on the day of the service."""
    found = [
        code_problem(book, Catalog.SERVICE, data.kind, data.on, "kinds", imported=False, missing=False),
        code_problem(book, Catalog.SERVICE_STATUS, data.status, data.on, "status", imported=False),
        _day(data, today),
    ]
    return [problem for problem in found if problem]


def _day(data: ServiceData, today: dt.date) -> Problem | None:
    if data.on.year < OLDEST_YEAR:
        return Problem("too_old", f"La fecha es anterior a {OLDEST_YEAR}. Revisa el año.", "on")
    if data.on > today and data.status != PLANNED:
        return Problem("future", "La fecha todavía no llega. Si es una cita, elige “Programado”.", "on")
    if data.on > today + FURTHEST:
        return Problem("far", "La cita es para dentro de más de un año. Revisa la fecha.", "on")
    return None


def check_service(data: ServiceData, today: dt.date, book: Codebook) -> None:
    """Raises Invalid with the first thing to mend."""
    for problem in service_problems(data, today, book):
        raise Invalid(problem.sentence, field=problem.field)


def may_service(data: ServiceData, today: dt.date, book: Codebook) -> bool:
    """Boolean twin of `check_service`."""
    return not service_problems(data, today, book)
