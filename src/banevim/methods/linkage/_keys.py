"""Match-keys: combinations selective enough to find a record by equality alone.

A key is readable text such as `p2y|GRS|LPS|1992`; the vault turns it into a keyed digest before it
is stored. No key is made of one low-entropy field alone: a token, a date or a telephone never stands
by itself.
"""

from datetime import date
from itertools import combinations

from . import curp as curps
from ._person import Person, Prepared, Token, prepare

# So many women bear them that a pair with them finds a crowd.
_COMMONPLACE = frozenset(["MARIA", "JOSE", "JESUS"])
_MOST_GIVEN, _MOST_SURNAMES = 3, 3


def match_keys(person: Person) -> tuple[str, ...]:
    """Keys to store with a record."""
    known = prepare(person)
    return tuple(sorted(_keys(known, _years(known), _dates(known))))


def query_keys(person: Person, *, today: date | None = None) -> tuple[str, ...]:
    """Keys to look for: the stored ones, and those of a year, a month or a day taken wrongly.

    `today` is needed to turn an age into years of birth.
    """
    known = prepare(person)
    return tuple(sorted(_keys(known, _nearby_years(known, today), _nearby_dates(known))))


def _keys(known: Prepared, years: set[int], dates: set[date]) -> set[str]:
    pairs, triples, singles = _combinations(known)
    keys = {f"p2|{a}|{b}" for a, b in pairs}
    keys |= {f"p2y|{a}|{b}|{year}" for a, b in _pairs(known, commonplace=True) for year in years}
    keys |= {f"p3|{a}|{b}|{c}" for a, b, c in triples}
    keys |= {f"d1|{day:%Y%m%d}|{token}" for day in dates for token in singles}
    keys |= {f"m1|{day:%m%d}|{token}" for day in dates for token in singles if (day.month, day.day) != (1, 1)}
    if len(known.phone) >= 7:
        keys |= {f"t1|{known.phone[-7:]}|{token}" for token in singles}
    return keys | _curp_keys(known, dates)


def _combinations(known: Prepared) -> tuple[set[tuple[str, str]], set[tuple[str, str, str]], set[str]]:
    given, surnames = _skeletons(known, commonplace=True)
    together = {tuple(sorted(three)) for three in combinations(sorted({*given, *surnames}), 3)}
    mixed = {(a, b, c) for a, b, c in together if not surnames or {a, b, c} & set(surnames)}
    plain_given, plain_surnames = _skeletons(known, commonplace=False)
    return _pairs(known, commonplace=False), mixed, {*plain_given, *plain_surnames}


def _pairs(known: Prepared, *, commonplace: bool) -> set[tuple[str, str]]:
    """Given with surname and surname with surname; any two where one field may hold the whole name."""
    given, surnames = _skeletons(known, commonplace=commonplace)
    couples = [(a, b) for a in given for b in surnames] + list(combinations(surnames, 2))
    if not surnames or len(given) > 2:
        couples += combinations(given, 2)
    return {(min(a, b), max(a, b)) for a, b in couples}


def _skeletons(known: Prepared, *, commonplace: bool) -> tuple[list[str], list[str]]:
    given = known.given[:_MOST_GIVEN] + known.readings
    surnames = (known.first + known.second)[:_MOST_SURNAMES]
    return _distinct(given, commonplace), _distinct(surnames, commonplace=True)


def _distinct(tokens: tuple[Token, ...], commonplace: bool) -> list[str]:
    telling = [token for token in tokens if commonplace or token.text not in _COMMONPLACE]
    return list(dict.fromkeys(token.skeleton for token in telling or tokens if token.skeleton))


def _curp_keys(known: Prepared, dates: set[date]) -> set[str]:
    """Also the first ten characters that follow from names and date when no CURP is known."""
    person = known.person
    keys = {f"c|{known.curp}", f"c10|{known.curp[:10]}"} if len(known.curp) == 18 else set()
    if person.given_names.strip() and person.first_surname.strip():
        names = (person.given_names, person.first_surname, person.second_surname)
        keys |= {f"c10|{curps.root(*names, day, 'X', 'NE')[:10]}" for day in dates}
    return keys


def _dates(known: Prepared) -> set[date]:
    """The date of birth; that of the CURP where none was captured."""
    day = known.person.birth_date or known.curp_date
    return set() if day is None else {day}


def _nearby_dates(known: Prepared) -> set[date]:
    """The dates as given and with day and month exchanged."""
    days = _dates(known)
    return days | {day.replace(month=day.day, day=day.month) for day in days if day.day <= 12}


def _years(known: Prepared) -> set[int]:
    years = {day.year for day in _dates(known)}
    return years or ({known.person.birth_year} if known.person.birth_year is not None else set())


def _nearby_years(known: Prepared, today: date | None) -> set[int]:
    years = _years(known)
    if years:
        return {year + step for year in years for step in (-1, 0, 1)}
    if known.person.age is None or today is None:
        return set()
    return {today.year - known.person.age + step for step in (-2, -1, 0, 1)}
