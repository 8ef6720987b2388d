"""Which sums hold between the numbers of a bundle: worked out from what its tables say of themselves, and from nothing
that its proof says.

All tables of a unit and a period count the same records. Every answer has a complement among those that answer (`≠`),
what a record may have several of overlaps (`+`), places lie in the state or apart from it. A quarter is its months and
a year its quarters, with what came and without what left since: of one that is printed, as many. Women are no more than
their cases, and few where these are of few; a link is that of some person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from datavim.bundle.model import Bundle, Dimension, Row, Table
from datavim.bundle.names import (
    AGGRESSORS,
    ALONE,
    CASES,
    CONTEXT_TABLES,
    LINK,
    MONTH,
    OUTSIDE,
    PLACE,
    QUARTER,
    UNSPECIFIED,
    WOMEN,
    YEAR,
    key_of,
)

Key = tuple[str, ...]
Sum = tuple[tuple[Key, ...], tuple[Key, ...]]
Column = tuple[Dimension, set[str]]
"""A dimension with the codes that have a row in the period."""
LATE = ("tarde+", "tarde-")
"""What came to a period, and what left it, after its parts were printed."""


def rows_by_key(bundle: Bundle) -> dict[Key, list[Row]]:
    """The rows that say each number. The same margin may stand in several tables."""
    found: dict[Key, list[Row]] = {}
    for table in _counted(bundle):
        names = [dimension.name for dimension in table.dimensions]
        for row in table.rows:
            found.setdefault(key_of(table.unit, names, row.keys), []).append(row)
    return found


def _counted(bundle: Bundle) -> list[Table]:
    return [table for table in bundle.tables if table.id not in CONTEXT_TABLES]


@dataclass
class Sums:
    """Kind of every cell by key, and every sum: the keys of both sides."""

    printed: dict[Key, bool]
    kinds: dict[Key, str] = field(default_factory=dict)
    sums: set[Sum] = field(default_factory=set)

    def cell(self, key: Key, kind: str) -> Key:
        if key in self.printed:
            kind = "table"
        self.kinds[key] = kind
        return key

    def add(self, left: Sequence[Key], right: Sequence[Key]) -> None:
        self.sums.add(normal(left, right))


def normal(left: Sequence[Key], right: Sequence[Key]) -> Sum:
    """A sum, whichever side is named first."""
    one, other = tuple(sorted(left)), tuple(sorted(right))
    return (one, other) if one < other else (other, one)


def sums_of(bundle: Bundle) -> Sums:
    """Every cell and every sum that the proof of this bundle must know."""
    rows = rows_by_key(bundle)
    found = Sums({key: said[0].value is not None for key, said in rows.items()})
    for table in _counted(bundle):
        for period in dict.fromkeys(row.keys[0] for row in table.rows):
            prefix = (table.unit, f"{table.dimensions[0].name}={period}")
            here = [row.keys for row in table.rows if row.keys[0] == period]
            present = [{keys[n] for keys in here} for n in range(1, len(table.dimensions))]
            _inside(found, prefix, list(zip(table.dimensions[1:], present, strict=True)))
    for key in list(found.kinds):
        _parts(found, key)
        _women(found, key)
    for key in [key for key in found.kinds if key[0] == AGGRESSORS and len(key) == 2]:
        links = [
            k for k in found.kinds if k[:2] == (CASES, key[1]) and len(k) == 3 and k[2].startswith(f"{LINK}=")
        ]
        if known := [k for k in links if k[2] != f"{LINK}={UNSPECIFIED}"]:
            found.add((*known, found.cell((*key, "otras"), "slack")), (key,))
    return found


def _inside(found: Sums, prefix: Key, columns: Sequence[Column]) -> None:
    """The sums of one table in one period."""
    place = next((each for each in columns if each[0].name == PLACE), None)
    column = next((each for each in columns if each[0].name != PLACE), None)
    groups = [""] + ([f"={code}" for code in _codes(place)] + [f"={_whole(place)}"] if place else [])

    def key(group: str, level: str = "") -> Key:
        names = [f"{PLACE}{group}"] if group else []
        names += [f"{column[0].name}{level}"] if level and column else []
        return (*prefix, *sorted(names))

    levels = [""]
    if column:
        for group in groups:
            levels = _answers(found, column, partial(key, group))
    for level in levels:
        for group in groups:
            found.cell(key(group, level), "implied")
        if place:
            _places(found, place, partial(_swapped, key, level))


def _swapped(key: Callable[[str, str], Key], level: str, group: str) -> Key:
    return key(group, level)


def _answers(found: Sums, column: Column, key: Callable[[str], Key]) -> list[str]:
    """Of one group; the levels that add up over places."""
    dimension = column[0]
    codes = _codes(column)
    alone = [code for code in codes if code in ALONE]
    parts = [f"={code}" for code in codes if code not in ALONE]
    base = "".join(f"≠{code}" for code in alone)
    if alone:
        found.add((key(""),), (*(key(f"={code}") for code in alone), key(base)))
    more = (found.cell(key("+"), "slack"),) if dimension.several else ()
    found.add((key(base), *more), [key(part) for part in parts])
    rests = [f"≠{part[1:]}" for part in parts] if dimension.several or len(parts) != 2 else []
    for rest in rests:
        found.add((key(base),), (key(f"={rest[1:]}"), key(rest)))
    return list(dict.fromkeys(["", base, *(f"={code}" for code in codes), *rests]))


def _places(found: Sums, place: Column, key: Callable[[str], Key]) -> None:
    whole = f"={_whole(place)}"
    inside = [f"={code}" for code in _codes(place) if code not in OUTSIDE]
    outside = [f"={code}" for code in _codes(place) if code in OUTSIDE]
    for total, parts, overlap in (("", [*outside, whole], "+"), (whole, inside, f"+{whole[1:]}")):
        if not place[0].several:
            found.add((key(total),), [key(part) for part in parts])
            continue
        found.add((key(total), found.cell(key(overlap), "slack")), [key(part) for part in parts])
        for part in parts:
            found.add((key(total),), (key(part), found.cell(key(f"≠{part[1:]}"), "slack")))


def _codes(column: Column) -> list[str]:
    return [each.code for each in column[0].codes if each.code in column[1] and not each.total]


def _whole(place: Column) -> str:
    return next(each.code for each in place[0].codes if each.total)


def _shorter(key: Key) -> Iterator[tuple[Key, ...]]:
    grain, _, period = key[1].partition("=")
    months = range(1, 13) if grain == YEAR else range(3 * int(period[-1]) - 2, 3 * int(period[-1]) + 1)
    if grain == YEAR:
        yield tuple((key[0], f"{QUARTER}={period}-T{n}", *key[2:]) for n in range(1, 5))
    yield tuple((key[0], f"{MONTH}={period[:4]}-{n:02d}", *key[2:]) for n in months)


def _parts(found: Sums, key: Key) -> None:
    said = [name.partition("=") for name in key[2:]]
    if (
        key[0] == WOMEN
        or key[1].startswith(f"{MONTH}=")
        or any(name == PLACE or not sign for name, sign, _ in said)
    ):
        return
    parts = next((each for each in _shorter(key) if found.kinds.keys() >= set(each)), None)
    if parts is None:
        return
    came, went = (found.cell((*key[:2], late, *key[2:]), "implied") for late in LATE)
    found.add((key, went), (*parts, came))
    if found.printed.get(key):
        found.add((came,), (went,))


def _women(found: Sums, key: Key) -> None:
    cases = (CASES, *key[1:])
    if key[0] == WOMEN and cases in found.kinds and all(name.startswith(f"{PLACE}=") for name in key[2:]):
        found.add((key, found.cell((*key, "otra vez"), "again")), (cases,))
