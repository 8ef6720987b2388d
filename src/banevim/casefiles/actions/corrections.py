"""A correction is a new version: the case says from now on what is right, and keeps what it said, by whom and why."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from banevim.casefiles import queries, rules
from banevim.casefiles.actions.answers import answer_row
from banevim.casefiles.actions.cases import (
    AGGRESSOR_COLUMNS,
    COLUMNS,
    keep_aggressor,
    keep_name,
    keep_narrative,
    note_waiting,
)
from banevim.casefiles.actions.drafts import check_version, finish_draft
from banevim.casefiles.actions.sealed import reseal_identity
from banevim.casefiles.models import Aggressor, Answers, Case, Correction, Draft
from banevim.casefiles.sheet import Owner, load
from banevim.casefiles.terms import Answered, CaseData, Identity, Problem, Profile, Stored
from banevim.catalogs.queries import codebook
from banevim.common import clock
from banevim.common.errors import Conflict, NotFound
from banevim.common.ids import uuid7
from banevim.vault import audit
from banevim.vault.context import Actor, atomic
from banevim.vault.sealing import RecordKey, record_key

Changes = Mapping[str, tuple[Sequence[str], Sequence[str]]]
"""By question, as the form names it: what it said before and what it says now."""


@atomic
def correct_case(
    *,
    by: Actor,
    draft_id: UUID,
    reason: str,
    changes: Changes,
    identity: Identity,
    profile: Profile,
    data: CaseData,
    answered: Sequence[Answered] = (),
    version: int | None = None,
) -> Case:
    """Keep a new version of a case of one's own institution. Sent twice, it is one version. What called for attention
    in it and was not mended still does.

    `version` is the save of the draft that was looked over. Raises Refused, Invalid (no reason, nothing changed, an
    answer that does not hold), Conflict (it changed, or the draft was saved, in between, or a person who attacked was
    taken away), NotFound.
    """
    me = rules.check_captures(by)
    row = queries.draft(by, draft_id, hold=True)
    if row.case_id:
        audit.record("casefiles.draft.repeated", subject=("draft", row.id))
        return Case.objects.get(pk=row.case_id)
    check_version(row, version)
    case = _own_case(me, row)
    last, kept = queries.corrections_of(case.id).first(), queries.stored(case, words=True)
    number = last.number if last else 0
    if case.record.revision != row.base:
        raise Conflict(queries.LATE)
    rules.check_correction(reason, len(changes))
    profile, data, changes = _kept_too(kept, identity, profile, data, changes)
    data = replace(data, flags=tuple(sorted({*data.flags, *rules.flags_left(case.flags, changes)})))
    answered = _check(Stored(identity, profile, data, tuple(answered)), kept)
    people = queries.people_in(case)
    if len(data.aggressors) < len(people):
        raise Conflict("Una corrección no quita a una persona agresora. Pide su cancelación por oficio.")
    key = record_key(case.record_id)
    _write(case, people, key, identity, profile, data)
    _answers(me, case, queries.people_in(case), key, answered)
    _version(me, case, number + 1, reason, changes, key)
    note_waiting([case.record_id])
    finish_draft(row, case)
    audit.record(
        "casefiles.case.corrected",
        subject=("case", case.id),
        details={"number": number + 1, "answers": len(changes)},
    )
    return case


def _own_case(me: rules.Capturer, row: Draft) -> Case:
    """The case that a draft corrects; her record is held until the transaction ends, as whoever changes what it or one
    of its cases says holds it."""
    if row.corrects_id is None:
        raise NotFound
    rows = Case.objects.select_for_update(of=("record",)).select_related("record")
    case = rows.filter(pk=row.corrects_id, institution_id=me.institution_id).first()
    if case is None:
        raise NotFound
    return case


def _kept_too(
    kept: Stored, identity: Identity, profile: Profile, data: CaseData, changes: Changes
) -> tuple[Profile, CaseData, Changes]:
    """What no question asks again stays: a year of birth without its day, why odd answers were confirmed."""
    if identity.birth_date is None and kept.identity.birth_date is None:
        profile = replace(profile, birth_year=kept.profile.birth_year)
    before, now = kept.data.warnings_reason, data.warnings_reason
    if not now:
        return profile, replace(data, warnings_reason=before), changes
    return profile, data, {**changes, "warnings_reason": ([before], [now])} if now != before else changes


def _check(told: Stored, kept: Stored) -> Sequence[Answered]:
    """The answers that count. Raises Invalid: what the case had already, and stays, is not judged again."""
    told = rules.without_untold(told, kept)
    rules.check_new(told, _problems(told), kept, _problems(kept))
    return told.answered


def _problems(told: Stored) -> list[Problem]:
    today, book = clock.today(), codebook()
    places = queries.known_places(
        told.profile.residence, told.data.municipality, *rules.places_in(told.answered)
    )
    return [
        *rules.identity_problems(told.identity, today),
        *rules.profile_problems(told.profile, book, today, places),
        *rules.case_problems(told.data, today, book, places),
        *rules.sheet_problems(told.answered, rules.law_day(told.data, today), today, book, places),
    ]


def _write(
    case: Case, people: list[Aggressor], key: RecordKey, identity: Identity, profile: Profile, data: CaseData
) -> None:
    woman = case.record
    vars(woman).update(vars(profile))
    woman.without_identity, woman.revision = identity.is_empty, woman.revision + 1
    woman.save(update_fields=[*vars(profile), "without_identity", "revision"])
    if identity != (before := queries.record_identity(woman.id)):
        reseal_identity(woman, before, identity, key)
    for name in COLUMNS:
        setattr(case, name, getattr(data, name))
    case.types, case.flags = list(data.types), list(data.flags)
    case.save(update_fields=[*COLUMNS, "types", "flags"])
    keep_narrative(case, key, data)
    for person, told in zip(people, data.aggressors, strict=False):
        for name in AGGRESSOR_COLUMNS:
            setattr(person, name, getattr(told, name))
        person.age_missing = "" if told.age is not None else told.age_missing
        person.save(update_fields=list(AGGRESSOR_COLUMNS))
        keep_name(person, key, told.name)
    for told in data.aggressors[len(people) :]:
        keep_aggressor(case, key, told)


def _answers(
    me: rules.Capturer, case: Case, people: list[Aggressor], key: RecordKey, answered: Sequence[Answered]
) -> None:
    """Close the sections that say something else now, and write what they say."""
    rows = list(queries.answers_of(case))
    told_before = queries.answered(rows, people, words=True)
    kept = {_where(told): (row, told) for row, told in zip(rows, told_before, strict=True)}
    wanted = {_where(told): told for told in answered if not told.is_empty}
    over = [row.id for where, (row, told) in kept.items() if not _same(told, wanted.get(where))]
    Answers.objects.filter(pk__in=over).update(until=clock.now())
    ids = [person.id for person in people]
    fresh = [told for where, told in wanted.items() if where not in kept or not _same(kept[where][1], told)]
    Answers.objects.bulk_create([answer_row(case, told, ids, key, me.person_id) for told in fresh])


def _where(told: Answered) -> tuple[str, int, int | None]:
    of_woman = load().section(told.section).of is Owner.WOMAN
    return told.section, told.position, None if of_woman else told.aggressor


def _same(one: Answered, two: Answered | None) -> bool:
    if two is None or dict(one.coded) != dict(two.coded):
        return False
    return {k: v for k, v in one.words.items() if v} == {k: v for k, v in two.words.items() if v}


def _version(
    me: rules.Capturer, case: Case, number: int, reason: str, changes: Changes, key: RecordKey
) -> None:
    row_id = uuid7()
    text = json.dumps({name: [list(a), list(b)] for name, (a, b) in changes.items()}, ensure_ascii=False)
    Correction.objects.create(
        id=row_id,
        case=case,
        record_id=case.record_id,
        institution_id=case.institution_id,
        by_id=me.person_id,
        number=number,
        names=sorted(changes),
        reason=key.seal(queries.CORRECTION_TABLE, row_id, "reason", reason.strip()),
        before=key.seal(queries.CORRECTION_TABLE, row_id, "before", text),
    )
