"""How codes and dates are said on the pages."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from django.conf import settings
from django.utils import timezone

from banevim.casefiles import sheet
from banevim.casefiles.models import Case
from banevim.casefiles.terms import ABROAD, MISSING_CODES, DatePrecision, Missing
from banevim.catalogs import queries as catalogs
from banevim.catalogs.terms import Catalog

MONTHS = "ene feb mar abr may jun jul ago sep oct nov dic".split()


def day_words(day: dt.date) -> str:
    """`12 oct 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def moment_words(moment: dt.datetime) -> str:
    """The day of a moment where the bank stands."""
    return day_words(timezone.localtime(moment).date())


def facts_words(day: dt.date | None, precision: str) -> str:
    """The date of the facts as it is known."""
    if day is None:
        return "Fecha desconocida"
    if precision == DatePrecision.APPROXIMATE:
        return f"hacia {MONTHS[day.month - 1]} {day.year}"
    return day_words(day)


def place_words(code: str) -> str:
    """A municipality, with its state when it is not of this bank, or why it is missing."""
    if code == ABROAD:
        return "En otro país"
    if place := catalogs.municipality(code):
        state = catalogs.state(code[:2])
        return place.name if state is None or _is_own(code) else f"{place.name}, {state.short_name}"
    return code_words(Catalog.MISSING, code)


def _is_own(code: str) -> bool:
    return code[:2] == str(settings.STATE_CODE)


def code_words(catalog: str, code: str, on: dt.date | None = None) -> str:
    """The label of a code, or why it is missing."""
    return catalogs.label(catalog, code, on)


def types_words(types: Iterable[str], missing: str, on: dt.date | None) -> str:
    """`Física, psicológica`; or why the types are missing."""
    labels = [code_words(Catalog.VIOLENCE_TYPE, code, on) for code in types]
    if not labels:
        return f"Tipo: {code_words(Catalog.MISSING, missing or Missing.UNKNOWN).lower()}"
    return ", ".join([labels[0], *(one.lower() for one in labels[1:])])


def violence_words(types: Iterable[str], missing: str, on: dt.date | None) -> str:
    """`violencia física y psicológica`."""
    labels = [code_words(Catalog.VIOLENCE_TYPE, code, on).lower() for code in types]
    if not labels:
        return f"violencia, tipo: {code_words(Catalog.MISSING, missing or Missing.UNKNOWN).lower()}"
    return "violencia " + (f"{', '.join(labels[:-1])} y {labels[-1]}" if len(labels) > 1 else labels[0])


def unanswered(case: Case) -> Counter[str]:
    """How often each way of not answering was given in a case: its own questions, those about who attacked, and the
    sections of the sheet. By code of `Missing`.

    In a section “not asked” counts where an answer is required: elsewhere it is what a page begins with.
    """
    known = {section.key: section for section in sheet.load().sections}
    said: list[object] = [case.types_missing, case.municipality, case.place, case.modality]
    said += [case.known_aggressor, case.authority_knows, case.drugs, case.weapons]
    said += [case.precision] if case.facts_on is None else []
    for each in case.aggressors.all():
        said += [each.link, each.sex, each.schooling, each.civil_status]
        said += [each.age_missing] if each.age is None else []
    for section, coded in told_in_sections(case):
        required = (
            {asked.key for asked in known[section].fields if asked.required} if section in known else set()
        )
        for name, value in coded.items():
            ways = value if isinstance(value, list) else [value]
            said += [one for one in ways if one != Missing.NOT_ASKED or name in required]
    return Counter(str(one) for one in said if one in MISSING_CODES)


def told_in_sections(case: Case) -> list[tuple[str, dict[str, object]]]:
    """The coded answers of each section in force of a case: those at hand (`sections_told`), or read now."""
    rows = getattr(case, "sections_told", None)
    if rows is None:
        rows = case.answers.filter(until__isnull=True).only("section", "coded")
    return [(row.section, row.coded) for row in rows]


WAYS = {
    Missing.PREFERS_NOT: ("vez prefirió no responder", "veces prefirió no responder"),
    Missing.UNKNOWN: ("se desconoce", "se desconocen"),
    Missing.NOT_APPLICABLE: ("no aplica", "no aplican"),
}


def ways_words(counts: Counter[str]) -> str:
    """`1 prefirió no responder, 2 se desconocen, 1 no aplica`: the other ways of not answering."""
    return ", ".join(
        f"{counts[way]} {one if counts[way] == 1 else many}"
        for way, (one, many) in WAYS.items()
        if counts[way]
    )


def age_words(age: int | None, missing: str) -> str:
    """`34 años`, or why it is missing."""
    if age is None:
        return code_words(Catalog.MISSING, missing)
    return f"{age} año" if age == 1 else f"{age} años"
