"""The chain of the audit trail: pending records, streams and their heads.

Records of one transaction are chained together at its end, in a stream that nobody holds at that moment: there are more
streams than writers, so the chain never makes one wait until another's commit is on disk. The hash of a record is an
HMAC over its body and the hash before it, under a key that is not in the database: whoever holds only the database can
neither forge a record nor rebuild the chain.
"""

import hashlib
import hmac
import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from banevim.vault import keyring
from banevim.vault.trail.entry import Entry, body

STREAMS, MOST_AT_ONCE = 16, 1000
GENESIS = "0" * 64
SETTLE = """
SET CONSTRAINTS ALL IMMEDIATE;
SELECT name, seq, hash FROM vault_auditstream ORDER BY name = '{}' DESC, name LIMIT 1 FOR UPDATE SKIP LOCKED
"""
WAIT = "SELECT name, seq, hash FROM vault_auditstream WHERE name = %s FOR UPDATE"
CHAIN = """
WITH chained AS (
  INSERT INTO vault_auditrecord (id, stream, seq, at, event, person_id, institution_id, role, purpose,
      state_code, subject_kind, subject_id, details, previous, hash)
  VALUES {rows})
UPDATE vault_auditstream SET seq = %s, hash = %s, mac = %s WHERE name = %s
"""
ROW = """(%s, %s, %s, %s, %s, NULLIF(%s, '')::uuid, NULLIF(%s, '')::uuid, %s, %s, %s, %s, %s, %s::jsonb, %s, %s)"""


class _Waiting:
    """An entry that waits for the end of its transaction.

    It is kept among Django's on-commit callbacks because those know savepoints: if the savepoint where it was noted is
    rolled back, what it tells did not happen, and Django forgets it too.
    """

    def __init__(self, entry: Entry) -> None:
        self.entry = entry

    def __call__(self) -> None:
        """On commit there is nothing left to do: the entry was chained before."""


def note(entry: Entry) -> None:
    """Keep an entry until the transaction ends."""
    transaction.on_commit(_Waiting(entry))


def _take_waiting(known: int) -> list[Entry]:
    """The entries noted since the list had `known` callbacks, removed from it."""
    callbacks = connection.run_on_commit
    mine = [c[1].entry for c in callbacks[known:] if isinstance(c[1], _Waiting)]
    callbacks[known:] = [c for c in callbacks[known:] if not isinstance(c[1], _Waiting)]
    return mine


@contextmanager
def collecting() -> Iterator[None]:
    """Chain what was noted inside, when it ends well. Must be the outermost thing inside the transaction."""
    known = len(connection.run_on_commit)
    yield
    if entries := _take_waiting(known):
        append(entries)


def chain_hash(key: bytes, stream: str, seq: int, previous: str, text: str) -> str:
    """HMAC-SHA256 over stream, sequence, previous hash and body; 64 hexadecimal digits."""
    return hmac.digest(key, f"{stream}|{seq}|{previous}|{text}".encode(), hashlib.sha256).hex()


def head_mac(key: bytes, stream: str, seq: int, head: str) -> str:
    """MAC of the head of a stream: a head at an earlier record cannot be made up from the records."""
    return hmac.digest(key, f"head|{stream}|{seq}|{head}".encode(), hashlib.sha256).hex()


def stream_name() -> str:
    """The stream of this thread, when nobody holds it: two threads may have the same."""
    return f"s{(os.getpid() * 31 + threading.get_native_id()) % STREAMS:02d}"


def _row(entry: Entry, stream: str, seq: int, previous: str, own: str) -> list[str | int]:
    return [
        *(entry.id, stream, seq, entry.at, entry.event, entry.person, entry.institution, entry.role),
        *(entry.purpose, entry.state_code, entry.subject_kind, entry.subject_id),
        *(json.dumps(entry.details, ensure_ascii=False), previous, own),
    ]


def _taken(cursor: Any, own: str) -> tuple[str, int, str]:
    """The head of this thread's own stream, or of any other that is free; its own after a wait when all are held."""
    cursor.execute(SETTLE.format(own))
    cursor.nextset()
    found: tuple[str, int, str] | None = cursor.fetchone()
    if found is None:
        cursor.execute(WAIT, [own])
        found = cursor.fetchone()
    if found is None:
        raise RuntimeError(f"audit stream {own} is missing: run secure_schema")
    return found


def append(entries: list[Entry]) -> None:
    """In two round trips: the head of a stream, the last lock of the transaction; and records with the head moved."""
    key = keyring.current().audit
    with connection.cursor() as cursor:
        stream, seq, head = _taken(cursor, stream_name())
        for start in range(0, len(entries), MOST_AT_ONCE):
            some = entries[start : start + MOST_AT_ONCE]
            values: list[str | int] = []
            for entry in some:
                seq, previous = seq + 1, head
                head = chain_hash(key, stream, seq, previous, body(vars(entry)))
                values += _row(entry, stream, seq, previous, head)
            values += [seq, head, head_mac(key, stream, seq, head), stream]
            cursor.execute(CHAIN.format(rows=", ".join([ROW] * len(some))), values)
