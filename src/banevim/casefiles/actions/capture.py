"""Registering a draft: a file with its first case, or one more case in a file that is read."""

from collections.abc import Callable, Sequence
from uuid import UUID

from banevim.casefiles import queries
from banevim.casefiles.actions.cases import register_case
from banevim.casefiles.actions.drafts import check_version, finish_draft
from banevim.casefiles.actions.files import ensure_record, open_file
from banevim.casefiles.actions.handover import use_handover
from banevim.casefiles.models import Case
from banevim.casefiles.terms import Answered, CaseData, Identity, Profile
from banevim.common.errors import NotFound, Refused
from banevim.vault import audit
from banevim.vault.context import Actor, atomic

Then = Sequence[Callable[[Case], None]]
"""What other rooms keep with the case, in its transaction, once."""


@atomic
def register_draft(
    *,
    by: Actor,
    draft_id: UUID,
    data: CaseData,
    identity: Identity | None = None,
    profile: Profile | None = None,
    answered: Sequence[Answered] = (),
    then: Then = (),
    version: int | None = None,
) -> Case:
    """Register what a draft holds, once: a file with its first case (who she is comes with it), or one more case in a
    file that is read (who she is comes from the file and is not asked again). Sent twice, it is one case.

    `version` is the save that was judged. Raises Refused, Invalid with the field, NotFound, Conflict (saved elsewhere
    in between).
    """
    row = queries.draft(by, draft_id, hold=True)
    if row.case_id:
        audit.record("casefiles.draft.repeated", subject=("draft", row.id))
        return Case.objects.get(pk=row.case_id)
    check_version(row, version)
    if row.handover_id and identity and profile:
        search = queries.handover(by, row.handover_id)
        woman = open_file(by=by, identity=identity, profile=profile)
        use_handover(search)
    elif row.file_id:
        woman = ensure_record(by=by, file_id=_file_now(row.file_id))
    else:
        raise NotFound
    case = register_case(by=by, record_id=woman.id, data=data, answered=answered, idempotency_key=row.id)
    for keep in then:
        keep(case)
    finish_draft(row, case)
    audit.record("casefiles.capture.done", subject=("draft", row.id), details={"case": str(case.id)})
    return case


def _file_now(file_id: UUID) -> UUID:
    """The file of a draft, or the one to which the records of this institution in it were moved. Raises Refused."""
    if queries.records_of(file_id).exists():
        return file_id
    if (now := queries.current_file(file_id)) != file_id and queries.records_of(now).exists():
        return now
    moved = queries.files_after(file_id)
    if len(moved) != 1:
        raise Refused(
            "Este expediente ya no está abierto para tu institución: terminó el acceso o se unió a otro. Nada se"
            " perdió: lo escrito sigue en tu borrador. Búscala otra vez y declara la atención."
        )
    return moved.pop()
