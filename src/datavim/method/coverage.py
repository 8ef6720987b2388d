"""Which institutions had closed each month, as the public reads it."""

from __future__ import annotations

from dataclasses import dataclass

from datavim.bundle import COVERAGE, Bundle, CellState
from datavim.words import listed, month_name, month_short


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One institution: by month True (closed), False (not closed) or None (it did not capture yet)."""

    name: str
    months: tuple[bool | None, ...]
    missing: str
    """The months that it had not closed, in words; empty if none."""

    @property
    def closed(self) -> int:
        return sum(each is True for each in self.months)

    @property
    def due(self) -> int:
        return sum(each is not None for each in self.months)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole table: months as they are written short, rows in order of name, and the newest month in words."""

    months: tuple[str, ...]
    rows: tuple[CoverageRow, ...]
    last_month: str

    @property
    def began_later(self) -> bool:
        """Whether any institution began to capture after the first of these months."""
        return any(row.due < len(row.months) for row in self.rows)

    @property
    def closed_last(self) -> int:
        return sum(row.months[-1] is True for row in self.rows)

    @property
    def due_last(self) -> int:
        return sum(row.months[-1] is not None for row in self.rows)


def coverage_of(bundle: Bundle) -> Coverage | None:
    """None for a bundle of before institutions closed their months."""
    table = next((each for each in bundle.tables if each.id == COVERAGE), None)
    if table is None:
        return None
    known = table.cells()
    months = [code.code for code in table.dimension("mes").codes]
    rows = []
    for institution in table.dimension("institucion").codes:
        cells = [known.get((month, institution.code)) for month in months]
        told = tuple(None if cell is None else cell.state is CellState.PUBLISHED for cell in cells)
        missing = [month_name(month) for month, closed in zip(months, told, strict=True) if closed is False]
        rows.append(CoverageRow(institution.label, told, listed(missing)))
    short = tuple(month_short(month) for month in months)
    return Coverage(short, tuple(rows), month_name(months[-1]))
