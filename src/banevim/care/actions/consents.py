"""What she allows and what she takes back."""

from uuid import UUID

from banevim.care import queries, rules
from banevim.care.actions.moving import revoke_hung
from banevim.care.models import Consent
from banevim.care.terms import Answer, ConsentData, Purpose
from banevim.casefiles.actions import ensure_record
from banevim.casefiles.queries import LINKS, current_file, guardian_barred
from banevim.casefiles.rules import check_captures
from banevim.catalogs.queries import codebook
from banevim.common import clock
from banevim.common.errors import Invalid
from banevim.vault import audit
from banevim.vault.context import Actor, atomic


@atomic
def record_consent(*, by: Actor, file_id: UUID, data: ConsentData) -> Consent:
    """Note one answer of hers. A no, or a withdrawal, ends at once the referrals and accesses that hung on her yes.

    The same answer twice on one day is one. Raises Refused, Invalid with the field, NotFound.
    """
    me = check_captures(by)
    audit.take_turn(LINKS, shared=True)
    file_id = current_file(file_id)
    rules.check_consent(data, clock.today(), codebook(), barred=guardian_barred(file_id))
    record = ensure_record(by=by, file_id=file_id)
    audit.take_turn(f"consent:{me.institution_id}:{file_id}")
    newest = queries.newest_consent(file_id, data.purpose, data.recipient_id)
    if newest and (newest.answer, newest.way, newest.on) == (data.answer, data.way, data.on):
        audit.record("care.consent.repeated", subject=("consent", newest.id))
        return newest
    if data.answer == Answer.WITHDRAWN and not rules.in_force(newest):
        raise Invalid("No hay un consentimiento suyo en vigor que retirar.", field="answer")
    known = queries.recipients(by).values_list("pk", flat=True)
    if data.answer == Answer.GIVEN and data.recipient_id and data.recipient_id not in known:
        raise Invalid("Elige una institución de la lista.", field="recipient")
    row = Consent.objects.create(
        record=record, institution_id=me.institution_id, by_id=me.person_id, **vars(data)
    )
    audit.record(
        "care.consent.recorded",
        subject=("consent", row.id),
        details={"purpose": data.purpose, "answer": data.answer},
    )
    if data.answer != Answer.GIVEN and data.purpose != Purpose.CONTACT:
        revoke_hung(rules.Mover(*me), file_id, data.recipient_id)
    return row
