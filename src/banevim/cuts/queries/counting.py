"""Counts tables of indicators as the `stats` role, which sees the de-identified views and nothing else."""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.conf import settings
from django.db import connections, transaction

from banevim.catalogs import queries as catalogs
from banevim.cuts.rules.catalogue import Codebook, Codes
from banevim.methods.indicators import (
    Definition,
    Evaluation,
    Table,
    ask,
    evaluation,
    gathered,
    load_vocabulary,
    statement,
)

SAY = "SELECT set_config('stats.zone', %s, true), set_config('stats.history_ends', %s, true),"
SAY += " set_config('stats.closed', %s, true)"
FIRST = "SELECT min(month) FROM {}"
GATHER = "CREATE TEMP TABLE {} ON COMMIT DROP AS {}"


class Counter(Protocol):
    """What a cut counts with: everything registered up to the end of a closed month, as it stood at one moment."""

    def first_month(self) -> str | None:
        """The month of the first case; None when there is none."""

    def count(
        self, definition: Definition, table: Table, periods: Sequence[str], codes: Codes | None = None
    ) -> Evaluation:
        """The cells of a table. Raises ValueError when it cannot be asked so, or a code is outside the catalogue."""


@dataclass(frozen=True)
class BankCounter:
    """Counts what is in the bank. The rows of a source are gathered when a table of it is first asked for: a view is
    read once, whatever the number of tables."""

    closed: str
    _gathered: set[str] = field(default_factory=set)

    def first_month(self) -> str | None:
        found: str | None = self._read(FIRST.format(self._rows_of("cases")), None)[0][0]
        return found

    def count(
        self, definition: Definition, table: Table, periods: Sequence[str], codes: Codes | None = None
    ) -> Evaluation:
        asked = ask(definition, table, periods, codes)
        return evaluation(asked, self._read(*statement(asked, self._rows_of(definition.source))))

    def _rows_of(self, source: str) -> str:
        """The relation with what `gathered` gives of a source, as long as the transaction lasts."""
        name = f"pg_temp.gathered_{source}"
        if source not in self._gathered:
            text, given = gathered(load_vocabulary()[source], state=settings.STATE_CODE, closed=self.closed)
            with connections["stats"].cursor() as cursor:
                cursor.execute(GATHER.format(name, text), given)
            self._gathered.add(source)
        return name

    def _read(self, sql: str, given: Any) -> list[Any]:
        with connections["stats"].cursor() as cursor:
            cursor.execute(sql, given)
            found: list[Any] = cursor.fetchall()
        return found


@contextmanager
def counting(closed: str, history_ends: dt.datetime | None) -> Iterator[BankCounter]:
    """A counter of one snapshot of the bank. `closed`: the last month that counts (`2026-03`).

    `history_ends`: when the first published cut was frozen. What was loaded from a source before is the historical
    load and counts by its source date; later loads count in the month in which they enter.
    """
    with transaction.atomic(using="stats"), connections["stats"].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SET LOCAL jit = off; SET LOCAL work_mem = '256MB'; SET LOCAL temp_buffers = '512MB'")
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
