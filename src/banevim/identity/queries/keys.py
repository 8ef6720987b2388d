"""From keys to records, in one round trip, the rarest keys first."""

from collections.abc import Mapping, Sequence
from math import log
from uuid import UUID

from django.db import connection

from banevim.common.asking import listed, rows_of
from banevim.identity.terms import MOST_OPENED, MOST_PER_KEY

READ = """
SELECT k.place, string_agg(uuid_send(m.record_id), ''::bytea),
       (SELECT c.reltuples::bigint FROM pg_class c WHERE c.oid = 'casefiles_searchcard'::regclass)
  FROM unnest(%s::bigint[]) WITH ORDINALITY AS k(key, place)
 CROSS JOIN LATERAL (SELECT record_id FROM vault_matchkey
                      WHERE state_code = %s AND key = k.key LIMIT %s) AS m
 GROUP BY k.place
"""
FILES = "SELECT record_id, file_id, hidden FROM banevim_files_of(%s::uuid[])"
FEWEST, UUID_BYTES = 2000, 16


def records_by_key(state_code: str, keys: Mapping[int, float]) -> list[UUID]:
    """At most `MOST_OPENED` records, ranked by the sum of ln(N / posting) of the keys that lead to them.

    `keys` says how much each counts. One row comes back for each key, with all its records in one cell.
    """
    rows = rows_of(READ, [listed(keys), state_code, MOST_PER_KEY])
    if not rows:
        return []
    sure, everybody = list(keys.values()), max(FEWEST, rows[0][2])
    counts = [len(cell) // UUID_BYTES for _, cell, _ in rows]
    worth = [
        sure[place - 1] * log(everybody / count) for (place, _, _), count in zip(rows, counts, strict=True)
    ]
    import numpy as np  # with the first search: most processes never search

    found = np.frombuffer(b"".join(cell for _, cell, _ in rows), dtype="V16")
    records, which = np.unique(found, return_inverse=True)
    weights = np.bincount(which, np.repeat(worth, counts))
    order = np.argsort(-weights, kind="stable")[:MOST_OPENED]
    return [UUID(bytes=records[n].tobytes()) for n in order]


def records_by_folio(state_code: str, folio: str) -> list[UUID]:
    """The records of the file with this folio that the searcher could be offered."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT banevim_records_of_folio(%s, %s)", [state_code, folio])
        return [row[0] for row in cursor.fetchall()]


def files_of(record_ids: Sequence[UUID]) -> dict[UUID, tuple[UUID, bool]]:
    """The file of each record, and whether it is hidden from the searcher: captured by a shelter, or protected."""
    rows = rows_of(FILES, [listed(record_ids)])
    return {record_id: (file_id, hidden) for record_id, file_id, hidden in rows}
