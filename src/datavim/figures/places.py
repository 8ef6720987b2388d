"""Women with at least one case and their rate, by municipality and closed year."""

from __future__ import annotations

from dataclasses import dataclass

from datavim.bundle import CellState, Table
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
class Year:
    code: str
    places: tuple[Place, ...]  # published by rate, then withheld by key
    outside: tuple[Place, ...]  # counted apart: no municipality given, another state; never a rate
    whole: Place | None  # the state


def years(counts: Table, population: Table) -> tuple[Year, ...]:
    """Closed years, oldest first, each place with the rate its published numbers give."""
    women = {row.keys[-1]: row.value for row in population.rows}
    codes = sorted({row.keys[0] for row in counts.rows})
    return tuple(_year(counts, code, women) for code in codes)


def _year(counts: Table, year: str, women: dict[str, int | None]) -> Year:
    cells = counts.cells()
    places: list[Place] = []
    outside: list[Place] = []
    whole = None
    for item in counts.dimension("municipio").codes:
        row = cells.get((year, item.code))
        if row is None:
            continue
        people = women.get(item.code)
        place = Place(item.code, item.label, row.value, people, rate(row.value, people), row.state)
        if item.total:
            whole = place
        elif people is None:
            outside.append(place)
        else:
            places.append(place)
    return Year(year, tuple(sorted(places, key=_order)), tuple(outside), whole)


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
