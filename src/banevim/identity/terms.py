"""Words of the search: what may be typed, how a search ends, what is shown of a candidate."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Kind(StrEnum):
    """Kinds of data that a search may carry. Only the kinds are ever noted, never what was typed."""

    FOLIO = "folio"
    CURP = "curp"
    GIVEN_NAMES = "given_names"
    FIRST_SURNAME = "first_surname"
    SECOND_SURNAME = "second_surname"
    KNOWN_AS = "known_as"
    BIRTH_DATE = "birth_date"
    BIRTH_YEAR = "birth_year"
    AGE = "age"
    PHONE = "phone"


KIND_LABELS = {
    Kind.FOLIO: "folio",
    Kind.CURP: "CURP",
    Kind.GIVEN_NAMES: "nombre",
    Kind.FIRST_SURNAME: "primer apellido",
    Kind.SECOND_SURNAME: "segundo apellido",
    Kind.KNOWN_AS: "nombre con que la conocen",
    Kind.BIRTH_DATE: "fecha de nacimiento",
    Kind.BIRTH_YEAR: "año de nacimiento",
    Kind.AGE: "edad",
    Kind.PHONE: "teléfono",
}

NAMES = (Kind.GIVEN_NAMES, Kind.FIRST_SURNAME, Kind.SECOND_SURNAME)
BIRTH = frozenset({Kind.BIRTH_DATE, Kind.BIRTH_YEAR, Kind.AGE})
UNTOLD = frozenset({Kind.PHONE})
"""Kinds that weigh in the order but are never mentioned: a search must not confirm a telephone number."""


@dataclass(frozen=True)
class Asked:
    """What was typed, read. Empty text or None means that it was not given.

    `municipality` (five digits) weighs a little in the order and is never mentioned: it is no `Kind`.
    """

    given_names: str = ""
    first_surname: str = ""
    second_surname: str = ""
    known_as: str = ""
    birth_date: dt.date | None = None
    birth_year: int | None = None
    age: int | None = None
    curp: str = ""
    phone: str = ""
    folio: str = ""
    municipality: str = ""

    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of data given, in the order of the screen."""
        return tuple(kind for kind in Kind if getattr(self, kind) not in ("", None))

    def told_kinds(self) -> tuple[Kind, ...]:
        """The kinds that the screen speaks of."""
        return tuple(kind for kind in self.kinds() if kind not in UNTOLD)


class Outcome(StrEnum):
    """How a search ended so far."""

    NONE = "none"
    ACCESS = "access"
    HANDED = "handed"
    LIMITED = "limited"


TRANSITIONS: dict[Outcome, tuple[frozenset[Outcome | None], frozenset[str]]] = {
    Outcome.NONE: (frozenset({None}), frozenset({"capturer", "institutional_liaison"})),
    Outcome.LIMITED: (frozenset({None}), frozenset({"capturer", "institutional_liaison"})),
    Outcome.HANDED: (frozenset({Outcome.NONE}), frozenset({"capturer", "institutional_liaison"})),
    Outcome.ACCESS: (
        frozenset({Outcome.NONE, Outcome.HANDED}),
        frozenset({"capturer", "institutional_liaison"}),
    ),
}
"""how a search ended → (from where, who: only the person who made the search)."""


class Decision(StrEnum):
    """What the person said of a candidate."""

    UNDECIDED = ""
    HER = "her"
    NOT_HER = "not_her"
    DONT_KNOW = "dont_know"


class Likeness(StrEnum):
    """How strong a candidate is, for the words and the buttons of the page."""

    STRONG = "strong"
    FAIR = "fair"
    PLAIN = "plain"
    WEAK = "weak"


@dataclass(frozen=True)
class Candidate:
    """What may be seen of a file: nothing here was not typed, except initials and an age band of ten years.

    `file_id`, `record_id` (its record that matched), `bits` and `match` (the score and its band) stay on the server:
    they are kept apart from what the page receives (`Shown`).
    """

    file_id: UUID
    record_id: UUID
    initials: str
    band: str
    likeness: Likeness
    agree: tuple[Kind, ...] = ()
    similar: tuple[Kind, ...] = ()
    apart: tuple[Kind, ...] = ()
    bits: float = 0.0
    match: str = ""


@dataclass(frozen=True)
class Found:
    """The result of looking: candidates in order, and the counts that the audit trail keeps.

    `hidden` are the files that would have been shown if nobody protected them, `compared` counts their cards too: both
    are for the state office alone. `opened` counts what the searcher could have been shown. `again`: it is another try
    for the woman of the search before.
    """

    candidates: tuple[Candidate, ...] = ()
    keys: int = 0
    opened: int = 0
    hidden: tuple[UUID, ...] = ()
    compared: int = 0
    ask: str = ""
    again: bool = False


@dataclass(frozen=True)
class Shown:
    """A candidate as the page shows it. `rank` is its only name."""

    rank: int
    initials: str
    band: str
    likeness: Likeness
    agree: tuple[Kind, ...] = ()
    similar: tuple[Kind, ...] = ()
    apart: tuple[Kind, ...] = ()
    decision: Decision = Decision.UNDECIDED


@dataclass(frozen=True)
class Sheet:
    """The results page of one search, kept encrypted for a few hours: the form as typed, and the candidates."""

    search_id: UUID
    reason: str
    letter: str = ""
    typed: dict[str, str] = field(default_factory=dict)
    asked: Asked = field(default_factory=Asked)
    shown: tuple[Shown, ...] = ()
    ask: str = ""


class Stage(StrEnum):
    """Where a proposed pair stands."""

    OPEN = "open"
    LATER = "later"
    SECOND = "second"
    MERGED = "merged"
    DIFFERENT = "different"


STAGES: dict[Stage, tuple[frozenset[Stage | None], frozenset[str]]] = {
    stage: (frozenset(origin), frozenset({"state_liaison", "monitoring_aide"}))
    for stage, origin in {
        Stage.OPEN: (None, Stage.SECOND, Stage.MERGED, Stage.DIFFERENT),
        Stage.LATER: (Stage.OPEN, Stage.LATER),
        Stage.SECOND: (Stage.OPEN, Stage.LATER),
        Stage.MERGED: (Stage.OPEN, Stage.LATER, Stage.SECOND),
        Stage.DIFFERENT: (Stage.OPEN, Stage.LATER, Stage.SECOND, Stage.MERGED),
    }.items()
}
"""stage → (from where, who). The bank itself opens a pair, and opens it again when new evidence comes."""


@dataclass(frozen=True)
class Evidence:
    """What a decision rested on: bits, band and the version of the weights."""

    bits: float
    band: str
    version: str


class Judged(StrEnum):
    """What a person says of a proposed pair."""

    SAME = "same"
    DIFFERENT = "different"
    LATER = "later"
    UNDONE = "undone"
    LIFTED = "lifted"


JUDGED_LABELS = {
    Judged.SAME: "Es la misma mujer: unir",
    Judged.DIFFERENT: "Son mujeres distintas",
    Judged.LATER: "Decidir más tarde (vuelve en una semana)",
}


class Called(StrEnum):
    """How a coincidence with a protected file was resolved."""

    HER = "her"
    NOT_HER = "not_her"
    NO_ANSWER = "no_answer"
    REPORTED = "reported"


CALLED_LABELS = {
    Called.HER: "Es ella: se le explicó a la institución cómo seguir, sin decir dónde está",
    Called.NOT_HER: "No es ella",
    Called.NO_ANSWER: "No contestaron: se vuelve a llamar",
    Called.REPORTED: "La búsqueda no tenía una razón de trabajo: se informó por oficio",
}


class Review(StrEnum):
    """What the liaison or the state office found about a search without care."""

    LEFT = "left"
    MISTYPED = "mistyped"
    CAPTURED_LATER = "captured_later"
    ADVICE = "advice"
    REPORTED = "reported"


REVIEW_LABELS = {
    Review.LEFT: "La mujer se fue antes de terminar o prefirió no registrarse",
    Review.MISTYPED: "Se escribió mal y se buscó otra vez",
    Review.CAPTURED_LATER: "La atención se registró otro día",
    Review.ADVICE: "Se habló con la persona y se le recordó para qué sirve la búsqueda",
    Review.REPORTED: "No hay una razón de trabajo: se informó por oficio",
}

MOST_SHOWN = 5  # candidates on a page
MOST_OPENED = (
    200  # cards opened by one search; always as many, so that time tells nothing: see docs/manual/busqueda.md
)
MOST_PER_KEY = 1000  # records read by one key
SHEET_HOURS = 10  # life of the page of a search
RETRY_MINUTES = 60  # how long a search may count as a new try of the one before
GRACE_HOURS = 3  # what a search of today has to end in care before it is listed
LISTED_DAYS = 90  # how far back the lists go
MOST_COMPARED = 60  # records compared with one that changed
MOST_PROPOSED = 10  # pairs proposed for one that changed
LATER_DAYS = 7  # when a pair put off comes back
DOUBT_DAYS = 365  # how far back a possible duplicate is listed


class Taken(StrEnum):
    """Where the taking of a record out of a file stands."""

    SECOND = "second"
    DONE = "done"
    DECLINED = "declined"
    BACK = "back"


TAKEN_LABELS = {
    Taken.SECOND: "Espera a una segunda persona",
    Taken.DONE: "Se sacó",
    Taken.DECLINED: "Otra persona no estuvo de acuerdo: nada cambió",
    Taken.BACK: "Se sacó y se devolvió",
}
