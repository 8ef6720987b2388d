"""Counts tables of indicators as the `stats` role, which sees the de-identified views and nothing else."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.conf import settings
from django.db import connections, transaction

from banevim.catalogs import queries as catalogs
from banevim.cuts.rules.catalogue import Codebook, Codes
from banevim.methods.indicators import (
    GATHER,
    MEASURE,
    SESSION,
    Definition,
    Evaluation,
    Table,
    ask,
    evaluation,
    gathered,
    later,
    load_definitions,
    load_vocabulary,
    statement,
)

SAY = "SELECT set_config('stats.zone', %s, true), set_config('stats.history_ends', %s, true),"
SAY += " set_config('stats.closed', %s, true)"
FIRST = "SELECT min(month) FROM {}"


class Counter(Protocol):
    """What a cut counts with: everything registered up to the end of a closed month, as it stood at one moment."""

    def first_month(self) -> str | None:
        """The month of the first case; None when there is none."""

    def count(
        self, definition: Definition, table: Table, periods: Sequence[str], codes: Codes | None = None
    ) -> Evaluation:
        """The cells of a table. Raises ValueError when it cannot be asked so, or a code is outside the catalogue."""


@dataclass(frozen=True)
class Rows:
    """Rows of a source in a temporary table, with some of its columns; `later`: those after the closed month, which are
    not in it."""

    columns: frozenset[str]
    count: int
    later: int


@dataclass(frozen=True)
class BankCounter:
    """Counts what is in the bank. The rows of a source are gathered when a table of it is first asked for, with what
    all published tables ask of them: a view is read once, whatever the number of tables."""

    closed: str
    _gathered: dict[str, Rows] = field(default_factory=dict)

    def first_month(self) -> str | None:
        found: str | None = self._read(FIRST.format(self._rows_of("cases", ())), None)[0][0]
        return found

    def count(
        self, definition: Definition, table: Table, periods: Sequence[str], codes: Codes | None = None
    ) -> Evaluation:
        asked = ask(definition, table, periods, codes)
        lines = self._read(*statement(asked, self._rows_of(definition.source, asked.columns)))
        rows = self._gathered[definition.source]
        return evaluation(asked, lines, gathered=rows.count, later=rows.later)

    def _rows_of(self, source: str, columns: Collection[str]) -> str:
        """The relation with what `gathered` gives of a source, as long as the transaction lasts."""
        name = f"pg_temp.gathered_{source}"
        known = self._gathered.get(source)
        if known is None or not known.columns.issuperset(columns):
            wanted = _published_columns(source).union(columns, known.columns if known else ())
            self._gathered[source] = self._gather(name, source, wanted, known)
        return name

    def _gather(self, name: str, source: str, columns: frozenset[str], before: Rows | None) -> Rows:
        told = load_vocabulary()[source]
        text, given = gathered(told, columns, state=settings.STATE_CODE, closed=self.closed)
        after = before.later if before else self._read(*later(told, **given))[0][0]
        with connections["stats"].cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {name}")
            cursor.execute(GATHER.format(name=name, rows=text), given)
            count = cursor.rowcount
            cursor.execute(MEASURE.format(name=name))
        return Rows(columns, count, after)

    def _read(self, sql: str, given: Any) -> list[Any]:
        with connections["stats"].cursor() as cursor:
            cursor.execute(sql, given)
            found: list[Any] = cursor.fetchall()
        return found


def _published_columns(source: str) -> frozenset[str]:
    """What the published tables of a source ask of its rows."""
    mine = [each for each in load_definitions().values() if each.source == source]
    asked = [column for each in mine for table in each.published for column in table.by]
    return frozenset([*asked, *(each.column for definition in mine for each in definition.where)])


@contextmanager
def counting(closed: str, history_ends: dt.datetime | None) -> Iterator[BankCounter]:
    """A counter of one snapshot of the bank. `closed`: the last month that counts (`2026-03`).

    `history_ends`: when the first published cut was frozen. What was loaded from a source before is the historical
    load and counts by its source date; later loads count in the month in which they enter.
    """
    with transaction.atomic(using="stats"), connections["stats"].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute(SESSION)
        cursor.execute(
            SAY, [settings.TIME_ZONE, history_ends.isoformat() if history_ends else "infinity", closed]
        )
        yield BankCounter(closed)


def codebook_on(day: dt.date) -> Codebook:
    """Every code that the catalogues ever had, under the name of a day."""
    state = catalogs.state(settings.STATE_CODE)
    places = {place.code: place.name for place in catalogs.municipalities(settings.STATE_CODE)}
    ever = catalogs.codebook().by_catalog

    def entries(catalog: str) -> dict[str, str]:
        every = {option.code: option.label for option in ever.get(catalog, ())}
        return every | {option.code: option.label for option in catalogs.options(catalog, day)}

    return Codebook((settings.STATE_CODE, state.name if state else ""), places, entries)
