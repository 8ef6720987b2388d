"""What is known of a person when records are compared, and the same prepared for comparing."""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from . import curp as curps
from ._names import has_husband_mark, is_untold, name_slots, other_name
from ._phonetic import phonetic, skeleton_of_sound

MOST_GIVEN, MOST_SURNAME, MOST_BAG = 4, 3, 6
_BARS = 13
PREPARATION = "5"
"""Changes whenever the normaliser or this shape does: what was packed under another is prepared again."""


@dataclass(frozen=True, slots=True)
class Person:
    """Empty text or None means unknown. `age` counts on the day of the comparison; `sex` is M, H or X.

    `known_as` is another name she goes by; `municipality` the five digits of INEGI.
    """

    given_names: str = ""
    first_surname: str = ""
    second_surname: str = ""
    birth_date: date | None = None
    birth_year: int | None = None
    age: int | None = None
    curp: str = ""
    phone: str = ""
    sex: str = ""
    municipality: str = ""
    known_as: str = ""


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    sound: str
    skeleton: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """A person ready to compare. A slot is one word of a name with the names it may also stand for (`CELIA/MARCELA`).

    Dates are numbers YYYYMMDD and 0 is unknown; `born` is the date given, `curp_born` the one inside the CURP.
    """

    given: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    second: tuple[str, ...] = ()
    born: int = 0
    curp_born: int = 0
    year: int = 0
    age: int = -1
    curp: str = ""
    phone: str = ""
    sex: str = ""
    municipality: str = ""
    husband: bool = False
    called: tuple[str, ...] = ()

    def readings(self) -> tuple["Prepared", ...]:
        """By her name, and by the name she is known as."""
        if not self.called or self.called == self.given:
            return (self,)
        return (self, replace(self, given=self.called)) if self.given else (replace(self, given=self.called),)


def prepare(person: Person) -> Prepared:
    """Undo what capture does to names, and clean the identifiers."""
    curp, curp_date = _clean_curp(person.curp)
    born = person.birth_date
    given, other = other_name(person.given_names)
    return Prepared(
        given=_words(given)[:MOST_GIVEN],
        first=_words(person.first_surname, surname=True)[:MOST_SURNAME],
        second=_words(person.second_surname, surname=True)[:MOST_SURNAME],
        born=_number(born),
        curp_born=_number(curp_date),
        year=born.year if born else person.birth_year or 0,
        age=-1 if person.age is None else person.age,
        curp=curp,
        phone=re.sub(r"\D", "", person.phone)[-10:],
        sex=person.sex if person.sex in ("M", "H", "X") else "",
        municipality=person.municipality if person.municipality.isdigit() else "",
        husband=has_husband_mark(f"{person.first_surname} {person.second_surname}"),
        called=_words(person.known_as or other)[:MOST_GIVEN],
    )


def pack(known: Prepared) -> str:
    """One line of text, in which persons are compared. It says the preparation under which it was made."""
    names = (" ".join(part) for part in (known.given, known.first, known.second, known.called))
    numbers = (str(n) for n in (known.born, known.curp_born, known.year, known.age, int(known.husband)))
    return "|".join([PREPARATION, *names, *numbers, known.curp, known.phone, known.sex, known.municipality])


def is_current(line: str) -> bool:
    """Whether a packed person was made under today's preparation."""
    return line.startswith(f"{PREPARATION}|") and line.count("|") == _BARS


def is_called(line: str) -> bool:
    """Whether a packed person goes by another name."""
    return bool(line.split("|", 5)[4])


@lru_cache(maxsize=1 << 17)
def make_token(word: str) -> Token:
    """The sound of one word. Remembered by word alone: a list of names in use, not of who bears them."""
    sound = phonetic(word)
    return Token(word, sound, skeleton_of_sound(sound))


def _words(text: str, *, surname: bool = False) -> tuple[str, ...]:
    return () if is_untold(text) else tuple(dict.fromkeys(name_slots(text, surname=surname)))


def _number(day: date | None) -> int:
    return 0 if day is None else day.year * 10000 + day.month * 100 + day.day


def _clean_curp(text: str) -> tuple[str, date | None]:
    """A generic CURP identifies nobody and counts as unknown; a damaged one is kept as text."""
    curp = curps.mended(re.sub(r"[^A-Z0-9Ñ]", "", curps.compact(text))[:20])
    if not curp or curps.is_generic(curp):
        return "", None
    try:
        return curp, curps.birth_date(curp)
    except curps.InvalidCurp:
        return curp, None
