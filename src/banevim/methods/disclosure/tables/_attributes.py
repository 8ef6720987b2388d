"""What a record says of a dimension, as attributes with one name each: its code, or yes or no to each of several."""

from collections.abc import Mapping
from dataclasses import dataclass

from ._dimension import TOTAL, Dimension

Names = tuple[str, ...]


@dataclass(frozen=True)
class Attributes:
    """`names` of each attribute, `sums` of names of one attribute, names that no record has together; and sets of
    attributes (`apart`) that together tell how many say each code, when nothing else crosses the dimension."""

    names: Mapping[str, Names]
    sums: Mapping[str, Names]
    impossible: tuple[Names, ...]
    apart: tuple[frozenset[str], ...]


def attributes_of(dimension: Dimension) -> Attributes:
    return _several(dimension) if dimension.several else _single(dimension)


def _single(dimension: Dimension) -> Attributes:
    name = dimension.name
    names = tuple(f"{name}={code}" for code in dimension.codes)
    sums = {
        f"{name}={total}": tuple(f"{name}={c}" for c in dimension.below(total)) for total in dimension.sums
    }
    inside = tuple(f"{name}={code}" for code in dimension.codes if code not in dimension.alone)
    if dimension.alone:
        sums[f"{name}{dimension.base}"] = inside
    for part in dimension.complemented:
        its = {f"{name}={code}" for code in dimension.below(part)}
        sums[f"{name}≠{part}"] = tuple(each for each in inside if each not in its)
    return Attributes(
        {name: names}, {n: parts for n, parts in sums.items() if parts}, (), (frozenset({name}),)
    )


def _several(dimension: Dimension) -> Attributes:
    """A part of something smaller than all (`≠` none of what comes alone, or a sum) is yes, no or nothing (`?`)."""
    name = dimension.name
    names: dict[str, Names] = {}
    impossible: list[Names] = []
    apart: list[frozenset[str]] = []
    if dimension.alone:
        names[name] = (*(f"{name}={code}" for code in dimension.alone), f"{name}{dimension.base}")
    for whole, parts in dimension.wholes.items():
        home = f"{name}{whole}" if whole[:1] == "=" else name
        for part in parts:
            yes, no, nothing = (f"{name}{sign}{part}" for sign in "=≠?")
            names[yes] = (yes, no) if whole == TOTAL else (yes, no, nothing)
            apart.append(frozenset({yes} if whole == TOTAL else {home, yes}))
            if whole != TOTAL:
                told = f"{name}{whole}"
                impossible += [
                    (told, nothing),
                    *((n, s) for n in names[home] if n != told for s in (yes, no)),
                ]
        if dimension.covering:
            impossible.append(tuple(f"{name}≠{part}" for part in parts))
    return Attributes(names, {}, tuple(impossible), tuple(apart))
