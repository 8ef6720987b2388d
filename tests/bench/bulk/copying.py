"""Unsaved rows of any tables into the database with COPY, as owner.

PostgreSQL takes no COPY into a table while row-level security binds the role that sends it. The owner lifts it from
itself alone (the application stays bound) and `secure_schema` binds it again.
"""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Model

from banevim.vault.schema.policies import own_models


def copy(rows: Iterable[Model]) -> int:
    """Write the rows table by table, in the order in which each table first appears; how many there were."""
    tables: dict[type[Model], list[Model]] = {}
    for row in rows:
        tables.setdefault(type(row), []).append(row)
    for table, found in tables.items():
        _copy(table, found)
    return sum(map(len, tables.values()))


def open_to_copy() -> None:
    """The owner is no longer bound by the policies of its own tables."""
    with connection.cursor() as cursor:
        for model in own_models():
            cursor.execute(f'ALTER TABLE "{model._meta.db_table}" NO FORCE ROW LEVEL SECURITY')


def _copy(table: type[Model], rows: list[Model]) -> None:
    fields = [f for f in table._meta.concrete_fields if not f.db_returning]
    names = ", ".join(f'"{f.column}"' for f in fields)
    with connection.cursor() as cursor:
        with cursor.copy(f'COPY "{table._meta.db_table}" ({names}) FROM STDIN') as out:
            for row in rows:
                out.write_row([f.get_db_prep_save(getattr(row, f.attname), connection) for f in fields])
