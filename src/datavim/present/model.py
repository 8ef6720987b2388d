"""What a page shows of one indicator."""

from __future__ import annotations

from dataclasses import dataclass

from datavim.bundle import Card, CellState
from datavim.charts.render import Drawing


@dataclass(frozen=True, slots=True)
class ViewCell:
    text: str
    state: CellState = CellState.PUBLISHED


@dataclass(frozen=True, slots=True)
class ViewRow:
    label: str
    cells: tuple[ViewCell, ...]
    reference: bool = False


@dataclass(frozen=True, slots=True)
class ViewTable:
    caption: str
    head: tuple[str, ...]
    rows: tuple[ViewRow, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    title: str
    subtitle: str
    base: str
    description: str
    wide: Drawing
    narrow: Drawing


@dataclass(frozen=True, slots=True)
class Sheet:
    """The file «lo que ves»: the same cells as the tables of the page, one row per cell."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Headline:
    label: str
    value: str
    of: str
    words: str
    spark: str
    caption: str


@dataclass(frozen=True, slots=True)
class Poster:
    """The finding with its few numbers. `rows`, what `rows_title` says: label, value (None: withheld) and its words."""

    title: str
    subtitle: str
    drawing: str
    rows_title: str
    rows: tuple[tuple[str, int | None, str], ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    card: Card
    finding: str
    lede: str
    period: str
    chart: Chart | None
    tables: tuple[ViewTable, ...]
    older: tuple[ViewTable, ...]
    sheet: Sheet
    reading: str
    headlines: tuple[Headline, ...] = ()
    poster: Poster | None = None


def cell(value: int | None, text: str, state: CellState) -> ViewCell:
    """A cell says its state when it has no value, and is blank when the value cannot be worked out."""
    return ViewCell("" if value is None else text, state)
