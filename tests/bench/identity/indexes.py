"""Secondary indexes and foreign keys set aside while a table is filled, and made again at the end, all at once.

They are kept in a table of the bench, as their own definitions: what comes back is what there was.
"""

from collections.abc import Sequence

from django.db import connection, transaction

KEEP = "CREATE TABLE bench.aside (place serial PRIMARY KEY, owner text, definition text)"
FOREIGN = """
SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint
 WHERE contype = 'f' AND conrelid = ANY(%s::regclass[])
"""
INDEXES = """
SELECT i.indrelid::regclass::text, i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
 WHERE i.indrelid = ANY(%s::regclass[]) AND NOT i.indisprimary
   AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)
"""


def set_aside(tables: Sequence[str]) -> None:
    """Drop them, with their definitions kept."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(KEEP)
        cursor.execute(INDEXES, [list(tables)])
        for owner, name, definition in cursor.fetchall():
            cursor.execute(f"DROP INDEX {name}")
            _keep(cursor, owner, definition)
        cursor.execute(FOREIGN, [list(tables)])
        for owner, name, definition in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {owner} DROP CONSTRAINT {name}")
            _keep(cursor, owner, f"ALTER TABLE {owner} ADD CONSTRAINT {name} {definition}")


def _keep(cursor: object, owner: str, definition: str) -> None:
    cursor.execute("INSERT INTO bench.aside (owner, definition) VALUES (%s, %s)", [owner, definition])  # type: ignore[attr-defined]


def put_back(part: int, parts: int) -> None:
    """Make one part of them again: those of the largest tables first, one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute("SELECT definition FROM bench.aside ORDER BY definition LIKE 'ALTER%', place")
        for number, (definition,) in enumerate(cursor.fetchall()):
            if number % parts == part:
                cursor.execute(definition)
