"""Rows of a table as the text that COPY reads. What does not change from row to row is written once.

Each column gets its value from a pattern, an unsaved row that the product's code made, unless it is one of those
that vary; so a column that is added to a table arrives here by itself.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def text(value: Any) -> str:
    """A value as COPY reads it."""
    if value is None:
        return "\\N"
    if isinstance(value, bytes | memoryview):
        return "\\\\x" + value.hex()
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, int | UUID | dt.date):
        return str(value)
    return str(value).translate(_ESCAPES)


class Sheaf:
    """Rows of one table, kept until they are sent. `varying` are attribute names, in the order of `add`."""

    def __init__(self, pattern: Model, varying: Sequence[str]) -> None:
        meta = type(pattern)._meta
        fields = [f for f in meta.concrete_fields if not f.db_returning or f.attname in varying]
        fixed = [f for f in fields if f.attname not in varying]
        ordered = [*(next(f for f in fields if f.attname == name) for name in varying), *fixed]
        values = (f.get_db_prep_save(getattr(pattern, f.attname), connection) for f in fixed)
        self.tail = "".join(f"\t{text(value)}" for value in values) + "\n"
        self.order = f'COPY "{meta.db_table}" ({", ".join(_quoted(f.column) for f in ordered)}) FROM STDIN'
        self.lines: list[str] = []

    def add(self, *values: Any) -> None:
        """One row."""
        self.lines.append("\t".join(map(text, values)) + self.tail)

    def send(self) -> int:
        """Write them; how many there were."""
        count = len(self.lines)
        with connection.cursor() as cursor, cursor.copy(self.order) as out:
            out.write("".join(self.lines))
        self.lines.clear()
        return count


def _quoted(name: str) -> str:
    """An identifier between quotes."""
    return f'"{name}"'
