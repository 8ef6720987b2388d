"""The monthly series of one table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from datavim.bundle import CellState, Row, Table


@dataclass(frozen=True, slots=True)
class Month:
    code: str
    value: int | None
    state: CellState


def months(table: Table) -> tuple[Month, ...]:
    """Cells by month, oldest first; totals and months without a row are left out."""
    cells = table.cells()
    codes = sorted(item.code for item in table.dimension("mes").codes if not item.total)
    return tuple(_month(code, cells[(code,)]) for code in codes if (code,) in cells)


def _month(code: str, row: Row) -> Month:
    return Month(code, row.value, row.state)


def total(some: Sequence[Month]) -> int | None:
    """The sum, only if every month of it is published."""
    values = [item.value for item in some if item.value is not None]
    return sum(values) if some and len(values) == len(some) else None


def last_twelve(series: Sequence[Month]) -> Sequence[Month]:
    return series[-12:] if len(series) >= 12 else ()


def twelve_before(series: Sequence[Month]) -> Sequence[Month]:
    return series[-24:-12] if len(series) >= 24 else ()
