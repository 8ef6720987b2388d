"""One submission of the capture page: a file with its first case, or one more case in a file that is read."""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.db import transaction

from banevim.casefiles import queries, rules
from banevim.casefiles.actions.cases import register_case, registered
from banevim.casefiles.actions.files import ensure_record, open_file
from banevim.casefiles.actions.handover import use_handover
from banevim.casefiles.models import Case
from banevim.casefiles.terms import CaseData, Identity, Profile
from banevim.vault import audit
from banevim.vault.context import Actor

Then = Sequence[Callable[[Case], None]]
"""What other rooms keep with the case, in its transaction, once."""


@transaction.atomic
def register_new(
    *,
    by: Actor,
    token: UUID,
    identity: Identity,
    profile: Profile,
    data: CaseData,
    idempotency_key: UUID,
    then: Then = (),
) -> Case:
    """Open a file with its first case, after a search (`token` is its handover). Sent twice, it is one case.

    Raises Refused, Invalid with the field.
    """
    me = rules.check_captures(by)
    if found := registered(me, idempotency_key):
        return found
    audit.take_turn(f"handover:{token}")
    row = queries.handover(by, token, late=queries.LATE)
    woman = open_file(by=by, identity=identity, profile=profile)
    case = register_case(by=by, record_id=woman.id, data=data, idempotency_key=idempotency_key)
    for keep in then:
        keep(case)
    use_handover(row)
    audit.record("casefiles.capture.done", subject=("search", row.search_id), details={"case": str(case.id)})
    return case


@transaction.atomic
def register_in_file(
    *, by: Actor, file_id: UUID, data: CaseData, idempotency_key: UUID, then: Then = ()
) -> Case:
    """One more case in a file that this institution reads; who she is comes from the file and is not asked again.

    Raises Refused, Invalid, NotFound.
    """
    me = rules.check_captures(by)
    if found := registered(me, idempotency_key):
        return found
    woman = ensure_record(by=by, file_id=file_id)
    case = register_case(by=by, record_id=woman.id, data=data, idempotency_key=idempotency_key)
    for keep in then:
        keep(case)
    return case
