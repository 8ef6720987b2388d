"""One published table of the agreed form: by period, by municipality if it has it, by one column if it has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from datavim.bundle import CellState, Code, Dimension, Row, Table

GRAINS = ("mes", "trimestre", "anio")
PLACE = "municipio"
UNSPECIFIED = "no_especificado"
APART = frozenset({UNSPECIFIED, "otra_entidad"})
"""Codes of a municipality that are no place of the state."""
STATE = ""
"""The place of every table: the whole state."""


@dataclass(frozen=True, slots=True)
class Cell:
    code: str
    label: str
    value: int | None
    state: CellState


@dataclass(frozen=True)
class Cube:
    """`place` and `column`: the dimensions, where the table has them."""

    table: Table
    place: Dimension | None
    column: Dimension | None
    rows: Mapping[tuple[str, ...], Row]

    @classmethod
    def of(cls, table: Table) -> Cube | None:
        """None: the table is of another form."""
        names = [item.name for item in table.dimensions]
        if not names or names[0] not in GRAINS:
            return None
        place = table.dimension(PLACE) if names[1:2] == [PLACE] else None
        rest = table.dimensions[2 if place else 1 :]
        if len(rest) > 1:
            return None
        return cls(table, place, rest[0] if rest else None, table.cells())

    @property
    def grain(self) -> str:
        return self.table.dimensions[0].name

    @property
    def places(self) -> tuple[Code, ...]:
        """The municipalities of the state, in the order of the catalogue."""
        known = self.place.codes if self.place else ()
        return tuple(item for item in known if not item.total and item.code not in APART)

    def year(self, period: str) -> str:
        """What the table calls a year: one that is not over yet says so."""
        return self.table.dimensions[0].label_of(period)

    def has(self, place: str) -> bool:
        return place == STATE or any(item.code == place for item in self.places)

    def periods(self, place: str = STATE) -> tuple[str, ...]:
        """Those that the table holds for a place, oldest first."""
        here = self._place(place) if place else ()
        return tuple(sorted({keys[0] for keys in self.rows if not here or keys[1:2] == here}))

    def cell(self, period: str, place: str, code: Code) -> Cell | None:
        """The cell of a code of the column (or of the place, where there is no column)."""
        keys = (code.code,) if self.column is None and self.place else (*self._place(place), code.code)
        return self._at((period, *keys), code)

    def total(self, period: str, place: str = STATE) -> Cell | None:
        """All of a period in a place."""
        if self.column is None:
            keys = self._place(place)
            return self._at((period, *keys), Code(keys[-1] if keys else period, ""))
        whole = next((item for item in self.column.codes if item.total), None)
        return self.cell(period, place, whole) if whole else None

    def _place(self, place: str) -> tuple[str, ...]:
        if self.place is None:
            return ()
        return (place or next((item.code for item in self.place.codes if item.total), ""),)

    def _at(self, keys: tuple[str, ...], code: Code) -> Cell | None:
        row = self.rows.get(keys)
        return None if row is None else Cell(code.code, code.label, row.value, row.state)
