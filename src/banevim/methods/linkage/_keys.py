"""Match-keys: combinations selective enough to find a record by equality alone.

A key is readable text such as `ny|GRS|LPS|1992`; the vault turns it into a keyed digest before it is stored. No key is
made of one low-entropy field alone: a word, a date or a telephone never stands by itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain, combinations, product

from . import curp as curps
from ._person import Person, Prepared, make_token, prepare
from ._vocabulary import Vocabulary, public

# So many women bear them that a pair with them finds a crowd.
_COMMONPLACE = frozenset(["MARIA", "JOSE", "JESUS"])
_MOST_GIVEN, _MOST_SURNAMES = 3, 3
MOST_KEYS = 66
"""A record keeps no more. What goes first is what the others repeat: three words of a name, then two and her town."""
_REPEATED = {"nt": 1, "n3": 2}
_FIRST_JANUARY = "0101"
UNTOLD = "0"
"""Stands for the year of birth in the pairs of a record that tells none. Whoever is asked for with a birth is also
looked for there: her namesakes of other years would hide her."""
SURE, LIKELY, GUESSED = 1.0, 0.8, 0.6
"""How much a key that was found counts: as it was told, a year or a day beside it, a name it may have been."""

Sounds = Mapping[str, float]


@dataclass(frozen=True)
class _Names:
    """For every word of the name, its skeletons and how sure each is."""

    given: list[Sounds]
    surnames: list[Sounds]
    plain_given: list[Sounds]


def match_keys(person: Person | Prepared) -> tuple[str, ...]:
    """Keys to store with a record, at most `MOST_KEYS`."""
    known = prepare(person) if isinstance(person, Person) else person
    keys: dict[str, float] = {}
    for reading in known.readings():
        names = _names(reading, None)
        years = _certain(_years(known))
        _add(keys, _all_keys(reading, names, years, years or {UNTOLD: SURE}, _certain(_dates(known))))
    kept = sorted(keys, key=lambda key: (_REPEATED.get(key[:2], 0), key))[:MOST_KEYS]
    return tuple(sorted(kept))


def query_keys(
    person: Person | Prepared, *, today: date | None = None, vocabulary: Vocabulary | None = None
) -> Mapping[str, float]:
    """Keys to look for, and how much each counts: the stored ones, and those of a date or word taken wrongly.

    `today` is needed to turn an age into years of birth; a rare word is also looked for as the names of the vocabulary
    that look like it.
    """
    known = prepare(person) if isinstance(person, Person) else person
    keys: dict[str, float] = {}
    for reading in known.readings():
        names = _names(reading, vocabulary or public())
        years = _nearby_years(known, today)
        pair_years = {**years, UNTOLD: LIKELY} if years else years
        _add(keys, _all_keys(reading, names, years, pair_years, _nearby_dates(known)))
    return keys


Weighted = tuple[str, float]


def _all_keys(
    known: Prepared, names: _Names, years: Sounds, pair_years: Sounds, dates: Sounds
) -> Iterator[Weighted]:
    pairs = list(_pairs(names))
    plain = list(_pairs(_Names(names.plain_given, names.surnames, names.plain_given)))
    yield from ((f"n2|{a}|{b}", sure) for a, b, sure in plain)
    yield from (
        (f"ny|{a}|{b}|{year}", sure * near) for a, b, sure in pairs for year, near in pair_years.items()
    )
    yield from ((f"n3|{'|'.join(sounds)}", sure) for sounds, sure in _triples(names))
    if known.municipality:
        yield from ((f"nt|{a}|{b}|{known.municipality}", sure) for a, b, sure in _any_pairs(names))
    words = list(chain(names.plain_given[:_MOST_GIVEN], names.surnames[:_MOST_SURNAMES]))
    for day, near in dates.items():
        yield from ((f"d1|{day}|{sound[:2]}", sure * near) for word in words for sound, sure in word.items())
        if day[4:] != _FIRST_JANUARY:
            yield from (
                (f"m1|{day[4:]}|{sound}", sure * near) for word in words for sound, sure in word.items()
            )
    if len(known.phone) >= 7:
        tail = known.phone[-7:]
        yield from ((f"t1|{tail}|{sound[:1]}", sure) for word in words for sound, sure in word.items())
        yield from ((f"ty|{tail}|{year}", near) for year, near in years.items())
    yield from _curp_keys(known, dates)


def _pairs(names: _Names) -> Iterator[tuple[str, str, float]]:
    """Given with surname and surname with surname; any two where one field may hold the whole name."""
    couples = chain(product(names.given, names.surnames), combinations(names.surnames, 2))
    if not names.surnames or len(names.given) > 2:
        couples = chain(couples, combinations(names.given, 2))
    for left, right in couples:
        for (a, sure), (b, too) in product(left.items(), right.items()):
            if a != b:
                yield min(a, b), max(a, b), sure * too


def _any_pairs(names: _Names) -> Iterator[tuple[str, str, float]]:
    """Any two words of the name, whatever their fields."""
    for left, right in combinations([*names.given, *names.surnames], 2):
        for (a, sure), (b, too) in product(left.items(), right.items()):
            if a != b:
                yield min(a, b), max(a, b), sure * too


def _triples(names: _Names) -> Iterator[tuple[list[str], float]]:
    surnames = {id(word) for word in names.surnames}
    for three in combinations([*names.given, *names.surnames], 3):
        if surnames and not surnames & {id(word) for word in three}:
            continue
        for sounds in product(*(word.items() for word in three)):
            together = sorted({sound for sound, _ in sounds})
            if len(together) == 3:
                yield together, sounds[0][1] * sounds[1][1] * sounds[2][1]


def _names(known: Prepared, vocabulary: Vocabulary | None) -> _Names:
    given = [(slot, _sounds(slot, vocabulary)) for slot in known.given[:_MOST_GIVEN]]
    borne = (*known.first, *known.second)[:_MOST_SURNAMES]
    surnames = [_sounds(slot, vocabulary, surname=True) for slot in borne]
    telling = [sounds for slot, sounds in given if len(slot) > 1 and slot not in _COMMONPLACE]
    every = [sounds for _, sounds in given]
    paired = len(telling) > (0 if surnames else 1)  # with no surname, a name is paired with another
    return _Names(every, surnames, telling if paired else every)


def _sounds(slot: str, vocabulary: Vocabulary | None, *, surname: bool = False) -> Sounds:
    """Skeletons of a slot; with a vocabulary also those of the names that a rare word looks like."""
    sounds = _skeletons(slot)
    if vocabulary is None or "/" in slot:
        return sounds
    alike = {make_token(name).skeleton: GUESSED for name in vocabulary.look_alikes(slot, surname=surname)}
    return {**alike, **sounds} if alike else sounds


@lru_cache(maxsize=1 << 16)
def _skeletons(slot: str) -> Sounds:
    """By slot alone: see `make_token`."""
    found = dict.fromkeys((make_token(word).skeleton for word in slot.split("/")), SURE)
    return {sound: sure for sound, sure in found.items() if sound}


def _curp_keys(known: Prepared, dates: Sounds) -> Iterator[Weighted]:
    """The whole, and three overlapping parts, so that one slip spares at least one of them."""
    curp = known.curp
    if len(curp) == 18:
        yield f"c|{curp}", SURE
        yield f"ca|{curp[:10]}", SURE
        yield f"cb|{curp[4:16]}", SURE
        yield f"cc|{curp[:4]}{curp[10:16]}", SURE
    elif known.given and known.first:
        given, first, second = (_written(field) for field in (known.given, known.first, known.second))
        for day, near in dates.items():
            born = date(int(day[:4]), int(day[4:6]), int(day[6:]))
            yield f"ca|{curps.root(given, first, second, born, 'X', 'NE')[:10]}", near


def _written(slots: tuple[str, ...]) -> str:
    return " ".join(slot.partition("/")[0] for slot in slots)


def _add(keys: dict[str, float], found: Iterable[Weighted]) -> None:
    for key, sure in found:
        if sure > keys.get(key, 0.0):
            keys[key] = sure


def _certain(values: Iterable[str]) -> Sounds:
    return dict.fromkeys(values, SURE)


def _dates(known: Prepared) -> tuple[str, ...]:
    """The date of birth; that of the CURP where none was captured. YYYYMMDD."""
    day = known.born or known.curp_born
    return (f"{day:08d}",) if day else ()


def _nearby_dates(known: Prepared) -> Sounds:
    """The dates as given and with day and month exchanged."""
    days = _certain(_dates(known))
    exchanged = {f"{d[:4]}{d[6:]}{d[4:6]}": LIKELY for d in days if d[6:] <= "12"}
    return {**exchanged, **days}


def _years(known: Prepared) -> tuple[str, ...]:
    days = _dates(known)
    return tuple(day[:4] for day in days) or ((str(known.year),) if known.year else ())


def _nearby_years(known: Prepared, today: date | None) -> Sounds:
    """Those told, and the years beside a year that was told without its day; a day is looked for in any year (`m1`)."""
    years = _years(known)
    if years and any(day[4:] != _FIRST_JANUARY for day in _dates(known)):
        return _certain(years)
    if years:
        near = {str(int(year) + step): LIKELY for year in years for step in (-1, 1)}
        return {**near, **_certain(years)}
    if known.age < 0 or today is None:
        return {}
    born = today.year - known.age
    return {str(born - 2): LIKELY, str(born + 1): LIKELY, str(born - 1): SURE, str(born): SURE}
