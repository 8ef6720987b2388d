"""The records of the bank in two halves that never meet: one teaches, the other judges. Purpose `linkage`, the bank."""

from enum import IntEnum
from uuid import UUID

from django.db import connection

from banevim.common.models import state_code

SOME = """
SELECT record_id FROM casefiles_searchcard
 WHERE state_code = %s AND get_byte(uuid_send(record_id), 15) %% 2 = %s
 ORDER BY hashtextextended(record_id::text, %s) LIMIT %s
"""
ALL = "SELECT count(*) FROM casefiles_searchcard WHERE state_code = %s"


class Half(IntEnum):
    """By the last bit of the id, which is random."""

    TEACHES = 0
    JUDGES = 1

    def holds(self, record_id: UUID) -> bool:
        """Whether a record is of this half."""
        return record_id.int % 2 == self


def some_of(half: Half, seed: int, most: int) -> list[UUID]:
    """At most so many records of a half, drawn by the seed."""
    with connection.cursor() as cursor:
        cursor.execute(SOME, [state_code(), int(half), seed, most])
        return [row[0] for row in cursor.fetchall()]


def people() -> int:
    """How many records can be compared."""
    with connection.cursor() as cursor:
        cursor.execute(ALL, [state_code()])
        return int(cursor.fetchone()[0])
