"""Finding and comparing records of one woman: names, match-keys, scores, CURP, folio."""

from . import curp, folio
from ._keys import match_keys, query_keys
from ._names import name_tokens, normalise_name
from ._person import Person, Prepared, is_current, pack, prepare
from ._phonetic import phonetic, skeleton
from ._question import next_question
from ._vocabulary import Vocabulary, public
from .scoring import (
    AGGRESSOR,
    HAND_SET,
    Band,
    Contribution,
    Fitted,
    Level,
    Score,
    Scores,
    TypedAgreements,
    Weights,
    compare,
    compare_many,
    fit,
    rank,
    settle,
    typed_agreements,
)

__all__ = [
    "AGGRESSOR",
    "HAND_SET",
    "Band",
    "Contribution",
    "Fitted",
    "Level",
    "Person",
    "Prepared",
    "Score",
    "Scores",
    "TypedAgreements",
    "Vocabulary",
    "Weights",
    "compare",
    "compare_many",
    "curp",
    "fit",
    "folio",
    "is_current",
    "match_keys",
    "name_tokens",
    "next_question",
    "normalise_name",
    "pack",
    "phonetic",
    "prepare",
    "public",
    "query_keys",
    "rank",
    "settle",
    "skeleton",
    "typed_agreements",
]
