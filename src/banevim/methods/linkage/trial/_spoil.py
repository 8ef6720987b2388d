"""What is known of a woman as somebody else might write it: parts left out, and slips of ear, hand and paper."""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from .._person import Person

Slip = Callable[[Person, random.Random], Person]
CARRIED = {"second_surname": 0.9, "birth_date": 0.8, "curp": 0.3, "phone": 0.45, "municipality": 0.7}
"""How often a capture carries each datum that is known."""
HOW_MANY = (0.35, 0.35, 0.2, 0.1)
"""How often a capture has no slip, one, two, three."""

_EAR = (
    *(("V", "B"), ("B", "V"), ("Z", "S"), ("S", "Z"), ("CE", "SE"), ("CI", "SI"), ("LL", "Y"), ("Y", "LL")),
    *(("H", ""), ("GE", "JE"), ("GI", "JI"), ("X", "J"), ("QU", "K"), ("C", "K"), ("MB", "NB"), ("I", "Y")),
)
_NAMES = ("given_names", "first_surname", "second_surname")
_HUSBANDS = ("PEREZ", "RAMIREZ", "FLORES", "CASTRO", "ORTIZ", "MEDINA", "AGUILAR", "SALAZAR")


def spoil(person: Person, chance: random.Random, today: date) -> Person:
    """The same woman as another capture may hold her. The same `chance` in the same state gives the same."""
    told = _carried(person, chance)
    many = chance.choices(range(len(HOW_MANY)), HOW_MANY)[0]
    for slip in chance.choices(list(SLIPS.values()), k=many):
        told = slip(told, chance)
    if told.birth_date and chance.random() < 0.1:
        years = today.year - told.birth_date.year
        told = replace(told, birth_date=None, birth_year=None, age=max(0, years - chance.randrange(2)))
    return told


def _carried(person: Person, chance: random.Random) -> Person:
    left = [name for name, share in CARRIED.items() if chance.random() > share]
    empty: dict[str, Any] = {name: None if name == "birth_date" else "" for name in left}
    if "birth_date" in empty:
        empty["birth_year"] = None
    return replace(person, **empty, sex="", known_as="")


def _in_a_name(change: Callable[[str, random.Random], str]) -> Slip:
    """A change in one of her names."""

    def slip(person: Person, chance: random.Random) -> Person:
        name = chance.choice(_NAMES)
        changed: dict[str, Any] = {name: change(getattr(person, name), chance)}
        return replace(person, **changed)

    return slip


def _heard(text: str, chance: random.Random) -> str:
    fits = [(heard.start(), old, new) for old, new in _EAR for heard in re.finditer(old, text.upper())]
    if not fits:
        return text
    start, old, new = chance.choice(fits)
    return text[:start] + new + text[start + len(old) :]


def _at_a_letter(change: Callable[[str, int, random.Random], str]) -> Callable[[str, random.Random], str]:
    def act(text: str, chance: random.Random) -> str:
        return change(text, chance.randrange(1, len(text)), chance) if len(text) > 2 else text

    return act


def _dropped(text: str, n: int, chance: random.Random) -> str:
    return text[:n] + text[n + 1 :]


def _exchanged(text: str, n: int, chance: random.Random) -> str:
    return text[: n - 1] + text[n] + text[n - 1] + text[n + 1 :]


def _doubled(text: str, n: int, chance: random.Random) -> str:
    return text[:n] + text[n:][:1] + text[n:]


def _mistyped(text: str, n: int, chance: random.Random) -> str:
    return text[:n] + chance.choice("AEIOUNRSLDTC") + text[n + 1 :]


def _one_given(person: Person, chance: random.Random) -> Person:
    words = person.given_names.split()
    return replace(person, given_names=chance.choice(words)) if len(words) > 1 else person


def _exchanged_surnames(person: Person, chance: random.Random) -> Person:
    if not person.second_surname:
        return person
    return replace(person, first_surname=person.second_surname, second_surname=person.first_surname)


def _married(person: Person, chance: random.Random) -> Person:
    return replace(person, second_surname=f"DE {chance.choice(_HUSBANDS)}")


def _in_one_field(person: Person, chance: random.Random) -> Person:
    whole = " ".join(filter(None, (person.given_names, person.first_surname, person.second_surname)))
    return replace(person, given_names=whole, first_surname="", second_surname="")


def _other_day(change: Callable[[date, random.Random], Sequence[int]]) -> Slip:
    """A change in her birth date; one that makes no date is none."""

    def slip(person: Person, chance: random.Random) -> Person:
        if person.birth_date is None:
            return person
        try:
            day = date(*change(person.birth_date, chance))
        except ValueError:
            return person
        return replace(person, birth_date=day, birth_year=day.year if person.birth_year else None)

    return slip


def _other_sign(name: str, signs: str, least: int) -> Slip:
    """One character wrong in an identifier."""

    def slip(person: Person, chance: random.Random) -> Person:
        text = getattr(person, name)
        if len(text) <= least:
            return person
        n = chance.randrange(least, len(text))
        changed: dict[str, Any] = {name: text[:n] + chance.choice(signs) + text[n + 1 :]}
        return replace(person, **changed)

    return slip


def _new_phone(person: Person, chance: random.Random) -> Person:
    return replace(person, phone=f"{chance.randrange(10**9, 10**10)}") if person.phone else person


def _moved(person: Person, chance: random.Random) -> Person:
    state = person.municipality[:2]
    return replace(person, municipality=f"{state}{chance.randrange(1, 20):03d}") if state else person


SLIPS: dict[str, Slip] = {
    "heard": _in_a_name(_heard),
    "letter_dropped": _in_a_name(_at_a_letter(_dropped)),
    "letters_exchanged": _in_a_name(_at_a_letter(_exchanged)),
    "letter_doubled": _in_a_name(_at_a_letter(_doubled)),
    "letter_mistyped": _in_a_name(_at_a_letter(_mistyped)),
    "one_given_name": _one_given,
    "no_second_surname": lambda person, _: replace(person, second_surname=""),
    "surnames_exchanged": _exchanged_surnames,
    "married_name": _married,
    "all_in_one_field": _in_one_field,
    "day_and_month_exchanged": _other_day(lambda day, _: (day.year, day.day, day.month)),
    "another_day": _other_day(lambda day, chance: (day.year, day.month, chance.randrange(1, 29))),
    "another_year": _other_day(lambda day, chance: (day.year + chance.choice((-1, 1)), day.month, day.day)),
    "first_of_january": _other_day(lambda day, _: (day.year, 1, 1)),
    "curp_mistyped": _other_sign("curp", "ABCDEGHLMNRSX0123456789", 0),
    "phone_mistyped": _other_sign("phone", "0123456789", 3),
    "another_phone": _new_phone,
    "moved": _moved,
}
"""Every kind of slip, by name."""
