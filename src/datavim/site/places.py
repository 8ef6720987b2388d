"""The map with its sorted bars, as the home page and the page of municipalities show it."""

from __future__ import annotations

from dataclasses import dataclass

from datavim.bundle import PRACTICE_NOTE, WOMEN_BY_MUNICIPALITY, WOMEN_POPULATION
from datavim.charts.geography import Geography, draw_map, shade
from datavim.charts.small import table_bar
from datavim.figures.places import Place, Year, classes
from datavim.present.by_place import UNIT, finding_of, known_years, rows_of, small_numbers, with_rate
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


def places_block(edition: Edition, area: Geography | None, name: str) -> PlacesBlock | None:
    cards = [card for card in edition.bundle.cards if WOMEN_BY_MUNICIPALITY in card.tables]
    if not cards or WOMEN_POPULATION not in cards[0].tables:
        return None
    if not edition.bundle.table(WOMEN_BY_MUNICIPALITY).rows:
        return None
    year = known_years(edition.bundle)[-1]
    limits = classes([place.rate for place in year.places if place.rate is not None])
    title = f"{sentence_start(UNIT)}, {year.code}"
    few = small_numbers(year)
    note = PRACTICE_NOTE if edition.cut.practice else ""
    return PlacesBlock(
        finding=finding_of(year, edition.cut.state_name),
        unit=UNIT,
        year=year.code,
        map=draw_map(area, year.places, limits, name, title, note) if area is not None else "",
        credit=area.credit if area is not None else "",
        legend=_legend(year, limits),
        rows=_rows(year),
        small=listed(few),
        slug=cards[0].slug,
        sources=edition.cut.population_sources,
    )


def _rows(year: Year) -> tuple[BarRow, ...]:
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


def _legend(year: Year, limits: tuple[int, ...]) -> tuple[tuple[str, str], ...]:
    """Pairs of class and words, only for what the map shows."""
    entries: list[tuple[str, str]] = []
    if with_rate(year) and not limits:
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
    if any(place.rate is None for place in year.places):
        entries.append(("fr", "Protegido"))
    return tuple(entries)
