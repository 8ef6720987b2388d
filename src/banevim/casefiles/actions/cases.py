"""Registering a case in a source record of the acting institution."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef

from banevim.casefiles import queries, rules
from banevim.casefiles.actions.answers import keep_answers
from banevim.casefiles.models import Aggressor, AggressorIdentity, Case, CaseNarrative, Woman
from banevim.casefiles.terms import AggressorData, Answered, CaseData
from banevim.catalogs.queries import codebook
from banevim.common import clock
from banevim.common.asking import Question, gap
from banevim.common.errors import NotFound
from banevim.vault import audit
from banevim.vault.context import Actor, atomic
from banevim.vault.sealing import RecordKey, record_key

_OWN = Question(lambda: Woman.objects.filter(pk=gap("record"), institution_id=gap("institution")))
_MADE = Question(lambda: Case.objects.filter(institution_id=gap("institution"), idempotency_key=gap("key")))
NARRATIVE_TABLE = "casefiles_casenarrative"
COLUMNS = [
    "modality",
    "municipality",
    "place",
    "precision",
    "facts_on",
    "authority_knows",
    "known_aggressor",
    "drugs",
    "weapons",
    "learned_on",
    "types_missing",
]


def case_row(woman: Woman, data: CaseData, **more: object) -> Case:
    """An unsaved case with the coded answers."""
    case = Case(
        record=woman,
        institution_id=woman.institution_id,
        shareable=woman.shareable,
        types=list(data.types),
        flags=list(data.flags),
        **{name: getattr(data, name) for name in COLUMNS},
        **more,
    )
    case.waits = rules.waits(case, [vars(each) for each in data.aggressors])
    return case


AGGRESSOR_COLUMNS = ("link", "sex", "age", "age_missing", "schooling", "civil_status")


def aggressor_row(case: Case, data: AggressorData, **more: object) -> Aggressor:
    """An unsaved aggressor in codes."""
    values = {name: getattr(data, name) for name in AGGRESSOR_COLUMNS}
    return Aggressor(
        case=case,
        record_id=case.record_id,
        institution_id=case.institution_id,
        source_id=data.source_id,
        **{**values, "age_missing": "" if data.age is not None else data.age_missing},
        **more,
    )


def note_waiting(records: Collection[UUID]) -> None:
    """Say anew of each case of these records whether it waits, after an answer of it or of her changed."""
    waiting = Case.objects.filter(queries.WAITING, pk=OuterRef("pk"))
    Case.objects.filter(record_id__in=records).update(waits=Exists(waiting))


def narrative_row(case: Case, key: RecordKey, data: CaseData) -> CaseNarrative:
    """What she told, sealed in an unsaved row."""
    texts = {"text": data.narrative, "other_type": data.other_type, "warnings_reason": data.warnings_reason}
    cells = {name: key.seal(NARRATIVE_TABLE, case.id, name, text) for name, text in texts.items()}
    return CaseNarrative(case=case, **cells, **_place(case))


def has_narrative(data: CaseData) -> bool:
    """Whether there is anything to seal: an empty narrative has no row."""
    return bool(data.narrative or data.other_type or data.warnings_reason)


def keep_narrative(case: Case, key: RecordKey, data: CaseData) -> None:
    """What she told, sealed; no row when there is nothing, and none is taken away."""
    row = narrative_row(case, key, data)
    cells = {name: getattr(row, name) for name in ("text", "other_type", "warnings_reason")}
    if not CaseNarrative.objects.filter(case=case).update(**cells) and has_narrative(data):
        row.save(force_insert=True)


def keep_aggressor(case: Case, key: RecordKey, data: AggressorData) -> Aggressor:
    """One person who attacked, with the name sealed when there is one."""
    row = aggressor_row(case, data)
    row.save(force_insert=True)
    if data.name:
        name_row(row, key, data.name).save(force_insert=True)
    return row


def name_row(row: Aggressor, key: RecordKey, name: str) -> AggressorIdentity:
    """The name of a person who attacked, sealed in an unsaved row."""
    cell = key.seal("casefiles_aggressoridentity", row.id, "name", name)
    return AggressorIdentity(aggressor=row, name=cell, **_place(row))


def keep_name(row: Aggressor, key: RecordKey, name: str) -> None:
    """The name of a person who attacked, sealed; no row when there is none, and none is taken away."""
    made = name_row(row, key, name)
    if not AggressorIdentity.objects.filter(aggressor=row).update(name=made.name) and name:
        made.save(force_insert=True)


def _place(row: Case | Aggressor) -> dict[str, UUID]:
    return {"record_id": row.record_id, "institution_id": row.institution_id}


def registered(me: rules.Capturer, idempotency_key: UUID | None) -> Case | None:
    """The case that this submission already made, if any. Waits for a twin submission still under way."""
    if idempotency_key is None:
        return None
    audit.take_turn(f"case:{me.institution_id}:{idempotency_key}")
    found = _MADE.first(institution=me.institution_id, key=idempotency_key)
    if found:
        audit.record("casefiles.case.repeated", subject=("case", found.id))
    return found


def check_told(data: CaseData, answered: Sequence[Answered]) -> None:
    """Case and sections against the catalogues. Raises Invalid with the field."""
    today, book = clock.today(), codebook()
    rules.check_case(data, today, book, queries.known_places(data.municipality))
    places = queries.known_places(*rules.places_in(answered))
    rules.check_sheet(answered, rules.law_day(data, today), today, book, places)


@atomic
def register_case(
    *,
    by: Actor,
    record_id: UUID,
    data: CaseData,
    answered: Sequence[Answered] = (),
    idempotency_key: UUID | None = None,
) -> Case:
    """Register one case now, with its sections of the sheet. The same idempotency key twice gives one case.

    Raises Refused, Invalid (with the field), NotFound if the record is not of this institution.
    """
    me = rules.check_captures(by)
    woman = _OWN.first(record=record_id, institution=me.institution_id)
    if woman is None:
        raise NotFound
    if found := registered(me, idempotency_key):
        return found
    check_told(data, answered)
    case = case_row(
        woman,
        data,
        registered_at=clock.now(),
        captured_by_id=me.person_id,
        idempotency_key=idempotency_key,
    )
    case.save(force_insert=True)
    key = record_key(woman.id)
    if has_narrative(data):
        narrative_row(case, key, data).save(force_insert=True)
    keep_answers(case, [keep_aggressor(case, key, each) for each in data.aggressors], answered, key)
    audit.record("casefiles.case.registered", subject=("case", case.id), details={"record": str(woman.id)})
    return case
