"""The municipalities of one period side by side: what each counts and, where a population is known, its rate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from datavim.bundle import CellState, Table
from datavim.figures.cube import APART, STATE, Cube
from datavim.figures.ratios import rate


@dataclass(frozen=True, slots=True)
class Place:
    code: str
    label: str
    count: int | None
    women: int | None
    rate: int | None
    state: CellState


@dataclass(frozen=True, slots=True)
class Comparison:
    """`places`: by their published rate and then by key; without rates, as the catalogue orders them."""

    period: str
    rated: bool
    places: tuple[Place, ...]
    outside: tuple[Place, ...]  # counted apart: no municipality given, another state; never a rate
    whole: Place | None  # the state

    def value(self, place: Place) -> int | None:
        """What is drawn."""
        return place.rate if self.rated else place.count

    @property
    def shown(self) -> tuple[Place, ...]:
        return tuple(place for place in self.places if self.value(place) is not None)


def women_of(population: Table | None) -> dict[str, int | None]:
    return {row.keys[-1]: row.value for row in population.rows} if population else {}


def comparison(cube: Cube, period: str, women: Mapping[str, int | None]) -> Comparison:
    places: list[Place] = []
    outside: list[Place] = []
    whole = None
    for code in cube.place.codes if cube.place else ():
        cell = cube.cell(period, STATE, code)
        if cell is None:
            continue
        people = women.get(code.code)
        place = Place(code.code, code.label, cell.value, people, rate(cell.value, people), cell.state)
        if code.total:
            whole = place
        elif code.code in APART or (women and people is None):
            outside.append(place)
        else:
            places.append(place)
    found = tuple(sorted(places, key=_order)) if women else tuple(places)
    return Comparison(period, bool(women), found, tuple(outside), whole)


def _order(place: Place) -> tuple[int, int, str]:
    return (1, 0, place.code) if place.rate is None else (0, -place.rate, place.code)


def classes(rates: list[int], most: int = 4) -> tuple[int, ...]:
    """Round upper limits of the map classes, worked out from the published rates alone."""
    if len(set(rates)) < 2:
        return ()
    low, high = min(rates), max(rates)
    step = next(size for size in _steps() if (high // size) - (low // size) < most)
    return tuple(range((low // step + 1) * step, high + 1, step))


def _steps() -> list[int]:
    return [digit * 10**power for power in range(7) for digit in (1, 2, 5)]


def class_of(value: int, limits: tuple[int, ...]) -> int:
    return sum(value >= limit for limit in limits)
