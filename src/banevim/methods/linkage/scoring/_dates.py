"""Date, year and age of birth, at the finest level that both sides know."""

from datetime import date

from .._person import Prepared
from ._result import Contribution, Level
from ._weights import Weights

_Outcome = tuple[Level, float]
_MISSING: _Outcome = (Level.MISSING, 0.0)


def birth_contribution(query: Prepared, candidate: Prepared, today: date, weights: Weights) -> Contribution:
    """Named after what was typed. A CURP stands in for the date where the other side has no CURP.

    The date inside a typed CURP is not the CURP: its agreement is only *similar*, and twins share it.
    """
    field = _typed(query)
    lend = not (query.curp and candidate.curp)
    left, right = _date(query, today, lend), _date(candidate, today, lend)
    if left is not None and right is not None:
        level, bits = _dates(left, right, weights)
        if query.person.birth_date is None:
            field, level = "curp", Level.SIMILAR if level is Level.AGREES else level
        return Contribution(field, level, bits)
    return Contribution(field, *_years(_span(query, left, today), _span(candidate, right, today), weights))


def _date(side: Prepared, today: date, lend: bool) -> date | None:
    """The date of birth, or that of the CURP unless the year or age of the same record contradicts it."""
    if side.person.birth_date is not None or not lend or side.curp_date is None:
        return side.person.birth_date
    span = _span(side, None, today)
    year = side.curp_date.year
    return side.curp_date if span is None or span[0] - 1 <= year <= span[1] + 1 else None


def _typed(query: Prepared) -> str:
    person = query.person
    if person.birth_date is None and person.birth_year is not None:
        return "birth_year"
    return "age" if person.birth_date is None and person.age is not None else "birth_date"


def _dates(a: date, b: date, weights: Weights) -> _Outcome:
    first_january = (1, 1) in ((a.month, a.day), (b.month, b.day))
    if a == b:
        return Level.AGREES, weights.date_first_january if first_january else weights.date_equal
    if a.year == b.year and (a.month, a.day) == (b.day, b.month):
        return Level.SIMILAR, weights.date_exchanged
    if first_january and a.year == b.year:
        return Level.SIMILAR, weights.year_equal
    same = (a.year == b.year) + (a.month == b.month) + (a.day == b.day)
    if same == 2 and abs(a.year - b.year) <= 10 and not first_january:
        return Level.SIMILAR, weights.date_two_parts
    return Level.DISAGREES, weights.year_off if abs(a.year - b.year) <= 2 else weights.year_far


def _span(side: Prepared, known: date | None, today: date) -> tuple[int, int] | None:
    """First and last possible year of birth."""
    person = side.person
    if known is not None:
        return known.year, known.year
    if person.birth_year is not None:
        return person.birth_year, person.birth_year
    if person.age is not None:
        return today.year - person.age - 1, today.year - person.age
    return None


def _years(a: tuple[int, int] | None, b: tuple[int, int] | None, weights: Weights) -> _Outcome:
    if a is None or b is None:
        return _MISSING
    gap = max(a[0] - b[1], b[0] - a[1], 0)
    if gap == 0:
        return Level.AGREES, weights.year_equal if a == b else weights.year_near * 2
    if gap == 1:
        return Level.SIMILAR, weights.year_near
    return Level.DISAGREES, weights.year_off if gap <= 3 else weights.year_far
