"""A series of one table: one number for each month, quarter or year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from datavim.bundle import CellState
from datavim.figures.cube import STATE, Cube

ADDS_UP = frozenset({"casos", "servicios", "canalizaciones", "órdenes"})
"""Units that are counted once: the same woman may be in two months, a case is in one."""


@dataclass(frozen=True, slots=True)
class Point:
    code: str
    value: int | None
    state: CellState


def series(cube: Cube, place: str = STATE) -> tuple[Point, ...]:
    """One point for each period that has a row, oldest first."""
    found = [(code, cube.total(code, place)) for code in cube.periods(place)]
    return tuple(Point(code, cell.value, cell.state) for code, cell in found if cell is not None)


def total(some: Sequence[Point]) -> int | None:
    """The sum, only if every point of it is published."""
    values = [item.value for item in some if item.value is not None]
    return sum(values) if some and len(values) == len(some) else None


def last_twelve(points: Sequence[Point]) -> Sequence[Point]:
    return points[-12:] if len(points) >= 12 else ()


def twelve_before(points: Sequence[Point]) -> Sequence[Point]:
    return points[-24:-12] if len(points) >= 24 else ()
