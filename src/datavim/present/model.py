"""What the pages of one indicator show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from datavim.bundle import Card, CellState
from datavim.charts.render import Drawing

SAID = {CellState.WITHHELD: "Protegido", CellState.NOT_CAPTURED: "Sin captura"}
NO_ZERO = "0 (no puede haber)"
MOST_OPTIONS, FIRST_OPTIONS = 10, 8
"""Choices of a filter that stand in sight, and how many of them where there are more."""


@dataclass(frozen=True, slots=True)
class ViewCell:
    text: str
    state: CellState = CellState.PUBLISHED


@dataclass(frozen=True, slots=True)
class ViewRow:
    label: str
    cells: tuple[ViewCell, ...]
    reference: bool = False
    here: bool = False


@dataclass(frozen=True, slots=True)
class ViewTable:
    caption: str
    head: tuple[str, ...]
    rows: tuple[ViewRow, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing for wide and one for narrow screens, each made when a page asks for it."""

    title: str
    subtitle: str
    base: str
    description: str
    draw_wide: Callable[[], Drawing]
    draw_narrow: Callable[[], Drawing]

    @property
    def wide(self) -> Drawing:
        return self.draw_wide()

    @property
    def narrow(self) -> Drawing:
        return self.draw_narrow()


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
class Option:
    """A choice of the filter bar, by the page it leads to (below the indicator)."""

    label: str
    path: str
    here: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """Where there are many choices, some stand first and the others fold behind them."""

    label: str
    options: tuple[Option, ...]

    @property
    def first(self) -> tuple[Option, ...]:
        return self.options if len(self.options) <= MOST_OPTIONS else self.options[:FIRST_OPTIONS]

    @property
    def more(self) -> tuple[Option, ...]:
        return self.options[len(self.first) :]

    @property
    def here_in_more(self) -> bool:
        return any(option.here for option in self.more)


@dataclass(frozen=True, slots=True)
class Line:
    """What the profile of a municipality says of an indicator: its number beside that of the state."""

    label: str
    period: str
    measure: str
    here: ViewCell
    state: ViewCell


OF_OTHERS = (
    "Son cifras de otra institución, copiadas como las publica, también las pequeñas."
    " La regla de protección de este banco no las cambia."
)


@dataclass(frozen=True, slots=True)
class View:
    """One page of an indicator. `path`: below the indicator, nothing for its first page; `place`: the code of a
    municipality, nothing for the whole state, like its name; `sources`: the tables of the bundle that it shows;
    `parts`: it shows those of a column; `several`: which may add up to more than the whole; `other_source`: whose the
    numbers are, where the bank did not count them."""

    path: str
    place: str
    place_name: str
    finding: str
    lede: str
    period: str
    chart: Chart | None
    tables: tuple[ViewTable, ...]
    sheet: Sheet
    sources: tuple[str, ...]
    reading: str = ""
    filters: tuple[Filter, ...] = ()
    headlines: tuple[Headline, ...] = ()
    poster: Poster | None = None
    parts: bool = False
    line: Line | None = None
    several: bool = False
    other_source: str = ""

    def rule(self, policy: str) -> str:
        """What stands under the numbers: the rule of protection, of those that it was applied to."""
        return OF_OTHERS if self.other_source else policy


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator with all its pages; the first is the one that speaks for it."""

    card: Card
    views: tuple[View, ...]

    @property
    def first(self) -> View:
        return self.views[0]

    @property
    def finding(self) -> str:
        return self.first.finding

    @property
    def lede(self) -> str:
        return self.first.lede

    @property
    def period(self) -> str:
        return self.first.period

    @property
    def chart(self) -> Chart | None:
        return self.first.chart

    @property
    def tables(self) -> tuple[ViewTable, ...]:
        return self.first.tables

    @property
    def sheet(self) -> Sheet:
        return self.first.sheet

    @property
    def reading(self) -> str:
        return self.first.reading

    @property
    def headlines(self) -> tuple[Headline, ...]:
        return self.first.headlines

    @property
    def poster(self) -> Poster | None:
        return self.first.poster

    def at(self, place: str) -> View | None:
        """The first page of a municipality, if the indicator has one."""
        return next((view for view in self.views if view.place == place), None)


def cell(value: int | None, text: str, state: CellState) -> ViewCell:
    """A cell says its state when it has no value, and is blank when the value cannot be worked out."""
    return ViewCell("" if value is None else text, state)


def said(value: int | None, text: str, state: CellState) -> str:
    """The same in words, for drawings and for who listens."""
    if state is CellState.STRUCTURAL_ZERO:
        return NO_ZERO
    return text if value is not None else SAID.get(state, "")
