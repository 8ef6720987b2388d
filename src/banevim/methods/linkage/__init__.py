"""Finding and comparing records of one woman: names, match-keys, scores, CURP, folio."""

from . import curp, folio
from ._keys import match_keys, query_keys
from ._names import name_tokens, normalise_name
from ._person import Person
from ._phonetic import phonetic, skeleton
from .scoring import (
    HAND_SET,
    Band,
    Contribution,
    Level,
    Score,
    TypedAgreements,
    Weights,
    compare,
    rank,
    typed_agreements,
)

__all__ = [
    "HAND_SET",
    "Band",
    "Contribution",
    "Level",
    "Person",
    "Score",
    "TypedAgreements",
    "Weights",
    "compare",
    "curp",
    "folio",
    "match_keys",
    "name_tokens",
    "normalise_name",
    "phonetic",
    "query_keys",
    "rank",
    "skeleton",
    "typed_agreements",
]
