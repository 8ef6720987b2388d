"""The dated links between records and files. The past stays as it was: a change closes one row and writes another."""

import datetime as dt
from collections.abc import Collection, Sequence
from uuid import UUID

from django.db import connection

from banevim.casefiles import rules
from banevim.casefiles.actions.files import next_folios
from banevim.casefiles.models import Membership, UniqueFile
from banevim.casefiles.terms import Move, Why
from banevim.common import clock
from banevim.common.errors import NotFound
from banevim.vault import audit
from banevim.vault.context import Actor, atomic


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
def end_stray_accesses(*, by: Actor, homes: Collection[UUID]) -> int:
    """Some of these files were one and are apart: whoever came to one meanwhile, by its own word, and holds no record
    in it stops reading it; how many accesses ended. Called by `identity`. Raises Refused."""
    rules.check_links(by)
    ended = _changed("SELECT banevim_end_stray_access(%s, %s)", list(homes), clock.now())
    if ended:
        audit.record("casefiles.access.strayed", details={"accesses": ended})
    return ended


@atomic
def move_accesses(*, by: Actor, home_id: UUID, file_id: UUID) -> None:
    """Every access to one file is to another from now on: the record alone in it goes there. Raises Refused."""
    rules.check_links(by)
    moved = _changed("SELECT banevim_move_access(%s, %s)", home_id, file_id)
    if moved:
        audit.record("casefiles.access.moved", subject=("file", file_id), details={"accesses": moved})


@atomic
def renew_access(*, by: Actor, record_id: UUID, file_id: UUID, at: dt.datetime) -> int:
    """The record was put back: what ended at that moment holds again, until its own day. Raises Refused."""
    rules.check_links(by)
    renewed = _changed("SELECT banevim_renew_access(%s, %s)", record_id, at)
    audit.record("casefiles.access.renewed", subject=("file", file_id), details={"accesses": renewed})
    return renewed


def _changed(asked: str, *values: UUID | dt.datetime | list[UUID]) -> int:
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
