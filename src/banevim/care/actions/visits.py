"""One submission for a known file: services, and the next contact if there is one."""

from collections.abc import Sequence
from uuid import UUID, uuid5

from banevim.care.actions.follow_ups import schedule_follow_up
from banevim.care.actions.services import register_services
from banevim.care.models import Service
from banevim.care.terms import ConsentData, FollowUpData, ServiceData
from banevim.casefiles.actions import ensure_record
from banevim.vault import audit
from banevim.vault.context import Actor, atomic


@atomic
def add_services(
    *,
    by: Actor,
    file_id: UUID,
    items: Sequence[ServiceData],
    idempotency_key: UUID,
    case_id: UUID | None = None,
    follow_up: FollowUpData | None = None,
    consent: ConsentData | None = None,
) -> list[Service]:
    """Register the services of a day and plan the next contact, all or nothing. Raises as the two of them do."""
    record = ensure_record(by=by, file_id=file_id)
    made = register_services(
        by=by, record_id=record.id, items=items, idempotency_key=idempotency_key, case_id=case_id
    )
    if follow_up:
        schedule_follow_up(
            by=by,
            file_id=file_id,
            data=follow_up,
            idempotency_key=uuid5(idempotency_key, "follow-up"),
            case_id=case_id,
            consent=consent,
        )
    audit.record("care.visit.registered", subject=("file", file_id), details={"services": len(made)})
    return made
