"""Cuts in a row: months by registration published once, late registrations and corrections as lines of their own.

Each month: line of register (in time, late) by municipality, municipality by type, modality. Each quarter: sums of its
months, and municipality by age. Each year: the consolidated tables, from which corrected cases are gone, with the
corrections by municipality as a line.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from banevim.methods.disclosure import Cell, Dimension, Key, Relation, System, join, tabulate

from .instances import Rows, codes, dimension, draw, skewed

LATE, CORRECTED = 0.20, 0.03
WIDTHS = {"mun": 5, "type": 6, "mod": 8, "age": 10, "rel": 10}


@dataclass(frozen=True)
class Series:
    """Every case with the cut that registers it, and whether it is corrected away before the year ends."""

    rows: Rows
    cut: np.ndarray
    gone: np.ndarray


def make(cuts: int = 24, cases: int = 20_000, seed: int = 1) -> Series:
    random = np.random.default_rng(seed)
    shares = {"type": 1.2, "mod": 1.6, "age": 1.0, "rel": 1.3}
    rows = draw(random, cases, {name: skewed(WIDTHS[name], power) for name, power in shares.items()})
    late = random.random(cases) < LATE
    for row, is_late in zip(rows, late, strict=True):
        row["line"] = "late" if is_late else "time"
    return Series(rows, random.integers(0, cuts, cases), random.random(cases) < CORRECTED)


def cut(series: Series, number: int) -> System:
    """The cells that this cut publishes for the first time."""
    parts = [_month(series, number)]
    if number % 3 == 2:
        parts.append(_sums(series, number))
        parts.append(_quarter(series, number))
    if number % 12 == 11:
        parts += _year(series, number // 12)
    return join(parts)


def between(number: int) -> list[Relation]:
    """What ties this cut to those before it. Its keys are cells of cuts up to this one."""
    found: list[Relation] = []
    if number % 3 == 2:
        months = [f"month={m}" for m in range(number - 2, number + 1)]
        for names in _margins():
            found.append(
                Relation(
                    _key(f"quarter={number // 3}", names), tuple(k for m in months for k in _key(m, names))
                )
            )
        for place in _levels("mun"):
            found.append(Relation(_key(f"quarter={number // 3}", place), _key(f"ages={number // 3}", place)))
    if number % 12 == 11:
        year = number // 12
        for names in [*_levels("mun"), *_levels("type")[1:], *_levels("mod")[1:]]:
            quarters = tuple(k for q in range(4 * year, 4 * year + 4) for k in _key(f"quarter={q}", names))
            here = (*_key(f"year={year}", names), *_key(f"corrected={year}", names))
            found.append(Relation(here, quarters))
    return found


def alike(past: System, number: int) -> list[Key]:
    """What this month would withhold if it did as the month before."""
    before = f"month={number - 1}"
    return [(f"month={number}", *c.key[1:]) for c in past.cells if c.key[0] == before and c.decided is False]


def _key(when: str, names: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    return ((when, *sorted(names)),)


def _levels(name: str) -> list[tuple[str, ...]]:
    return [(), *((f"{name}={code}",) for code in codes(name, WIDTHS[name]))]


def _margins() -> list[tuple[str, ...]]:
    """What months and quarters both print."""
    crossed = [(*place, *kind) for place in _levels("mun") for kind in _levels("type")]
    return [*crossed, *_levels("mod")[1:]]


def _chosen(series: Series, which: np.ndarray) -> Rows:
    return [series.rows[i] for i in np.flatnonzero(which)]


def _dimensions(*names: str) -> list[Dimension]:
    return [dimension(name, WIDTHS[name]) for name in names]


def _month(series: Series, number: int) -> System:
    lines = Dimension("line", ("time", "late"))
    tables = [("line", "mun"), ("mun", "type"), ("mod",)]
    rows = _chosen(series, series.cut == number)
    return tabulate([lines, *_dimensions("mun", "type", "mod")], tables, rows, prefix=(f"month={number}",))


def _sums(series: Series, number: int) -> System:
    rows = _chosen(series, (series.cut > number - 3) & (series.cut <= number))
    tables = [("mun", "type"), ("mod",)]
    return tabulate(_dimensions("mun", "type", "mod"), tables, rows, prefix=(f"quarter={number // 3}",))


def _quarter(series: Series, number: int) -> System:
    rows = _chosen(series, (series.cut > number - 3) & (series.cut <= number))
    return tabulate(_dimensions("mun", "age"), [("mun", "age")], rows, prefix=(f"ages={number // 3}",))


def _year(series: Series, year: int) -> list[System]:
    here = series.cut // 12 == year
    tables = [("type", "mod", "age"), ("mun", "rel")]
    dimensions = _dimensions(*WIDTHS)
    kept = tabulate(dimensions, tables, _chosen(series, here & ~series.gone), prefix=(f"year={year}",))
    gone = _chosen(series, here & series.gone)
    line = tabulate(dimensions, [("mun",)], gone, prefix=(f"corrected={year}",))
    told = {name: tabulate(dimensions, [(name,)], gone) for name in ("type", "mod")}
    cells = [
        Cell((f"corrected={year}", *c.key), c.value, c.women, "implied")
        for s in told.values()
        for c in s.cells
        if c.key
    ]
    return [kept, line, System(tuple(cells), ())]
