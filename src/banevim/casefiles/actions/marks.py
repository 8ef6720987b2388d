"""Protecting a file: from then on a search finds it only for whoever attends her already."""

import datetime as dt
from uuid import UUID

from banevim.accounts.models import Institution
from banevim.casefiles import queries, rules
from banevim.casefiles.models import Membership, ProtectedMark
from banevim.casefiles.terms import Danger
from banevim.common import clock
from banevim.common.errors import Invalid, NotFound
from banevim.common.ids import uuid7
from banevim.vault import audit
from banevim.vault.context import Actor, atomic


@atomic
def protect(
    *, by: Actor, file_id: UUID, danger: str, against_id: UUID | None = None, until: dt.date | None = None
) -> UUID:
    """Mark every record of the file that this institution sees, each with the same act; the id of the act. The same
    mark twice is one, until it no longer holds or a record has none of it.

    `until` is the first day on which it no longer holds (None: until it is lifted). Raises Refused, NotFound, Invalid.
    """
    me = rules.check_captures(by)
    rules.check_danger(danger, against_id, until, clock.today())
    if against_id and not Institution.objects.filter(pk=against_id).exists():
        raise Invalid("Elige la institución de la lista.", field="against")
    audit.take_turn(queries.LINKS, shared=True)
    file_id = queries.current_file(file_id)
    audit.take_turn(f"mark:{me.institution_id}:{file_id}")
    now, act = clock.now(), uuid7()
    ends = dt.datetime.combine(until, dt.time.min, clock.zone()) if until else None
    against_id = against_id if danger == Danger.THREATENED else None
    records = Membership.objects.filter(file_id=file_id, until__isnull=True).values_list(
        "record_id", flat=True
    )
    alike = queries.marks_of(file_id).filter(
        institution_id=me.institution_id, danger=danger, against_id=against_id, until=ends
    )
    marked = dict(alike.values_list("record_id", "act"))
    if marked and marked.keys() >= set(records):
        audit.record("casefiles.file.protected", subject=("file", file_id), details={"danger": danger})
        return next(iter(marked.values()))
    rows = [
        ProtectedMark(
            act=act,
            record_id=record_id,
            institution_id=me.institution_id,
            by_id=me.person_id,
            danger=danger,
            against_id=against_id,
            since=now,
            until=ends,
        )
        for record_id in records
    ]
    if not rows:
        raise NotFound
    ProtectedMark.objects.bulk_create(rows)
    audit.record("casefiles.file.protected", subject=("file", file_id), details={"danger": danger})
    return act


@atomic
def lift_protection(*, by: Actor, file_id: UUID, act: UUID) -> None:
    """The danger ended: the marks of an act of this institution end now, also on a record that left the file since.

    Raises Refused, NotFound.
    """
    me = rules.check_captures(by)
    rows = queries.acts_of(me.institution_id, act)
    if not queries.marks_of(file_id).filter(institution_id=me.institution_id, act=act).exists():
        raise NotFound
    rows.update(until=clock.now(), lifted_by_id=me.person_id)
    audit.record("casefiles.protection.lifted", subject=("file", file_id))
