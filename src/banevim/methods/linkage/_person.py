"""What is known of a person when records are compared, and the same prepared for comparing."""

import re
from dataclasses import dataclass, field
from datetime import date

from . import curp as curps
from ._names import has_husband_mark, name_tokens, other_readings
from ._phonetic import phonetic, skeleton_of_sound

_MOST_TOKENS = 4


@dataclass(frozen=True)
class Person:
    """Empty text or None means unknown. `age` counts on the day of the comparison; `sex` is M, H or X."""

    given_names: str = ""
    first_surname: str = ""
    second_surname: str = ""
    birth_date: date | None = None
    birth_year: int | None = None
    age: int | None = None
    curp: str = ""
    phone: str = ""
    sex: str = ""


@dataclass(frozen=True)
class Token:
    text: str
    sound: str
    skeleton: str


@dataclass(frozen=True)
class Prepared:
    """A person with names cut into tokens and identifiers cleaned: made once, compared many times."""

    person: Person
    given: tuple[Token, ...]
    first: tuple[Token, ...]
    second: tuple[Token, ...]
    readings: tuple[Token, ...]
    curp: str
    curp_date: date | None
    phone: str
    husband: bool = field(default=False)


def prepare(person: Person) -> Prepared:
    curp, curp_date = _clean_curp(person.curp)
    surnames = f"{person.first_surname} {person.second_surname}"
    return Prepared(
        person=person,
        given=tokens_of(person.given_names),
        first=tokens_of(person.first_surname),
        second=tokens_of(person.second_surname),
        readings=tuple(make_token(name) for name in other_readings(person.given_names)),
        curp=curp,
        curp_date=curp_date,
        phone=re.sub(r"\D", "", person.phone)[-10:],
        husband=has_husband_mark(surnames),
    )


def tokens_of(text: str) -> tuple[Token, ...]:
    return tuple(make_token(word) for word in name_tokens(text)[:_MOST_TOKENS])


def make_token(word: str) -> Token:
    sound = phonetic(word)
    return Token(word, sound, skeleton_of_sound(sound))


def _clean_curp(text: str) -> tuple[str, date | None]:
    """A generic CURP identifies nobody and counts as unknown; a damaged one is kept as text."""
    curp = curps.compact(text)
    if not curp or curps.is_generic(curp):
        return "", None
    try:
        return curp, curps.parse(curp).birth_date
    except curps.InvalidCurp:
        return curp, None
