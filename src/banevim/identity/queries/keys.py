"""From keys to records, in one round trip, the rarest keys first."""

import heapq
from collections import defaultdict
from collections.abc import Sequence
from math import log
from uuid import UUID

from django.db import connection

from banevim.identity.terms import MOST_OPENED, MOST_PER_KEY

READ = """
SELECT k.key, m.record_id,
       (SELECT c.reltuples::bigint FROM pg_class c WHERE c.oid = 'casefiles_searchcard'::regclass)
  FROM unnest(%s::bigint[]) AS k(key)
 CROSS JOIN LATERAL (SELECT record_id FROM vault_matchkey
                      WHERE state_code = %s AND key = k.key LIMIT %s) AS m
"""
FEWEST = 2000


def records_by_key(state_code: str, keys: Sequence[int]) -> list[UUID]:
    """At most `MOST_OPENED` records, ranked by the sum of ln(N / posting) of the keys that lead to them."""
    with connection.cursor() as cursor:
        cursor.execute(READ, [list(dict.fromkeys(keys)), state_code, MOST_PER_KEY])
        rows: list[tuple[int, UUID, int]] = cursor.fetchall()
    postings: dict[int, int] = defaultdict(int)
    for key, _, _ in rows:
        postings[key] += 1
    everybody = max(FEWEST, rows[0][2] if rows else 0)
    weights: dict[UUID, float] = defaultdict(float)
    for key, record_id, _ in rows:
        weights[record_id] += log(everybody / postings[key])
    return heapq.nlargest(MOST_OPENED, weights, key=lambda record_id: (weights[record_id], record_id.int))


def records_by_folio(state_code: str, folio: str) -> list[UUID]:
    """The records of the file with this folio that the searcher could be offered."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT banevim_records_of_file(banevim_file_by_folio(%s, %s))", [state_code, folio])
        return [row[0] for row in cursor.fetchall()]


def files_of(record_ids: Sequence[UUID]) -> dict[UUID, tuple[UUID, bool]]:
    """The file of each record, and whether it is hidden from the searcher: captured by a shelter, or protected."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT record_id, file_id, hidden FROM banevim_files_of(%s::uuid[])", [list(record_ids)]
        )
        return {record_id: (file_id, hidden) for record_id, file_id, hidden in cursor.fetchall()}
