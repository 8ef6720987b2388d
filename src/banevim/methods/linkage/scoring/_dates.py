"""Date, year and age of birth, at the finest level that both sides know."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from ._part import AGREES, DISAGREES, MISSING, SIMILAR, Part
from ._rows import Bools, Columns, Ints
from ._weights import Weights

FIRST_DATE, FIRST_YEAR = 6, 1
"""Finest levels: the five of years, then the nine of dates."""
_FAR, _ROUND = 10, 5
_TENS = 10 ** np.arange(7, -1, -1, dtype=np.int64)[:, None]


@dataclass(frozen=True)
class _Births:
    """`born` and `lent` (the date in the CURP) as YYYYMMDD or 0; first and last possible year, 0 when unknown; whether
    they come from an age in fives, which many say for the one beside it."""

    born: Ints
    lent: Ints
    has_curp: Bools
    low: Ints
    high: Ints
    rounded: Bools


def birth_parts(query: Columns, candidates: Columns, today: date, weights: Weights) -> tuple[Part, Part]:
    """The part of the birth, named after what was typed, and the part that the date inside a typed CURP plays.

    A CURP stands in for the date where the other side has no CURP. The date inside a typed CURP is not the CURP: its
    agreement is only *similar*, and twins share it. Where one side tells two dates, its own and that of its CURP, the
    better counts; that of the CURP pays `date_of_curp`, for the other one was wrong.
    """
    a, b = _births(query, today), _births(candidates, today)
    lend = ~(a.has_curp & b.has_curp)
    left, right = (np.where(side.born > 0, side.born, np.where(lend, side.lent, 0)) for side in (a, b))
    dated = (left > 0) & (right > 0)
    by_date = _dates(left, right, weights)
    by_year = _years(_span(a, left), _span(b, right), a.rounded | b.rounded, weights)
    by_curp = dated & (a.born == 0)
    field, known = _field(query), by_year.where(~dated, by_date)
    nothing = Part.missing("curp", len(candidates))
    lent = replace(_only_similar(by_date), field="curp").where(by_curp, nothing)
    known = nothing.where(by_curp, known)
    hers = _gained(_second(a, lend), right, by_date, weights)
    theirs = _gained(left, _second(b, lend), by_date, weights)
    better = replace(theirs, bits=known.bits + theirs.bits).where(theirs.bits > 0, known)
    return replace(better, field=field), replace(hers, field="curp").where(hers.bits > 0, lent)


def _second(side: "_Births", lend: Bools) -> Ints:
    """The date of the CURP of who tells another one too; 0 elsewhere."""
    return np.where(lend & (side.born > 0) & (side.lent != side.born), side.lent, 0)


def _gained(left: Ints, right: Ints, told: Part, weights: Weights) -> Part:
    """What these dates say beyond what the dates told say; nothing where one of them is not known."""
    if not (left.any() and right.any()):
        return replace(told, bits=np.zeros(len(told.bits)))
    found = _only_similar(_dates(left, right, weights))
    gained = found.bits + weights.date_of_curp - told.bits
    return replace(found, bits=np.where((left > 0) & (right > 0), np.maximum(gained, 0.0), 0.0))


def _only_similar(part: Part) -> Part:
    return replace(part, level=np.where(part.level == AGREES, SIMILAR, part.level))


def _field(query: Columns) -> str:
    if query.born[0] or (not query.year[0] and query.age[0] < 0):
        return "birth_date"
    return "birth_year" if query.year[0] else "age"


def _births(people: Columns, today: date) -> _Births:
    aged = (people.year == 0) & (people.age >= 0)
    low = np.where(aged, today.year - people.age - 1, people.year)
    high = np.where(aged, today.year - people.age, people.year)
    lent = people.curp_born
    believed = (people.born > 0) | (low == 0) | ((lent // 10000 >= low - 1) & (lent // 10000 <= high + 1))
    has_curp = np.array([bool(curp) for curp in people.curp])
    rounded = aged & (people.age % _ROUND == 0)
    return _Births(people.born, np.where(believed, lent, 0), has_curp, low, high, rounded)


def _dates(left: Ints, right: Ints, weights: Weights) -> Part:
    """The levels from the weakest to the strongest; a stronger one replaces what it includes."""
    same_year = left // 10000 == right // 10000
    same_month, same_day = left // 100 % 100 == right // 100 % 100, left % 100 == right % 100
    years = np.abs(left // 10000 - right // 10000)
    first_january = (left % 10000 == 101) | (right % 10000 == 101)
    exchanged = same_year & (left % 100 == right // 100 % 100) & (left // 100 % 100 == right % 100)
    two = (same_year.astype(int) + same_month + same_day == 2) & (years <= _FAR) & ~first_january
    equal = left == right
    levels: list[tuple[Bools, int, float]] = [
        (years >= 0, DISAGREES, weights.year_far),
        (years <= 2, DISAGREES, weights.year_off),
        (same_year, DISAGREES, weights.same_year_other_day),
        (two, SIMILAR, weights.date_two_parts),
        (_slips(left, right, years <= _FAR) & ~first_january, SIMILAR, weights.date_slip),
        (same_year & first_january, SIMILAR, weights.year_equal),
        (exchanged, SIMILAR, weights.date_exchanged),
        (equal & first_january, AGREES, weights.date_first_january),
        (equal & ~first_january, AGREES, weights.date_equal),
    ]
    return _last(levels, len(equal), FIRST_DATE)


def _slips(left: Ints, right: Ints, near: Bools) -> Bools:
    """In the date written in eight digits, one digit wrong (`near`: in a year not far off), or two neighbours
    exchanged: 1929 for 1992."""
    a, b = ((side // _TENS) % 10 for side in (left, right))
    wrong = a != b
    count = wrong.sum(axis=0)
    exchanged = wrong[1:] & wrong[:-1] & (a[1:] == b[:-1]) & (a[:-1] == b[1:])
    return np.asarray(((count == 1) & near) | ((count == 2) & exchanged.any(axis=0)))


def _span(side: _Births, known: Ints) -> tuple[Ints, Ints]:
    year = known // 10000
    return np.where(known > 0, year, side.low), np.where(known > 0, year, side.high)


def _years(a: tuple[Ints, Ints], b: tuple[Ints, Ints], rounded: Bools, weights: Weights) -> Part:
    gap = np.maximum(np.maximum(a[0] - b[1], b[0] - a[1]), 0)
    exact = (a[0] == b[0]) & (a[1] == b[1])
    levels: list[tuple[Bools, int, float]] = [
        (gap >= 0, DISAGREES, weights.year_far),
        (gap <= 3, DISAGREES, weights.year_off),
        ((gap == 1) | (rounded & (gap == 2)), SIMILAR, weights.year_near),
        (gap == 0, AGREES, weights.year_within),
        ((gap == 0) & exact, AGREES, weights.year_equal),
        ((a[0] == 0) | (b[0] == 0), MISSING, 0.0),
    ]
    return _last(levels, len(gap), FIRST_YEAR)


def _last(levels: Sequence[tuple[Bools, int, float]], many: int, first: int) -> Part:
    """The last of the levels that holds; their finest levels are counted from `first`."""
    bits, level, fine = np.zeros(many), np.zeros(many, dtype=np.int64), np.zeros(many, dtype=np.int64)
    for n, (holds, code, worth) in enumerate(levels):
        bits[holds], level[holds], fine[holds] = worth, code, first + n if code else MISSING
    return Part("birth_date", bits, level, fine)
