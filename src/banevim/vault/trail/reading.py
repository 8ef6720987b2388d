"""Records as they lie in the database, read back in bulk in the form in which they were chained."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

from banevim.vault.trail.entry import body, moment

COLUMNS = (
    "stream, seq, previous, hash, at, id::text, event, coalesce(person_id::text, ''),"
    " coalesce(institution_id::text, ''), role, purpose, state_code, subject_kind, subject_id, details"
)
ALL = f"SELECT {COLUMNS} FROM vault_auditrecord ORDER BY stream, seq, id"
FOLLOWING = "SELECT seq FROM vault_auditrecord WHERE stream = %s AND previous = %s ORDER BY seq"
NAMES = "id event person institution role purpose state_code subject_kind subject_id details".split()
BATCH = 5000


@dataclass(frozen=True, slots=True)
class Stored:
    """One record: where it stands in its chain, and its canonical text."""

    stream: str
    seq: int
    previous: str
    hash: str
    text: str


def _stored(row: tuple[Any, ...]) -> Stored:
    facts = dict(zip(NAMES, row[5:], strict=True))
    facts["at"] = moment(row[4])
    if isinstance(facts["details"], str):  # Django gives JSON as text through a plain cursor
        facts["details"] = json.loads(facts["details"])
    return Stored(row[0], row[1], row[2], row[3], body(facts))


def records() -> Iterator[Stored]:
    """Every record, stream by stream, in order; never more than a batch in memory."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(ALL)
        while rows := cursor.fetchmany(BATCH):
            yield from map(_stored, rows)


def following(stream: str, head: str) -> list[int]:
    """Where the records stand that say they follow the one with this hash."""
    with connection.cursor() as cursor:
        cursor.execute(FOLLOWING, [stream, head])
        return [int(row[0]) for row in cursor.fetchall()]
