"""Questions to the database that are worded once and asked many times.

Django words a question anew each time it is asked: the page of a file asks thirty, and half of its processor time went
into writing the same thirty texts. A `Question` keeps the text and asks it with other values in its gaps; the answer is
what Django gives, objects or tuples, related and prefetched ones included. It keeps no row and no value.

    NOTES = Question(lambda: Note.objects.filter(file_id=gap("file")).order_by("-created_at"))
    NOTES(file=file_id)
"""

import copy
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from django.db import connection, connections
from django.db.models import Expression, Field, ForeignObject, Lookup, Prefetch, QuerySet
from psycopg.pq import Format

T = TypeVar("T")
Sql = tuple[str, tuple[Any, ...]]


class Gap(Expression):
    """Where the text of a question waits for a value."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Sql:
        return "%s", (self,)


def gap(name: str) -> Any:
    """A value that is given when the question is asked: what psycopg sends as it is (UUID, text, number, date, list).

    `field=gap("x")` compares with one value, `field__among=gap("x")` with each one of a list. It is typed as any value,
    so that a named read worded for one file serves to word the question.
    """
    return Gap(name)


@ForeignObject.register_lookup
@Field.register_lookup
class Among(Lookup):
    """`= ANY(list)`: one text of the question however long the list is."""

    lookup_name = "among"

    def get_prep_lookup(self) -> Any:
        return self.rhs if isinstance(self.rhs, Expression) else list(self.rhs)

    def as_sql(self, compiler: Any, connection: Any) -> Sql:
        (lhs, given), (rhs, more) = (
            self.process_lhs(compiler, connection),
            self.process_rhs(compiler, connection),
        )
        return f"{lhs} = ANY({rhs})", (*given, *more)


class _Worded:
    """Stands for the query of a query set: its text is ready, only its values are new."""

    def __init__(self, query: Any, compiler: Any, using: str, values: dict[str, Any]) -> None:
        self._query, self._compiler, self._using, self._values = query, compiler, using, values

    def __getattr__(self, name: str) -> Any:
        return getattr(self._query, name)

    def get_compiler(self, *_: Any, **__: Any) -> Any:
        """The kept compiler, on the connection of this thread."""
        ready = copy.copy(self._compiler)
        text, gaps = ready.worded
        values = tuple(self._values[each.name] if isinstance(each, Gap) else each for each in gaps)
        ready.connection, ready.as_sql = connections[self._using], lambda *_, **__: (text, values)
        return ready


def _fresh(lookup: Any) -> Any:
    """A query set that prefetches notes a row on itself as it works: each answer gets its own, and nothing is kept."""
    if not isinstance(lookup, Prefetch) or lookup.queryset is None:
        return lookup
    return Prefetch(lookup.prefetch_through, lookup.queryset.all(), lookup.to_attr)


class Question(Generic[T]):
    """Made with what gives its query set, which is called once. Raises KeyError when a gap is left without value."""

    def __init__(self, make: Callable[[], QuerySet[Any, T]]) -> None:
        self._make = make
        self._kept: tuple[Any, Any] | None = None

    def __call__(self, **values: Any) -> list[T]:
        """Every row of the answer."""
        rows, compiler = self._kept or self._word()
        answer: Any = rows.__class__(
            rows.model, _Worded(rows.query, compiler, rows.db, values), rows.db, rows._hints
        )
        answer._iterable_class, answer._fields = rows._iterable_class, rows._fields
        answer._prefetch_related_lookups = tuple(map(_fresh, rows._prefetch_related_lookups))
        return list(answer)

    def first(self, **values: Any) -> T | None:
        """The first row, or None. The question itself says its order and that one is enough."""
        return next(iter(self(**values)), None)

    def _word(self) -> tuple[Any, Any]:
        rows: Any = self._make()
        compiler = rows.query.get_compiler(using=rows.db)
        compiler.worded = compiler.as_sql()
        compiler.connection = None
        self._kept = rows, compiler
        return self._kept


def rows_of(text: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The answer to a question in SQL that brings hundreds of cells: they come in binary, as they are kept."""
    with connection.cursor() as cursor:
        cursor.cursor.format = Format.BINARY
        cursor.execute(text, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def listed(values: Iterable[object]) -> str:
    """Numbers or UUIDs as the text of an array: written in one go, not one by one by the driver."""
    return "{" + ",".join(map(str, values)) + "}"
