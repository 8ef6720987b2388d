"""The base of every table of the bank: UUIDv7 key, state and moment of creation."""

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

from django.conf import settings
from django.db import connection, models

from banevim.common import clock
from banevim.common.ids import uuid7


def state_code() -> str:
    """Two-digit INEGI key of the state that this bank serves."""
    return str(settings.STATE_CODE)


def moment() -> dt.datetime:
    """Default of `created_at`."""
    return clock.now()


class Stamped(models.Model):
    """Every private table carries its state (never updated), so that states can be federated or sharded."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    state_code = models.CharField(max_length=2, default=state_code, editable=False)
    created_at = models.DateTimeField(default=moment, editable=False)

    class Meta:
        abstract = True


def insert_together(rows: Iterable[models.Model]) -> None:
    """New rows, of several tables, in one statement and one round trip; those of one table stand together.

    Every column is written, so the id of each row is known. They may refer to each other: foreign keys are checked at
    the end of the transaction.
    """
    kept = list(rows)
    shape = tuple((model, len(list(some))) for model, some in groupby(kept, type))
    values = [
        field.get_db_prep_save(field.pre_save(row, add=True), connection)
        for row in kept
        for field in row._meta.concrete_fields
    ]
    with connection.cursor() as cursor:
        cursor.execute(_insertion(shape), values)
    for row in kept:
        row._state.adding, row._state.db = False, connection.alias


@lru_cache(maxsize=64)
def _insertion(shape: tuple[tuple[type[models.Model], int], ...]) -> str:
    """The text: all but the last table in a WITH."""
    parts = []
    for model, many in shape:
        fields = model._meta.concrete_fields
        columns = ", ".join(f'"{field.column}"' for field in fields)
        gaps = ", ".join(f"%s::{field.db_type(connection)}" for field in fields)
        parts.append(
            f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES {", ".join([f"({gaps})"] * many)}'
        )
    *before, last = parts
    named = ", ".join(f"part{n} AS ({text})" for n, text in enumerate(before))
    return f"WITH {named} {last}" if named else last
