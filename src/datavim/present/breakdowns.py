"""The pages of an indicator: its breakdowns, the places and periods of each, and the links between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from datavim.bundle import WOMEN_POPULATION, Bundle, Card
from datavim.figures.cube import PLACE, STATE, Cube
from datavim.present.model import Filter, Option
from datavim.words import period_short, sentence_start

WHOLE_STATE, CHOOSE, WHERE, WHEN = "Todo el estado", "Ver", "Municipio", "Periodo"
SERIES = {"mes": "Mes por mes", "trimestre": "Por trimestre", "anio": "Por año"}
ALWAYS = ""
"""The period of a series: it shows all of them."""


@dataclass(frozen=True)
class Breakdown:
    """The tables that count by the same column. Without a column: a series, or the municipalities side by side."""

    key: str
    label: str
    cubes: tuple[Cube, ...]

    @property
    def is_series(self) -> bool:
        return self.key in SERIES

    def places(self) -> tuple[str, ...]:
        found = dict.fromkeys(item.code for cube in self.cubes for item in cube.places)
        return (STATE, *(() if self.is_series else found))

    def periods(self, place: str) -> tuple[str, ...]:
        """Of each table, oldest first; quarters and years stay apart."""
        if self.is_series:
            return (ALWAYS,)
        found = (period for cube in self.cubes if cube.has(place) for period in cube.periods(place))
        return tuple(dict.fromkeys(found))

    def default(self, place: str) -> str:
        """The last period of the first table that has the place."""
        if self.is_series:
            return ALWAYS
        return next(cube.periods(place)[-1] for cube in self.cubes if cube.has(place) and cube.periods(place))

    def cube(self, place: str, period: str) -> Cube:
        return next(
            cube for cube in self.cubes if cube.has(place) and (not period or period in cube.periods(place))
        )

    def name(self, place: str, period: str) -> str:
        """A period as the filter bar calls it."""
        return sentence_start(
            period_short(period) if "-" in period else self.cube(place, period).year(period)
        )


@dataclass(frozen=True)
class Address:
    breakdown: Breakdown
    place: str
    period: str


def breakdowns(bundle: Bundle, card: Card) -> tuple[Breakdown, ...]:
    """Those with something in them, in the order in which the card names their tables."""
    known = [Cube.of(bundle.table(name)) for name in card.tables if name != WOMEN_POPULATION]
    groups: dict[str, list[Cube]] = {}
    for cube in known:
        if cube is not None and cube.rows:
            groups.setdefault(_key(cube), []).append(cube)
    return tuple(Breakdown(key, _label(key, cubes[0]), tuple(cubes)) for key, cubes in groups.items())


def _key(cube: Cube) -> str:
    if cube.column is not None:
        return cube.column.name.replace("_", "-")
    return PLACE if cube.place is not None else cube.grain


def _label(key: str, cube: Cube) -> str:
    if cube.column is not None:
        return cube.column.label
    return SERIES.get(key, "Por municipio")


def addresses(found: Sequence[Breakdown]) -> Iterator[Address]:
    """Every page once; the first of the first breakdown is the one without a path."""
    for breakdown in found:
        for place in breakdown.places():
            for period in sorted(breakdown.periods(place), key=lambda code: code != breakdown.default(place)):
                yield Address(breakdown, place, period)


def path_of(found: Sequence[Breakdown], where: Address) -> str:
    """What is the usual is left out: «por/edad/municipio/03001/periodo/2025/»."""
    usual = next(each for each in found if where.place in each.places())
    parts = [] if where.breakdown is usual else [f"por/{where.breakdown.key}/"]
    if where.place:
        parts.append(f"municipio/{where.place}/")
    if where.period != where.breakdown.default(where.place):
        parts.append(f"periodo/{where.period}/")
    return "".join(parts)


def filters(found: Sequence[Breakdown], where: Address) -> tuple[Filter, ...]:
    """The filter bar: each choice keeps of the others what the page it leads to has."""
    breakdown, place = where.breakdown, where.place

    def to(label: str, other: Breakdown, to_place: str, to_period: str) -> Option:
        at = to_place if to_place in other.places() else STATE
        then = to_period if to_period in other.periods(at) else other.default(at)
        target = Address(other, at, then)
        return Option(label, path_of(found, target), target == where)

    names = {item.code: item.label for cube in breakdown.cubes for item in cube.places}
    made = (
        Filter(CHOOSE, tuple(to(each.label, each, place, where.period) for each in found)),
        Filter(
            WHERE,
            tuple(to(names.get(p, WHOLE_STATE), breakdown, p, where.period) for p in breakdown.places()),
        ),
        Filter(WHEN, tuple(to(breakdown.name(place, p), breakdown, place, p) for p in _newest(where))),
    )
    return tuple(item for item in made if len(item.options) > 1)


def _newest(where: Address) -> list[str]:
    return [] if where.breakdown.is_series else sorted(where.breakdown.periods(where.place), reverse=True)
