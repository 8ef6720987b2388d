"""The answers of the sections of the sheet: what blocks, and what only asks to be looked at again."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from banevim.casefiles import sheet
from banevim.casefiles.rules.codes import code_problem, place_problem
from banevim.casefiles.rules.text import LINES, raise_first, text_problem
from banevim.casefiles.sheet import CODED, Field, Kind, Section
from banevim.casefiles.terms import MISSING_CODES, Answered, CaseData, Missing, Problem, Profile
from banevim.catalogs.terms import Codebook
from banevim.common.errors import Invalid

LONGEST = 20_000
_FIXED = re.compile(r"[0-9A-Za-z_-]{1,24}")
EFFECTS = {
    "FIS": "physical",
    "PSI": "psychological",
    "SEX": "sexual",
    "ECO": "economic",
    "PAT": "patrimonial",
}
ADULT = 18


def prefix_of(told: Answered) -> str:
    """Where the answers of a section are on the page: `health-`, `children-0-`, `aggressors-1-history-`."""
    name = f"{told.section}-"
    if told.aggressor is not None:
        return f"aggressors-{told.aggressor}-{name}"
    section = next((s for s in sheet.load().sections if s.key == told.section), None)
    return f"{name}{told.position}-" if section and section.many else name


def places_in(answered: Iterable[Answered]) -> set[str]:
    """Codes of municipalities among the answers."""
    keys = {s.key: [f.key for f in s.fields if f.kind is Kind.PLACE] for s in sheet.load().sections}
    return {str(told.coded[k]) for told in answered for k in keys.get(told.section, []) if told.coded.get(k)}


def sheet_problems(
    answered: Iterable[Answered], facts_on: dt.date, today: dt.date, book: Codebook, places: frozenset[str]
) -> list[Problem]:
    """Everything that must be mended, each code against the catalogue in force today, or on the day of the facts
    where the law of that day decides; `places` holds the known municipalities among the answers."""
    known = {section.key: section for section in sheet.load().sections}
    found: list[Problem | None] = []
    for told in answered:
        section = known.get(told.section)
        if section is None:
            found.append(Problem("section", "Esa parte de la cédula ya no existe. Vuelve a abrir la página."))
            continue
        found += _section(section, told, facts_on, today, book, places)
    found += _repeated(answered, known)
    return [problem for problem in found if problem]


def _repeated(answered: Iterable[Answered], known: dict[str, Section]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for told in answered:
        where = prefix_of(told)
        seen[where] = seen.get(where, 0) + 1
        section = known.get(told.section)
        if seen[where] > 1 or (section and told.position >= max(section.many, 1)):
            yield Problem("repeated", "Una parte de la cédula viene repetida. Vuelve a abrir la página.")


def _section(
    section: Section,
    told: Answered,
    facts_on: dt.date,
    today: dt.date,
    book: Codebook,
    places: frozenset[str],
) -> Iterator[Problem | None]:
    start = prefix_of(told)
    strange = (told.coded.keys() | told.words.keys()) - {field.key for field in section.fields}
    if strange:
        yield Problem("field", "Hay una respuesta que no es de esta cédula. Vuelve a abrir la página.")
    for asked in section.fields:
        where = f"{start}{asked.key}"
        if asked.kind not in CODED:
            yield _words(asked, told.words.get(asked.key, ""), where)
            continue
        on = facts_on if asked.on_facts else today
        unasked = [Missing.NOT_ASKED] if asked.kind is Kind.MANY else Missing.NOT_ASKED
        yield _coded(asked, told.coded.get(asked.key, unasked), where, on, today, book, places)


def _words(asked: Field, text: str, where: str) -> Problem | None:
    if asked.required and not text:
        return Problem("no_answer", f"Escribe “{asked.label}”.", where)
    if asked.kind is Kind.DATE:
        return None
    long = asked.kind is Kind.LONG
    return text_problem(
        text, where, f"“{asked.label}”", LONGEST if long else asked.limit, LINES if long else ""
    )


def _coded(
    asked: Field,
    value: object,
    where: str,
    on: dt.date,
    today: dt.date,
    book: Codebook,
    places: frozenset[str],
) -> Problem | None:
    if asked.required and value in (Missing.NOT_ASKED, [Missing.NOT_ASKED]) and asked.kind is Kind.DAY:
        return Problem("no_answer", f"Escribe “{asked.label}”.", where)
    if asked.kind is Kind.MANY:
        return _codes(asked, value, where, on, book)
    if asked.kind is Kind.ONE:
        return code_problem(book, asked.catalog, str(value), on, where, imported=False)
    if value in MISSING_CODES:
        return None
    if asked.kind is Kind.FIXED:
        return None if _FIXED.fullmatch(str(value)) else Problem("fixed", "Vuelve a abrir la página.", where)
    if asked.kind is Kind.PLACE:
        return place_problem(str(value), places, where, imported=False)
    if asked.kind is Kind.NUMBER:
        good = type(value) is int and asked.least <= value <= asked.most
        sentence = f"“{asked.label}” va de {asked.least} a {asked.most}. Revísalo."
        return None if good else Problem("number", sentence, where)
    return _day(asked, str(value), where, today)


def _codes(asked: Field, value: object, where: str, on: dt.date, book: Codebook) -> Problem | None:
    codes = value if isinstance(value, list) else []
    if not codes or len(set(codes)) != len(codes):
        return Problem("no_answer", "Marca una o más opciones, o por qué falta.", where)
    if len(codes) > 1 and (set(codes) & MISSING_CODES or asked.none in codes):
        return Problem("both", "Marcaste opciones y también que no hay. Deja solo una cosa.", where)
    for code in codes:
        if found := code_problem(book, asked.catalog, str(code), on, where, imported=False):
            return found
    return None


def _day(asked: Field, value: str, where: str, today: dt.date) -> Problem | None:
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        return Problem("date", f"“{asked.label}” no es una fecha.", where)
    if day > today:
        return Problem("future", f"“{asked.label}” todavía no llega. Revisa el día y el año.", where)
    if day.year < 1900:
        return Problem("too_old", f"“{asked.label}” es anterior a 1900. Revisa el año.", where)
    return None


def sheet_warnings(case: CaseData, profile: Profile | None, answered: Iterable[Answered]) -> list[Problem]:
    """A type without its effect, a minor without a guardian, a special block that the case does not call for, or that
    it calls for and was left out."""
    by_key = {told.section: told for told in answered if not told.is_empty}
    return [*_effects(case, by_key), *_guardian(profile, by_key), *_special(case, by_key)]


def _special(case: CaseData, by_key: dict[str, Answered]) -> Iterator[Problem]:
    asked = {"modality": case.modality, "types": case.types}
    for section in sheet.load().sections:
        told = by_key.get(section.key)
        if told and _says_something(told) and not sheet.applies(section, asked):
            sentence = (
                f"Respondiste “{section.title}”, y ni los tipos ni la modalidad del caso lo piden. Revísalos."
            )
            yield Problem(f"uncalled_{section.key}", sentence, f"{section.key}-{section.fields[0].key}")
        if not told and sheet.expected(section, asked):
            sentence = (
                f"Por la modalidad y los tipos, este caso pide “{section.title}” y no se respondió. Respóndelo o di por"
                " qué falta."
            )
            yield Problem(f"left_out_{section.key}", sentence, f"{section.key}-{section.fields[0].key}")


def _effects(case: CaseData, by_key: dict[str, Answered]) -> Iterator[Problem]:
    told = by_key.get("effects")
    if told is None:
        return
    for code in case.types:
        field = EFFECTS.get(code, "")
        if field in told.coded and told.coded[field] == ["NIN"]:
            sentence = (
                "Marcaste ese tipo de violencia y también que no dejó efectos. Revisa las dos respuestas."
            )
            yield Problem(f"no_effect_{code.lower()}", sentence, f"effects-{field}")


def _guardian(profile: Profile | None, by_key: dict[str, Answered]) -> Iterator[Problem]:
    if profile and profile.age is not None and profile.age < ADULT and "guardian" not in by_key:
        sentence = "Es niña o adolescente y no se registró quién ejerce la tutela."
        yield Problem("minor_alone", sentence, "guardian-name")


def _says_something(told: Answered) -> bool:
    said = [each for value in told.coded.values() for each in (value if isinstance(value, list) else [value])]
    return any(told.words.values()) or any(each not in MISSING_CODES for each in said)


def check_sheet(
    answered: Iterable[Answered], facts_on: dt.date, today: dt.date, book: Codebook, places: frozenset[str]
) -> None:
    """Raises Invalid with the first thing to mend."""
    raise_first(sheet_problems(answered, facts_on, today, book, places))


def may_sheet(
    answered: Iterable[Answered], facts_on: dt.date, today: dt.date, book: Codebook, places: frozenset[str]
) -> bool:
    """Boolean twin of `check_sheet`."""
    try:
        check_sheet(answered, facts_on, today, book, places)
    except Invalid:
        return False
    return True
