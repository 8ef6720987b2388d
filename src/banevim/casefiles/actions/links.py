"""The dated links between records and files. The past stays as it was: a change closes one row and writes another."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from banevim.casefiles import queries, rules
from banevim.casefiles.actions.files import attach, next_folios
from banevim.casefiles.models import Membership, UniqueFile, Woman
from banevim.casefiles.terms import Move, Why
from banevim.common import clock
from banevim.common.errors import Conflict, NotFound
from banevim.vault import audit
from banevim.vault.context import Actor, atomic

MERGED = "Ese expediente está unido a otro: pide a la oficina estatal que los separe primero."


def _own_record(me: rules.Capturer, record_id: UUID) -> Woman:
    record = Woman.objects.filter(pk=record_id, institution_id=me.institution_id).first()
    if record is None:
        raise NotFound
    return record


def _alone(record_id: UUID) -> Membership:
    """The membership in force of a record, which no merge holds; kept until the transaction ends."""
    audit.take_turn(queries.LINKS)
    current = Membership.objects.filter(record_id=record_id, until__isnull=True).first()
    if current is None:
        raise NotFound
    if queries.is_merged(current.file_id):
        raise Conflict(MERGED)
    return current


@atomic
def link(*, by: Actor, record_id: UUID, file_id: UUID) -> Membership:
    """Move a record of this institution to another file from now on; the past stays as it was.

    Raises Refused, NotFound, Conflict if it is already there or a merge holds it.
    """
    me = rules.check_captures(by)
    record, current = _own_record(me, record_id), _alone(record_id)
    if not UniqueFile.objects.filter(pk=file_id).exists():
        raise NotFound
    if (target := queries.current_file(file_id)) == current.file_id:
        raise Conflict("Ese registro ya pertenece a ese expediente.")
    Membership.objects.filter(pk=current.pk).update(until=clock.now())
    row = attach(me, target, record, Why.MOVED)
    audit.record("casefiles.record.linked", subject=("file", target), details={"record": str(record_id)})
    return row


@atomic
def unlink(*, by: Actor, record_id: UUID) -> Membership:
    """Take a record of this institution out of its file into a new one; nothing is erased.

    Raises Refused, NotFound, Conflict if a merge holds it.
    """
    me = rules.check_captures(by)
    record, current = _own_record(me, record_id), _alone(record_id)
    Membership.objects.filter(pk=current.pk).update(until=clock.now())
    row = attach(me, UniqueFile.objects.create(folio=next_folios(1)[0]).id, record, Why.MOVED)
    audit.record(
        "casefiles.record.unlinked", subject=("file", current.file_id), details={"record": str(record_id)}
    )
    return row


@atomic
def number_file(*, by: Actor) -> UUID:
    """A file with its folio for a record that the state office takes out of another; it is placed there next.

    Raises Refused.
    """
    rules.check_links(by)
    made = UniqueFile.objects.create(folio=next_folios(1)[0])
    audit.record("casefiles.file.created", subject=("file", made.id))
    return made.id


@atomic
def end_access(*, by: Actor, record_id: UUID, file_id: UUID, at: dt.datetime) -> int:
    """The institution of a record that was taken out of a file no longer reads that file; how many accesses ended.

    One that has another record there goes on reading. Called by `identity`, to link. Raises Refused.
    """
    rules.check_links(by)
    ended = _changed("SELECT banevim_end_access(%s, %s, %s)", record_id, file_id, at)
    audit.record("casefiles.access.ended", subject=("file", file_id), details={"accesses": ended})
    return ended


@atomic
def renew_access(*, by: Actor, record_id: UUID, file_id: UUID, at: dt.datetime) -> int:
    """The record was put back: what ended at that moment holds again, until its own day. Raises Refused."""
    rules.check_links(by)
    renewed = _changed("SELECT banevim_renew_access(%s, %s)", record_id, at)
    audit.record("casefiles.access.renewed", subject=("file", file_id), details={"accesses": renewed})
    return renewed


def _changed(asked: str, *values: UUID | dt.datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(asked, values)
        return int(cursor.fetchone()[0])


@atomic
def place(*, by: Actor, moves: Sequence[Move]) -> None:
    """Move records of any institution by a decision of the state office, called by `identity`.

    Each row keeps who, when, why, and the score and version that the decision rested on. Raises Refused, NotFound.
    """
    me, now = rules.check_links(by), clock.now()
    rows = Membership.objects.select_for_update().filter(
        record_id__in=[move.record_id for move in moves], until__isnull=True
    )
    current = {row.record_id: row for row in rows}
    if set(current) != {move.record_id for move in moves}:
        raise NotFound
    Membership.objects.filter(pk__in=[row.pk for row in current.values()]).update(until=now)
    Membership.objects.bulk_create(_moved(me, current[move.record_id], move) for move in moves)
    for move in moves:
        audit.record(
            "casefiles.record.linked" if move.why == Why.MERGED else "casefiles.record.unlinked",
            subject=("file", move.file_id),
            details={"record": str(move.record_id), "from": str(current[move.record_id].file_id)},
        )


def _moved(me: rules.Capturer, row: Membership, move: Move) -> Membership:
    return Membership(
        file_id=move.file_id,
        home_id=move.home_id or row.home_id,
        record_id=row.record_id,
        institution_id=row.institution_id,
        by_id=me.person_id,
        since=clock.now(),
        why=move.why,
        merge_id=move.merge_id,
        bits=move.bits,
        version=move.version,
        shareable=row.shareable,
    )
