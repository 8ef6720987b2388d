"""Planning the next contact, reaching her safely, and noting what came of it."""

import datetime as dt
from uuid import UUID

from django.db.models import F

from banevim.care import queries, rules
from banevim.care.actions.consents import record_consent
from banevim.care.models import Attempt, FollowUp
from banevim.care.terms import (
    ASKED_NOT,
    RESULT_STATES,
    SPOKEN,
    Answer,
    ConsentData,
    FollowUpData,
    FollowUpState,
    Purpose,
    Said,
)
from banevim.casefiles.actions import ensure_record, open_identity
from banevim.casefiles.models import Case
from banevim.casefiles.queries import LINKS, contacts_of, current_file
from banevim.casefiles.rules import check_captures
from banevim.casefiles.terms import Identity, Reason
from banevim.catalogs.queries import codebook, group_of
from banevim.catalogs.terms import Catalog
from banevim.common import clock
from banevim.common.errors import Invalid, NotFound
from banevim.vault import audit
from banevim.vault.context import Actor, atomic


@atomic
def schedule_follow_up(
    *,
    by: Actor,
    file_id: UUID,
    data: FollowUpData,
    idempotency_key: UUID,
    case_id: UUID | None = None,
    responsible_id: UUID | None = None,
    consent: ConsentData | None = None,
) -> FollowUp:
    """Plan the next contact. Looking for her needs her consent, noted before or in this act (`consent`), and that she
    did not ask the contrary.

    The same key twice is one follow-up. Raises Refused, Invalid with the field, NotFound.
    """
    me = check_captures(by)
    audit.take_turn(LINKS, shared=True)
    file_id = current_file(file_id)
    record = ensure_record(by=by, file_id=file_id)
    audit.take_turn(f"follow_up:{me.institution_id}:{idempotency_key}")
    mine = FollowUp.objects.filter(institution_id=me.institution_id, idempotency_key=idempotency_key)
    if found := mine.first():
        audit.record("care.follow_up.repeated", subject=("follow_up", found.id))
        return found
    if consent:  # only now: sent again, her yes of then would undo what she took back since
        record_consent(by=by, file_id=file_id, data=consent)
    allowed = queries.newest_consent(file_id, Purpose.CONTACT)
    rules.check_follow_up(data, clock.today(), codebook(), allowed, _said(file_id))
    who = responsible_id or me.person_id
    if not queries.colleagues(by).filter(pk=who).exists():
        raise Invalid("Elige a una persona de tu institución.", field="responsible")
    if case_id and not Case.objects.filter(pk=case_id, institution_id=me.institution_id).exists():
        raise NotFound
    row = FollowUp.objects.create(
        record=record,
        case_id=case_id,
        institution_id=me.institution_id,
        captured_by_id=me.person_id,
        responsible_id=who,
        state=FollowUpState.PENDING,
        idempotency_key=idempotency_key,
        **vars(data),
    )
    audit.record("care.follow_up.scheduled", subject=("follow_up", row.id))
    return row


def _said(file_id: UUID) -> Said:
    return [each.coded for each in contacts_of(file_id)]


@atomic
def open_contact(*, by: Actor, follow_up_id: UUID) -> Identity:
    """Show how to reach her, and under which rules, only while her consent holds and unless she asked not to be looked
    for. It stays on the file as an opening, which covers what she said in words of how she may be reached.

    Raises Refused, Conflict, NotFound.
    """
    row = queries.follow_up(follow_up_id)
    allowed = queries.newest_consent(row.file_id, Purpose.CONTACT)
    rules.check_contact(row, allowed, _said(row.file_id))
    audit.record("care.contact.opened", subject=("follow_up", row.id))
    return open_identity(by=by, file_id=row.file_id, reason=Reason.FOLLOW_UP)


@atomic
def record_attempt(
    *,
    by: Actor,
    follow_up_id: UUID,
    result: str,
    on: dt.date,
    idempotency_key: UUID,
    next_on: dt.date | None = None,
) -> FollowUp:
    """Note what came of a contact: it was made, she could not be reached (and when it is tried again), or it ends. That
    she asked not to be looked for takes back her yes: no other contact is opened.

    The same key twice is one attempt. Raises Refused, Conflict, Invalid with the field, NotFound.
    """
    me = check_captures(by)
    audit.take_turn(f"follow_up:{follow_up_id}")
    row = queries.follow_up(follow_up_id)
    if Attempt.objects.filter(follow_up=row, idempotency_key=idempotency_key).exists():
        audit.record("care.attempt.repeated", subject=("follow_up", row.id))
        return row
    rules.check_attempt(row, result, on, next_on, clock.today(), codebook())
    Attempt.objects.create(
        follow_up=row,
        institution_id=me.institution_id,
        by_id=me.person_id,
        on=on,
        result=result,
        idempotency_key=idempotency_key,
    )
    state = RESULT_STATES[group_of(Catalog.FOLLOW_UP_RESULT, result)]
    waits = state == FollowUpState.PENDING
    FollowUp.objects.filter(pk=row.pk).update(
        attempts=F("attempts") + 1,
        state=state,
        result=result,
        ended_on=None if waits else on,
        due_on=next_on if waits and next_on else row.due_on,
    )
    audit.record("care.attempt.recorded", subject=("follow_up", row.id), details={"result": result})
    if result == ASKED_NOT and rules.in_force(queries.newest_consent(row.file_id, Purpose.CONTACT)):
        told = ConsentData(Purpose.CONTACT, Answer.WITHDRAWN, SPOKEN, on)
        record_consent(by=by, file_id=row.file_id, data=told)
    return queries.follow_up(follow_up_id)
