"""The side of whoever refers, and of the state office that looks for a shelter."""

from uuid import UUID

from banevim.care import queries, rules
from banevim.care.actions.consents import record_consent
from banevim.care.actions.moving import check_unmoved, end_access, move, write_step
from banevim.care.models import Consent, Referral, ReferralDetail, Routing
from banevim.care.terms import ConsentData, Party, Purpose, ReferralData, Stage, Step
from banevim.casefiles.actions import ensure_record
from banevim.casefiles.queries import LINKS, current_file
from banevim.casefiles.rules import check_captures
from banevim.catalogs.queries import codebook
from banevim.common import clock
from banevim.common.errors import Invalid
from banevim.vault import audit
from banevim.vault.context import Actor, atomic
from banevim.vault.sealing import record_key

DETAIL_TABLE = "care_referraldetail"
NO_CONSENT = "No consta que ella acepte compartir con esa institución. Pregúntale y anota cómo respondió."


def _consent(by: Actor, file_id: UUID, data: ReferralData, given: ConsentData | None) -> Consent:
    """Her consent in force for that recipient, noted now or before. Raises Invalid."""
    purpose = Purpose.REFERRAL if data.recipient_id else Purpose.SHELTER
    if given:
        record_consent(by=by, file_id=file_id, data=given)
    audit.take_turn(f"consent:{by.institution_id}:{file_id}")
    newest = queries.newest_consent(file_id, purpose, data.recipient_id)
    if newest is None or not rules.in_force(newest):
        raise Invalid(NO_CONSENT, field="consent")
    return newest


def _seal(row: Referral, data: ReferralData) -> None:
    text = data.message.strip()
    cell = record_key(row.record_id).seal(DETAIL_TABLE, row.id, "message", text)
    ReferralDetail.objects.create(
        referral=row,
        record_id=row.record_id,
        institution_id=row.institution_id,
        reason=data.reason,
        has_message=bool(text),
        message=cell,
    )


@atomic
def send_referral(
    *,
    by: Actor,
    file_id: UUID,
    data: ReferralData,
    idempotency_key: UUID,
    consent: ConsentData | None = None,
) -> Referral:
    """Refer her; without her consent in force for that recipient nothing leaves. The same key twice is one referral.

    `consent` is her answer when it is noted in the same act. Raises Refused, Invalid with the field, NotFound.
    """
    me = rules.Mover(*check_captures(by))
    audit.take_turn(LINKS, shared=True)
    file_id = current_file(file_id)
    sender = queries.institution(me.institution_id)
    known = frozenset(queries.recipients(by).values_list("pk", flat=True))
    rules.check_referral(data, sender=sender, recipients=known, today=clock.today(), book=codebook())
    record = ensure_record(by=by, file_id=file_id)
    audit.take_turn(f"referral:{me.institution_id}:{idempotency_key}")
    mine = Referral.objects.filter(institution_id=me.institution_id, idempotency_key=idempotency_key)
    if found := mine.first():
        audit.record("care.referral.repeated", subject=("referral", found.id))
        return found
    row = Referral.objects.create(
        record=record,
        institution_id=me.institution_id,
        sent_by_id=me.person_id,
        recipient_id=data.recipient_id,
        to_shelter=data.recipient_id is None,
        consent=_consent(by, file_id, data, consent),
        service=data.service,
        urgency=data.urgency,
        stage=Stage.SENT if data.recipient_id else Stage.SEARCHING,
        stage_since=clock.now(),
        idempotency_key=idempotency_key,
    )
    _seal(row, data)
    write_step(row, me, Step.SEND, "", Party.SENDER)
    return row


@atomic
def revoke_referral(*, by: Actor, referral_id: UUID, reason: str) -> Referral:
    """The sender takes it back; the access that it gave ends. Raises Refused, Conflict, Invalid, NotFound."""
    moved = move(by, referral_id, Step.REVOKE, reason)
    if moved.anew:
        end_access(moved.row)
    return moved.row


@atomic
def route_referral(*, by: Actor, referral_id: UUID, shelter_id: UUID) -> Referral:
    """The state office asks a shelter, the first or the next one. Raises Refused, Conflict, Invalid, NotFound."""
    if not queries.shelters(by).filter(pk=shelter_id).exists():
        raise Invalid("Elige un refugio de la lista.", field="shelter")
    moved = move(by, referral_id, Step.ROUTE)
    if not moved.anew:
        check_unmoved(queries.routed_to(referral_id) == shelter_id)
        return moved.row
    me = rules.check_mover(by)
    Routing.objects.create(
        referral_id=referral_id,
        institution_id=shelter_id,
        by_institution_id=me.institution_id,
        by_id=me.person_id,
        turn=queries.routings_of(referral_id).count() + 1,
    )
    return moved.row


@atomic
def end_search(*, by: Actor, referral_id: UUID) -> Referral:
    """There is no place in any shelter: the sender is told so. Raises Refused, Conflict, NotFound."""
    return move(by, referral_id, Step.END_SEARCH).row
