"""What a comparison returns: bits, band and the part of each field."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    AGREES = "agrees"
    SIMILAR = "similar"
    DISAGREES = "disagrees"
    MISSING = "missing"


class Band(StrEnum):
    PROBABLY = "probably"
    POSSIBLY = "possibly"
    LISTED = "listed"


@dataclass(frozen=True)
class Contribution:
    field: str
    level: Level
    bits: float


@dataclass(frozen=True)
class Score:
    """`bits` is the sum of the contributions; `version` names the weights used."""

    bits: float
    band: Band
    contributions: tuple[Contribution, ...]
    version: str


@dataclass(frozen=True)
class TypedAgreements:
    """Fields the searcher typed, by outcome. Names of fields only: never a value."""

    agree: tuple[str, ...]
    similar: tuple[str, ...]
    disagree: tuple[str, ...]


# Telephone, sex and the order of the names weigh in the score but are never mentioned on a screen.
_TOLD = frozenset(
    ["given_names", "first_surname", "second_surname", "birth_date", "birth_year", "age", "curp"]
)


def typed_agreements(score: Score) -> TypedAgreements:
    """What a screen may say of a candidate."""

    def fields(level: Level) -> tuple[str, ...]:
        return tuple(c.field for c in score.contributions if c.level is level and c.field in _TOLD)

    return TypedAgreements(fields(Level.AGREES), fields(Level.SIMILAR), fields(Level.DISAGREES))
