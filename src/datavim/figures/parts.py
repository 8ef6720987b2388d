"""The parts of a slice of a table, and the shares that its published numbers give."""

from __future__ import annotations

from dataclasses import dataclass

from datavim.bundle import CellState
from datavim.figures.cube import UNSPECIFIED, Cell, Cube
from datavim.figures.ratios import MIN_BASE, share_tenths

ORDERED = frozenset({"escolaridad", "riesgo", "lesion"})
"""Columns whose codes have an order of their own; those whose codes are numbers, such as ages, have it too."""
ALL, KNOWN = "all", "known"


@dataclass(frozen=True, slots=True)
class Part:
    code: str
    label: str
    value: int | None
    state: CellState
    share_tenths: int | None
    before_tenths: int | None = None

    @property
    def published(self) -> bool:
        """A number of the column, not of what was left unanswered."""
        return self.state is CellState.PUBLISHED and self.value is not None


@dataclass(frozen=True, slots=True)
class Parts:
    """`whole`: every record. `base`: of what the shares are; None: withheld, or there are no shares."""

    items: tuple[Part, ...]
    whole: Cell | None
    base: int | None

    @property
    def shares(self) -> bool:
        return self.base is not None and self.base >= MIN_BASE

    @property
    def by_size(self) -> tuple[Part, ...]:
        """Published parts that count somebody, the largest first; equal ones as they stand."""
        found = [item for item in self.items if item.published and item.value]
        return tuple(sorted(found, key=lambda item: -(item.value or 0)))


def ordered(cube: Cube) -> bool:
    column = cube.column
    if column is None:
        return False
    codes = [item.code for item in column.codes if not item.total and item.code != UNSPECIFIED]
    return column.name in ORDERED or (bool(codes) and all(code[:1].isdigit() for code in codes))


def base_of(cube: Cube, period: str, place: str, rule: str) -> int | None:
    """The denominator: all records, or those that answer; None when a number of it is withheld."""
    whole = cube.total(period, place)
    if whole is None or whole.value is None or rule not in (ALL, KNOWN):
        return None
    if rule == ALL:
        return whole.value
    missing = _missing(cube, period, place)
    if missing is None:
        return whole.value
    return None if missing.value is None else max(whole.value - missing.value, 0)


def _missing(cube: Cube, period: str, place: str) -> Cell | None:
    codes = cube.column.codes if cube.column else ()
    found = next((item for item in codes if item.code == UNSPECIFIED), None)
    return cube.cell(period, place, found) if found else None


def parts(cube: Cube, period: str, place: str, rule: str, before: str | None = None) -> Parts:
    """Published parts by size, or as the catalogue orders them; then what has no number, then what was not said."""
    base = base_of(cube, period, place, rule)
    old_base = base_of(cube, before, place, rule) if before else None
    keep, found = ordered(cube), []
    for number, code in enumerate(cube.column.codes if cube.column else ()):
        cell = cube.cell(period, place, code)
        if code.total or cell is None:
            continue
        old = cube.cell(before, place, code) if before else None
        apart = code.code == UNSPECIFIED and rule != ALL
        part = Part(
            cell.code,
            cell.label,
            cell.value,
            cell.state,
            None if apart else share_tenths(cell.value, base),
            share_tenths(old.value, old_base) if old and not apart else None,
        )
        found.append((_order(part, number, keep), part))
    items = tuple(part for _, part in sorted(found, key=lambda pair: pair[0]))
    return Parts(items, cube.total(period, place), base)


def _order(part: Part, number: int, keep: bool) -> tuple[int, int, int]:
    if part.code == UNSPECIFIED:
        return (2, 0, number)
    if keep:
        return (0, 0, number)
    return (1, 0, number) if part.value is None else (0, -part.value, number)
