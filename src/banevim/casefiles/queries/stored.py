"""What is kept of a case, read back as it was told: for its page, its correction, its print."""

import dataclasses
import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Prefetch, Q, QuerySet

from banevim.casefiles.models import Aggressor, Answers, Case, Correction, Woman
from banevim.casefiles.queries.opened import record_identity, told_in
from banevim.casefiles.terms import AggressorData, Answered, CaseData, Identity, Profile, Stored, Told
from banevim.vault.opening import open_cell
from banevim.vault.sealing import record_key, record_keys

NOTICE, GIVEN = "notice", ("MOS", "LEI", "IMP")
"""The section of the privacy notice, and the ways in which it was given."""
CONTACT = "contact"
"""The section of how she may be reached."""
ANSWERS_TABLE, CORRECTION_TABLE = "casefiles_answers", "casefiles_correction"


def people_in(case: Case) -> list[Aggressor]:
    """The persons who attacked, in the order in which they were told."""
    return list(Aggressor.objects.filter(case=case).order_by("id"))


def answers_of(case: Case) -> QuerySet[Answers]:
    """The sections in force of a case and of her record."""
    return Answers.objects.filter(
        Q(case=case) | Q(record_id=case.record_id, case__isnull=True), until__isnull=True
    ).order_by("section", "position")


def sections_told() -> Any:
    """To read with a list of cases the coded answers of their sections: `case.sections_told`, one query for all."""
    rows = Answers.objects.filter(until__isnull=True).only("case_id", "section", "coded")
    return Prefetch("answers", rows, to_attr="sections_told")


def answers_in_records(record_ids: Any) -> QuerySet[Answers]:
    """The sections in force about her, in these records; the policies leave out what is not shared."""
    rows = Answers.objects.filter(record_id__among=record_ids, case__isnull=True, until__isnull=True)
    return rows.select_related("by").order_by("section", "position")


def contacts_of(file_id: UUID) -> list[Answers]:
    """How she said that she may be reached, in force in each record of a file, the newest first. Row-level security
    leaves out what this institution may not read; nothing is decrypted."""
    rows = Answers.objects.filter(section=CONTACT, case__isnull=True, until__isnull=True)
    here = rows.filter(record__memberships__file_id=file_id, record__memberships__until__isnull=True)
    return list(here.select_related("institution").order_by("-created_at", "-id"))


def notice_given(file_id: UUID, institution_id: UUID | None) -> bool:
    """Whether this institution gave her its privacy notice: every one does, at its first capture. “Could not” is
    asked again."""
    rows = Answers.objects.filter(section=NOTICE, institution=institution_id, until__isnull=True)
    mine = rows.filter(record__memberships__file_id=file_id, record__memberships__until__isnull=True)
    return mine.filter(coded__way__in=GIVEN).exists()


def answered(rows: Iterable[Answers], people: list[Aggressor], *, words: bool) -> tuple[Answered, ...]:
    """The sections as they were told; without `words` nothing is decrypted."""
    rows = list(rows)
    keys = record_keys({row.record_id for row in rows}) if words else {}
    places = {person.id: n for n, person in enumerate(people)}
    found = []
    for row in rows:
        key = keys.get(row.record_id)
        text = open_cell(key, ANSWERS_TABLE, row.id, "words", row.words) if key else ""
        found.append(
            Answered(
                row.section,
                row.coded,
                json.loads(text) if text else {},
                row.position,
                places[row.aggressor_id] if row.aggressor_id else None,
            )
        )
    return tuple(found)


def guardian_barred(file_id: UUID) -> bool:
    """Whether who holds guardianship over her was told to be an aggressor, or to cover for one: such a person gets no
    receipt, no call and no message. Every institution that reads the file is told so, and no more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT banevim_guardian_barred(%s)", [file_id])
        return bool(cursor.fetchone()[0])


def profile_of(record: Woman) -> Profile:
    """Her coded answers in one record."""
    return Profile(**{f.name: getattr(record, f.name) for f in dataclasses.fields(Profile)})


def _case_data(case: Case, people: list[Aggressor], told: Told) -> CaseData:
    names = told.names or ("",) * len(people)
    columns = {f.name for f in dataclasses.fields(CaseData)} - {
        *("types", "flags", "aggressors", "narrative", "other_type", "warnings_reason")
    }
    return CaseData(
        types=tuple(case.types),
        flags=tuple(case.flags),
        narrative=told.narrative,
        other_type=told.other_type,
        warnings_reason=told.warnings_reason,
        aggressors=tuple(_aggressor(p, name) for p, name in zip(people, names, strict=True)),
        **{name: getattr(case, name) for name in columns},
    )


def _aggressor(row: Aggressor, name: str) -> AggressorData:
    kept = {f.name: getattr(row, f.name) for f in dataclasses.fields(AggressorData) if f.name != "name"}
    return AggressorData(**kept, name=name)


def stored(case: Case, *, words: bool) -> Stored:
    """A case as it stands. With `words` everything is decrypted: only actions that leave an opening ask for it."""
    people = people_in(case)
    told = told_in(case.id) if words else Told()
    return Stored(
        identity=record_identity(case.record_id) if words else Identity(),
        profile=profile_of(case.record),
        data=_case_data(case, people, told),
        answered=answered(answers_of(case), people, words=words),
    )


def corrections_of(case_id: UUID) -> QuerySet[Correction]:
    """The versions of a case, the last one first."""
    return Correction.objects.filter(case_id=case_id).select_related("by").order_by("-number")


def correction_words(row: Correction) -> tuple[str, dict[str, list[list[str]]]]:
    """Why a case was corrected, and by question what it said before and after."""
    key = record_key(row.record_id)
    reason = open_cell(key, CORRECTION_TABLE, row.id, "reason", row.reason)
    changes: dict[str, list[list[str]]] = json.loads(
        open_cell(key, CORRECTION_TABLE, row.id, "before", row.before)
    )
    return reason, changes
