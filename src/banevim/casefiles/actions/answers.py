"""Keeping the sections of the sheet with their case. Called inside an action."""

import json
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import F

from banevim.casefiles import queries, sheet
from banevim.casefiles.models import Aggressor, Answers, Case, Woman
from banevim.casefiles.sheet import Owner
from banevim.casefiles.terms import Answered
from banevim.common import clock
from banevim.common.ids import uuid7
from banevim.vault.sealing import RecordKey


def words_text(told: Answered) -> str:
    """The words of a section as compact JSON; only those that say something."""
    kept = {name: text for name, text in told.words.items() if text}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")) if kept else ""


def answer_row(
    case: Case, told: Answered, people: Sequence[UUID], key: RecordKey, by: UUID | None
) -> Answers:
    """An unsaved section; of the woman it hangs on the record alone."""
    section, row_id = sheet.load().section(told.section), uuid7()
    of_woman = section.of is Owner.WOMAN
    return Answers(
        id=row_id,
        record_id=case.record_id,
        case=None if of_woman else case,
        aggressor_id=None if told.aggressor is None else people[told.aggressor],
        institution_id=case.institution_id,
        section=told.section,
        position=told.position,
        shareable=section.shared and case.shareable,
        by_id=by,
        coded=dict(told.coded),
        words=key.seal(queries.ANSWERS_TABLE, row_id, "words", words_text(told)),
    )


def keep_answers(
    case: Case, people: Sequence[Aggressor], answered: Iterable[Answered], key: RecordKey
) -> None:
    """Write every section in which something was answered. What her record said of the same section of hers ends."""
    ids, by = [person.id for person in people], case.captured_by_id
    rows = [answer_row(case, told, ids, key, by) for told in answered if not told.is_empty]
    if hers := {row.section for row in rows if row.case is None}:
        before = Answers.objects.filter(record_id=case.record_id, case__isnull=True, until__isnull=True)
        before.filter(section__in=hers).update(until=clock.now())
        Woman.objects.filter(pk=case.record_id).update(revision=F("revision") + 1)
    if rows:
        Answers.objects.bulk_create(rows)
