"""Parts of a base, several per case: the shares do not add up to one hundred."""

from __future__ import annotations

from dataclasses import dataclass

from datavim.bundle import CellState, Table
from datavim.figures.ratios import share_tenths


@dataclass(frozen=True, slots=True)
class Part:
    code: str
    label: str
    value: int | None
    state: CellState
    share_tenths: int | None
    before_tenths: int | None


def quarters(table: Table) -> tuple[str, ...]:
    """Published quarters, oldest first."""
    with_rows = {row.keys[0] for row in table.rows}
    return tuple(sorted(item.code for item in table.dimension("trimestre").codes if item.code in with_rows))


def base(table: Table, quarter: str) -> int | None:
    cells = table.cells()
    for item in table.dimension("tipo").codes:
        if item.total and (quarter, item.code) in cells:
            return cells[(quarter, item.code)].value
    return None


def parts(table: Table, quarter: str, before: str | None = None) -> tuple[Part, ...]:
    """Published parts by size, then what is withheld in the order of the catalogue, then not specified."""
    cells = table.cells()
    now_base = base(table, quarter)
    before_base = base(table, before) if before else None
    found = []
    for place, item in enumerate(table.dimension("tipo").codes):
        row = cells.get((quarter, item.code))
        if item.total or row is None:
            continue
        old = cells.get((before, item.code)) if before else None
        part = Part(
            item.code,
            item.label,
            row.value,
            row.state,
            share_tenths(row.value, now_base),
            share_tenths(old.value, before_base) if old else None,
        )
        found.append((_order(part, place), part))
    return tuple(part for _, part in sorted(found, key=lambda pair: pair[0]))


def _order(part: Part, place: int) -> tuple[int, int, int]:
    if part.state is CellState.UNSPECIFIED:
        return (2, 0, place)
    if part.value is None:
        return (1, 0, place)
    return (0, -part.value, place)
