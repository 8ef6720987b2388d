"""What the pages of a file show, in words, from what the context may read."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils import timezone

from banevim.casefiles import queries, words
from banevim.casefiles.models import Answers, Case, ProtectedMark, Woman
from banevim.casefiles.pages.case import about_her
from banevim.casefiles.panels import Event, panels
from banevim.casefiles.rules.profile import CATALOGUED
from banevim.casefiles.terms import (
    DANGER_LABELS,
    REVIEW,
    Danger,
    Disagreement,
    Missing,
    Opened,
    Reason,
    SharedCase,
)
from banevim.catalogs import queries as catalogs
from banevim.catalogs.terms import Catalog
from banevim.vault.context import Actor

OPENED = {Opened.FILE: "Sin abrir identidad", Opened.IDENTITY: "Identidad", Opened.NARRATIVE: "Relato"}
LABELS = {
    "sex": "Sexo",
    "nationality": "Nacionalidad",
    "schooling": "Escolaridad",
    "civil_status": "Estado conyugal",
    "occupation": "Ocupación",
}


def file_page(actor: Actor, file_id: UUID, *, opened: bool = False) -> dict[str, Any]:
    """Everything on the file page but her identity; `opened` also what she said in words of herself."""
    kept, shared = queries.rows_of_page(file_id), queries.shared_cases_of(file_id)
    cases, records, numbers = kept.cases, kept.records, queries.numbered(kept.cases)
    told = [(panel, *panel.of_file(file_id)) for panel in panels()]
    return {
        "closed": queries.closed_identity(file_id),
        "profiles": profiles(records, kept.answers, words=opened),
        "newest": records[0] if records else None,
        "events": timeline(cases, shared, numbers, [event for _, found, _ in told for event in found]),
        "cases": [own_case(case, numbers[case.id]) for case in cases] + [other_case(case) for case in shared],
        "panels": [(panel.file_template, shown) for panel, _, shown in told],
        "links": [panel.link(file_id) for panel in panels()],
        "openings": [seen(row, actor) for row in kept.openings],
        "openings_count": kept.openings_count,
        "accesses": kept.accesses,
        "marks": marks(kept.marks),
        "has_own": any(row.institution_id == actor.institution_id for row in records),
    }


def profiles(
    records: Iterable[Woman], rows: Iterable[Answers], *, words: bool = False
) -> list[dict[str, Any]]:
    """Her coded answers in each record, with the sections of the sheet that may be read; with `words`, also what she
    said in them."""
    found = []
    for record in records:
        kept = [row for row in rows if row.record_id == record.id]
        own = queries.answered(kept, [], words=words)
        found.append({**profile(record), "sections": about_her(own), "notice": notice_line(kept)})
    return found


def contacts(rows: Iterable[Answers]) -> list[dict[str, Any]]:
    """How she said that she may be reached: institution, day, question and answer in words. It decrypts what she said
    in words: only the page of an opening that was noted asks for it."""
    kept = list(rows)
    told = zip(kept, queries.answered(kept, [], words=True), strict=True)
    return [
        {"institution": row.institution.name, "when": row.created_at, "lines": section["lines"]}
        for row, answers in told
        for section in about_her((answers,))
    ]


def notice_line(kept: list[Answers]) -> str:
    """When and by whom an institution's privacy notice was noted; empty when it is not known."""
    row = next((row for row in kept if row.section == queries.NOTICE and row.by), None)
    return f"lo anotó {row.by.display_name}, {words.moment_words(row.created_at)}" if row and row.by else ""


def profile(row: Woman) -> dict[str, Any]:
    """Her coded answers in one record."""
    day = timezone.localtime(row.created_at).date()
    lines = [
        (label, words.code_words(CATALOGUED[name], getattr(row, name), day)) for name, label in LABELS.items()
    ]
    children = (
        words.code_words(Catalog.MISSING, row.children_missing) if row.children is None else row.children
    )
    lines += [
        ("Edad", words.age_words(row.age, row.age_missing)),
        ("Nació en", birth_state(row.birth_state)),
        ("Vive en", words.place_words(row.residence)),
        ("Hijas e hijos", str(children)),
    ]
    return {"institution": row.institution.name, "when": row.created_at, "lines": lines}


def birth_state(code: str) -> str:
    """The state where she was born, another country, or why it is missing."""
    if state := catalogs.state(code):
        return state.short_name
    return words.place_words(code)


def timeline(
    cases: Iterable[Case], shared: list[SharedCase], numbers: dict[UUID, int], others: list[Event]
) -> list[Event]:
    """Cases and what the other rooms add, newest first; what has no date goes last."""
    events = [case_event(case, numbers[case.id]) for case in cases] + [shared_event(case) for case in shared]
    events += others
    dated = sorted((e for e in events if e.on), key=lambda e: str(e.on), reverse=True)
    return dated + [e for e in events if not e.on]


def case_event(case: Case, n: int) -> Event:
    """A case of one's own institution."""
    where = words.code_words(Catalog.PLACE, case.place).lower()
    links = [words.code_words(Catalog.LINK, each.link).lower() for each in case.aggressors.all()]
    return Event(
        on=case.facts_on,
        when=words.facts_words(case.facts_on, case.precision),
        what=f"Caso {n}: {words.violence_words(case.types, case.types_missing, case.facts_on)}. Lugar: {where}",
        where=case.institution.name,
        note=f"Vínculo con la persona agresora: {', '.join(links)}. Relato oculto."
        if links
        else "Relato oculto.",
        is_case=True,
        address=f"/casos/{case.id}/",
        link=f"Abrir caso {n}",
    )


def shared_event(case: SharedCase) -> Event:
    """A case of another institution: only what an access lets read."""
    return Event(
        on=case.facts_on,
        when=words.facts_words(case.facts_on, case.precision),
        what=f"Caso: {words.violence_words(case.types, case.types_missing, case.facts_on)}",
        where=case.institution,
        note=f"{words.place_words(case.municipality)}. Modalidad: "
        f"{words.code_words(Catalog.MODALITY, case.modality).lower()}.",
        is_case=True,
    )


def own_case(case: Case, n: int) -> dict[str, Any]:
    """A row of the table of cases."""
    return {
        **other_case(case),
        "name": f"Caso {n}",
        "id": case.id,
        "not_asked": words.unanswered(case)[Missing.NOT_ASKED],
    }


def other_case(case: Case | SharedCase) -> dict[str, Any]:
    """The same, with only what is shared."""
    modality = words.code_words(Catalog.MODALITY, case.modality, case.facts_on)
    return {
        "name": "Otro caso",
        "when": words.facts_words(case.facts_on, case.precision),
        "where": words.place_words(case.municipality),
        "what": f"{words.types_words(case.types, case.types_missing, case.facts_on)}. {modality}",
        "institution": getattr(case.institution, "name", case.institution),
    }


def marks(rows: Iterable[ProtectedMark]) -> list[dict[str, Any]]:
    """The marks in force on a file, one line for each act."""
    acts = {row.act: row for row in rows}
    return [
        {
            "act": row.act,
            "why": DANGER_LABELS[Danger(row.danger)],
            "against": row.against.name if row.against else "",
            "since": row.since,
            "until": row.until,
            "by": row.by.display_name,
        }
        for row in acts.values()
    ]


IDENTITY_LABELS = {
    "given_names": "Nombre(s)",
    "first_surname": "Primer apellido",
    "second_surname": "Segundo apellido",
    "birth_date": "Nació",
    "curp": "CURP",
    "known_as": "Otro nombre que usa",
    "phone": "Teléfono seguro",
}


def apart(found: Iterable[Disagreement]) -> list[dict[str, Any]]:
    """What the records of a file tell differently, each value with its source."""
    return [
        {
            "label": IDENTITY_LABELS[each.field],
            "values": [(day_words(text), place, when) for text, place, when in each.values],
        }
        for each in found
    ]


def day_words(text: str) -> str:
    """An ISO day as people write it; any other text as it is."""
    try:
        return f"{dt.date.fromisoformat(text):%d/%m/%Y}"
    except ValueError:
        return text


def seen(row: Any, actor: Actor) -> dict[str, Any]:
    """One line of who has seen the file."""
    reason = words.code_words(Catalog.ACCESS_REASON, row.reason).lower() if row.reason in set(Reason) else ""
    if row.reason == REVIEW:
        reason = "revisión de un posible duplicado"
    what = OPENED[Opened(row.what)]
    return {
        "who": "Tú" if row.by_id == actor.person_id else row.by.display_name,
        "when": row.created_at,
        "institution": row.institution.name,
        "what": f"{what}: {reason}" if reason else what,
    }
