"""What a section and a field of the sheet say."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

STEPS = {
    1: "Atención",
    2: "Persona",
    3: "Hechos",
    4: "Persona agresora",
    5: "Riesgo",
    6: "Servicios",
    7: "Revisar",
}
"""Steps of a capture in the order of the paper (knowledge of the field: seven short ones and a review)."""


class Owner(StrEnum):
    """What a section hangs on."""

    WOMAN = "woman"
    CASE = "case"
    AGGRESSOR = "aggressor"


class Kind(StrEnum):
    """How a question is answered. `fixed` is not asked: the bank writes it, such as the version of a text."""

    ONE = "one"
    MANY = "many"
    NUMBER = "number"
    PLACE = "place"
    DAY = "day"
    DATE = "date"
    TEXT = "text"
    LONG = "long"
    LOCALITY = "locality"
    FIXED = "fixed"


CODED = frozenset({Kind.ONE, Kind.MANY, Kind.NUMBER, Kind.PLACE, Kind.DAY, Kind.FIXED})
"""Answers that stay readable to SQL (class `sensitive`). The others are `personal`: sealed, never in clear."""


@dataclass(frozen=True)
class Field:
    """One question.

    `least`, `most`: limits of a number. `limit`: longest text. `none`: code of `many` that excludes the others.
    `basis`: letters of the field list (L guidelines, X extracts, V and C sheets in use). `on_facts`: the option must
    be in force on the day of the facts instead of today.
    """

    key: str
    label: str
    kind: Kind
    catalog: str = ""
    required: bool = False
    initial: str = ""
    hint: str = ""
    least: int = 0
    most: int = 999
    limit: int = 200
    none: str = ""
    basis: str = ""
    indicator: str = ""
    on_facts: bool = False


@dataclass(frozen=True)
class Section:
    """A group of questions with one owner.

    `many`: 0 when it is asked once, else how many fit. `shared`: an access in force lets another institution read it.
    `when`: answers of the case that make it apply, `{"modality": ["FEM"]}` or `{"minor": ["SI"]}`; empty: always.
    `expect`: those with which it should not stay unanswered; empty: it may.
    `open`: shown unfolded. `why`: what to say when she asks why it is asked.
    """

    key: str
    title: str
    step: int
    of: Owner
    fields: tuple[Field, ...] = field(repr=False)
    many: int = 0
    shared: bool = False
    open: bool = False
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    expect: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    why: str = ""
    legal: str = ""
    one: str = ""
    valid_from: dt.date = dt.date(2018, 8, 17)
    valid_to: dt.date | None = None

    def in_force(self, on: dt.date) -> bool:
        """Whether it is asked on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True)
class Sheet:
    """All sections and the number of this version: a draft made with another is carried forward by name."""

    version: int
    sections: tuple[Section, ...]

    def section(self, key: str) -> Section:
        """The section of that key. Raises KeyError."""
        return next(each for each in self.sections if each.key == key)


def applies(section: Section, answers: Mapping[str, Any]) -> bool:
    """Whether the answers call for a conditional section; `answers` holds codes or lists of codes by name."""
    return _match(section.when, answers)


def expected(section: Section, answers: Mapping[str, Any]) -> bool:
    """Whether, with these answers, the section should not stay unanswered."""
    return bool(section.expect) and _match(section.expect, answers)


def _match(asked: Mapping[str, tuple[str, ...]], answers: Mapping[str, Any]) -> bool:
    for name, wanted in asked.items():
        given = answers.get(name) or ()
        if not set(wanted) & ({given} if isinstance(given, str) else set(given)):
            return False
    return True
