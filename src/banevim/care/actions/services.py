"""Registering services."""

from collections.abc import Sequence
from uuid import UUID, uuid5

from banevim.care import rules
from banevim.care.models import Service
from banevim.care.terms import ServiceData
from banevim.casefiles.models import Case, Woman
from banevim.casefiles.rules import Capturer, check_captures
from banevim.catalogs.queries import codebook
from banevim.common import clock
from banevim.common.asking import Question, gap
from banevim.common.errors import Invalid, NotFound
from banevim.vault import audit
from banevim.vault.context import Actor, atomic

_OF_CASE = Question(
    lambda: Case.objects.filter(pk=gap("case"), institution_id=gap("institution")).values_list(
        "record_id", flat=True
    )
)
_OWN = Question(
    lambda: Woman.objects.filter(pk=gap("record"), institution_id=gap("institution")).values_list(
        "pk", flat=True
    )
)


def _own_record(me: Capturer, record_id: UUID, case_id: UUID | None) -> UUID:
    """The record that the service belongs to: that of the case, if one is given. Raises NotFound if not own."""
    asked = {"case": case_id} if case_id else {"record": record_id}
    found = (_OF_CASE if case_id else _OWN).first(**asked, institution=me.institution_id)
    if found is None:
        raise NotFound
    return UUID(str(found))


@atomic
def register_service(
    *,
    by: Actor,
    record_id: UUID,
    data: ServiceData,
    case_id: UUID | None = None,
    idempotency_key: UUID | None = None,
) -> Service:
    """Register one service of one's own institution. The same idempotency key twice gives the same service.

    Raises Refused, Invalid with the field, NotFound if the record is not of this institution.
    """
    me = check_captures(by)
    record_id = _own_record(me, record_id, case_id)
    rules.check_service(data, clock.today(), codebook())
    if idempotency_key:
        audit.take_turn(f"service:{me.institution_id}:{idempotency_key}")
        if found := Service.objects.filter(idempotency_key=idempotency_key).first():
            audit.record("care.service.repeated", subject=("service", found.id))
            return found
    row = Service.objects.create(
        record_id=record_id,
        case_id=case_id,
        institution_id=me.institution_id,
        captured_by_id=me.person_id,
        idempotency_key=idempotency_key,
        **vars(data),
    )
    audit.record("care.service.registered", subject=("service", row.id), details={"record": str(record_id)})
    return row


@atomic
def register_services(
    *,
    by: Actor,
    record_id: UUID,
    items: Sequence[ServiceData],
    idempotency_key: UUID,
    case_id: UUID | None = None,
) -> list[Service]:
    """Register the services of one submission, each kind once. Raises as `register_service`."""
    if not items:
        raise Invalid("Marca al menos un servicio.", field="kinds")
    return [
        register_service(
            by=by,
            record_id=record_id,
            data=item,
            case_id=case_id,
            idempotency_key=uuid5(idempotency_key, item.kind),
        )
        for item in items
    ]
