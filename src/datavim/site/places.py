"""The map with its sorted bars, as the home page and the pages of municipalities show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from datavim.bundle import PRACTICE_NOTE, WOMEN_BY_MUNICIPALITY, WOMEN_POPULATION, CellState
from datavim.charts.geography import Geography, draw_map, shade
from datavim.charts.small import table_bar
from datavim.figures.cube import Cube
from datavim.figures.places import Comparison, Place, classes, comparison, women_of
from datavim.present import Indicator, View
from datavim.present.model import ViewCell
from datavim.present.places import UNIT, rows_of, small_numbers
from datavim.site.edition import Edition
from datavim.words import listed, sentence_start


@dataclass(frozen=True, slots=True)
class BarRow:
    code: str
    label: str
    bar: str
    place: Place
    reference: bool


@dataclass(frozen=True, slots=True)
class PlacesBlock:
    finding: str
    unit: str
    year: str
    map: str
    credit: str
    legend: tuple[tuple[str, str], ...]
    rows: tuple[BarRow, ...]
    small: str
    slug: str
    sources: tuple[str, ...]

    def women(self, code: str) -> int | None:
        """How many women live in a municipality."""
        return next((row.place.women for row in self.rows if row.code == code), None)


@dataclass(frozen=True, slots=True)
class Mix:
    """The parts of one column in a municipality, as a table that is its own drawing."""

    view: View
    title: str
    rows: tuple[tuple[str, str, ViewCell], ...]


def mix_of(indicators: Iterable[Indicator], place: str) -> Mix | None:
    """The first indicator with parts in a municipality: label, bar and number of each."""
    views = (view for item in indicators for view in item.views[1:] if view.place == place and view.parts)
    view = next(views, None)
    if view is None:
        return None
    made = view.tables[0]
    rows = [(row.label, row.cells[0]) for row in made.rows if not row.reference]
    values = [int(cell.text.replace(",", "") or 0) for _, cell in rows]
    drawn = [
        (label, table_bar(value, max(values)) if cell.text else "", cell)
        for (label, cell), value in zip(rows, values, strict=True)
    ]
    return Mix(
        view, f"{made.head[0]} en {view.place_name}, {made.head[1].lower()}, {view.period}", tuple(drawn)
    )


def _rated(edition: Edition) -> tuple[Indicator, Comparison] | None:
    """The indicator with a rate by municipality, and its last year."""
    item = next((each for each in edition.indicators if WOMEN_BY_MUNICIPALITY in each.card.tables), None)
    if item is None or WOMEN_POPULATION not in item.card.tables:
        return None
    cube = Cube.of(edition.bundle.table(WOMEN_BY_MUNICIPALITY))
    if cube is None or not cube.rows:
        return None
    women = women_of(edition.bundle.table(WOMEN_POPULATION))
    return item, comparison(cube, cube.periods()[-1], women)


def places_block(edition: Edition, area: Geography | None, name: str) -> PlacesBlock | None:
    found = _rated(edition)
    if found is None:
        return None
    item, year = found
    limits = classes([place.rate for place in year.places if place.rate is not None])
    title = f"{sentence_start(UNIT)}, {year.period}"
    note = PRACTICE_NOTE if edition.cut.practice else ""
    return PlacesBlock(
        finding=item.finding,
        unit=UNIT,
        year=year.period,
        map=draw_map(area, year.places, limits, name, title, note) if area is not None else "",
        credit=area.credit if area is not None else "",
        legend=_legend(year, limits),
        rows=_rows(year),
        small=listed(small_numbers(year)),
        slug=item.card.slug,
        sources=edition.cut.population_sources,
    )


def _rows(year: Comparison) -> tuple[BarRow, ...]:
    rows = rows_of(year)
    largest = max((place.rate or 0 for place in rows), default=0)
    return tuple(
        BarRow(
            place.code,
            place.label,
            "" if place.rate is None else table_bar(place.rate, largest),
            place,
            place is year.whole,
        )
        for place in rows
    )


def _legend(year: Comparison, limits: tuple[int, ...]) -> tuple[tuple[str, str], ...]:
    """Pairs of class and words, only for what the map shows."""
    entries: list[tuple[str, str]] = []
    if year.shown and not limits:
        entries.append(("f2", "Con dato publicado"))
    for place, limit in enumerate((*limits, None)):
        if not limits:
            break
        low = limits[place - 1] if place else None
        kind = f"f{shade(low if low is not None else 0, limits)}"
        if low is None and limit is not None:
            entries.append((kind, f"Hasta {limit - 1:,}"))
        elif limit is None:
            entries.append((kind, f"{low:,} o más"))
        else:
            entries.append((kind, f"{low:,} a {limit - 1:,}"))
    blank = [place.state for place in year.places if place.rate is None]
    if any(state is not CellState.NOT_CAPTURED for state in blank):
        entries.append(("fr", "Protegido"))
    if CellState.NOT_CAPTURED in blank:
        entries.append(("f0", "Sin captura"))
    return tuple(entries)
