"""Words of the file: origins, ways of not answering, and the values that travel between rooms."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from banevim.catalogs.terms import Missing

__all__ = [
    "MISSING_CODES",
    "AggressorData",
    "Answered",
    "CaseData",
    "ClosedIdentity",
    "Danger",
    "DatePrecision",
    "Disagreement",
    "Identity",
    "ImportedCase",
    "ImportedWoman",
    "Missing",
    "Move",
    "Opened",
    "Origin",
    "Problem",
    "Profile",
    "Reason",
    "SharedCase",
    "Stored",
    "Told",
    "Way",
    "Why",
]
MISSING_CODES = frozenset(m.value for m in Missing)
ABROAD = "00"
"""In place of the key of a state or a municipality: another country."""
OLDEST_YEAR = 1900
MOST_AGGRESSORS = 10


class Reason(StrEnum):
    """Why a file is opened. Codes of the catalogue `access_reason`, which holds the labels."""

    ATTENDING = "ATE"
    FOLLOW_UP = "SEG"
    REFERRAL = "CAN"
    LETTER = "OFI"


REVIEW = "DUP"
"""Reason of the state office, which no catalogue offers: comparing files that may be of one woman."""


@dataclass(frozen=True)
class Problem:
    """Something to mend or to confirm: a code that may be kept, where it is, and the sentence for the screen."""

    code: str
    sentence: str
    field: str = ""


class Origin(StrEnum):
    """Where a source record came from."""

    CAPTURE = "capture"
    IMPORT = "import"


class Way(StrEnum):
    """How a draft is filled: step by step, or on one page."""

    GUIDED = "guided"
    EXPRESS = "express"


class Why(StrEnum):
    """Why a record belongs to a file from some moment on."""

    OPENED = "opened"
    JOINED = "joined"
    IMPORTED = "imported"
    MERGED = "merged"
    UNMERGED = "unmerged"


@dataclass(frozen=True)
class Move:
    """A record that goes to a file, by a decision: what it is (`merge_id`) and the evidence that it rested on.

    Without a `home_id` its home stays.
    """

    record_id: UUID
    file_id: UUID
    why: Why
    merge_id: UUID | None = None
    bits: float | None = None
    version: str = ""
    home_id: UUID | None = None


class Danger(StrEnum):
    """Why a file is protected."""

    ALIAS = "alias"
    SHELTER = "shelter"
    THREATENED = "threatened"


DANGER_LABELS = {
    Danger.ALIAS: "Usa otro nombre por seguridad",
    Danger.SHELTER: "Está o estuvo en un refugio",
    Danger.THREATENED: "La amenaza una persona que trabaja en una institución",
}


class DatePrecision(StrEnum):
    """How well the date of the facts is known."""

    EXACT = "exacta"
    APPROXIMATE = "aproximada"
    UNKNOWN = "se_desconoce"


class Opened(StrEnum):
    """What was opened of a file."""

    FILE = "file"
    IDENTITY = "identity"
    NARRATIVE = "narrative"


@dataclass(frozen=True)
class Identity:
    """Who she is, as she told one institution. Empty text means that it was not given."""

    given_names: str = ""
    first_surname: str = ""
    second_surname: str = ""
    known_as: str = ""
    curp: str = ""
    birth_date: dt.date | None = None
    phone: str = ""
    phone_rules: str = ""

    @property
    def is_empty(self) -> bool:
        """Nothing by which she could be found again: such a record is never offered in a search."""
        return not (self.given_names or self.first_surname or self.curp)


@dataclass(frozen=True)
class Profile:
    """Coded answers of a woman at one capture; every code is of its catalogue or one of `Missing`."""

    sex: str = "M"
    age: int | None = None
    age_missing: str = ""
    birth_year: int | None = None
    birth_state: str = Missing.NOT_ASKED
    residence: str = Missing.NOT_ASKED
    nationality: str = Missing.NOT_ASKED
    schooling: str = Missing.NOT_ASKED
    civil_status: str = Missing.NOT_ASKED
    occupation: str = Missing.NOT_ASKED
    income_source: str = Missing.NOT_ASKED
    children: int | None = None
    children_missing: str = Missing.NOT_ASKED


@dataclass(frozen=True)
class AggressorData:
    """One person who attacked, as the woman indicates."""

    link: str
    sex: str = Missing.NOT_ASKED
    age: int | None = None
    age_missing: str = Missing.NOT_ASKED
    schooling: str = Missing.NOT_ASKED
    civil_status: str = Missing.NOT_ASKED
    name: str = ""
    source_id: str = ""


@dataclass(frozen=True)
class CaseData:
    """One situation of violence: when, where, how."""

    modality: str
    types: tuple[str, ...]
    municipality: str
    place: str
    precision: str = DatePrecision.UNKNOWN
    facts_on: dt.date | None = None
    authority_knows: str = Missing.NOT_ASKED
    known_aggressor: str = Missing.NOT_ASKED
    drugs: str = Missing.NOT_ASKED
    weapons: str = Missing.NOT_ASKED
    learned_on: dt.date | None = None
    narrative: str = ""
    types_missing: str = ""
    other_type: str = ""
    warnings_reason: str = ""
    aggressors: tuple[AggressorData, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answered:
    """The answers of one section of the sheet (`casefiles.sheet`).

    `coded`: code, list of codes, number or ISO day by field. `words`: text by field, sealed when it is kept.
    `position`: which one, where a section repeats. `aggressor`: which person who attacked, where it is theirs.
    """

    section: str
    coded: Mapping[str, Any]
    words: Mapping[str, str]
    position: int = 0
    aggressor: int | None = None

    @property
    def is_empty(self) -> bool:
        """Nothing was asked: no row is kept, and the version of the sheet says what could have been asked."""
        told = [v for v in self.coded.values() if v not in (Missing.NOT_ASKED, [Missing.NOT_ASKED], "", [])]
        return not told and not any(self.words.values())


@dataclass(frozen=True)
class ClosedIdentity:
    """What the file page says of her identity before it is opened."""

    initials: tuple[str, ...] = ()
    has_curp: bool = False
    has_phone: bool = False


@dataclass(frozen=True)
class SharedCase:
    """All that an access lets another institution read of a case."""

    institution_id: UUID
    institution: str
    facts_on: dt.date | None
    precision: str
    municipality: str
    types: list[str]
    types_missing: str
    modality: str


@dataclass(frozen=True)
class Disagreement:
    """A datum that the records of a file tell differently: each value, who captured it and when, the newest first."""

    field: str
    values: tuple[tuple[str, str, dt.datetime], ...]


@dataclass(frozen=True)
class Told:
    """What was opened of a case: her words, and the name of each person who attacked, in their order."""

    narrative: str = ""
    other_type: str = ""
    warnings_reason: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stored:
    """Everything that was told in one case, as it stands."""

    identity: Identity
    profile: Profile
    data: CaseData
    answered: tuple[Answered, ...]


@dataclass(frozen=True)
class ImportedWoman:
    """One woman of an institution's extract, with her cases; identity may be empty (*sin identidad*)."""

    source: str
    source_id: str
    profile: Profile
    identity: Identity = field(default_factory=Identity)
    cases: tuple["ImportedCase", ...] = ()
    record_id: UUID | None = None


@dataclass(frozen=True)
class ImportedCase:
    """One case of an extract; `registered_on` is the source's own date, kept as it came."""

    source_id: str
    data: CaseData
    registered_on: dt.date | None
