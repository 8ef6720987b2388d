"""Finding and comparing records of one woman: names, match-keys, scores, CURP, folio.

What stands on numpy is imported when it is first used: most processes of the bank never compare anybody, and each would
start a quarter of a second later.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from . import curp, folio
from ._names import is_untold, mended, name_tokens, normalise_name, other_name, undamaged
from ._person import Person, Prepared, is_called, is_current, pack, prepare
from ._phonetic import phonetic, skeleton
from ._question import next_question
from .scoring import (
    AGGRESSOR,
    HAND_SET,
    Band,
    Contribution,
    Level,
    Score,
    TypedAgreements,
    Weights,
    settle,
    typed_agreements,
)

if TYPE_CHECKING:
    from ._keys import match_keys, query_keys
    from ._vocabulary import Vocabulary, public
    from .scoring._compare import Scores, compare, compare_many, rank
    from .scoring._fit import Fitted, fit

_LATER = {
    "match_keys": "_keys",
    "query_keys": "_keys",
    "Vocabulary": "_vocabulary",
    "public": "_vocabulary",
    "Scores": "scoring._compare",
    "compare": "scoring._compare",
    "compare_many": "scoring._compare",
    "rank": "scoring._compare",
    "Fitted": "scoring._fit",
    "fit": "scoring._fit",
}

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
    "is_called",
    "is_current",
    "is_untold",
    "match_keys",
    "mended",
    "name_tokens",
    "next_question",
    "normalise_name",
    "other_name",
    "pack",
    "phonetic",
    "prepare",
    "public",
    "query_keys",
    "rank",
    "settle",
    "skeleton",
    "typed_agreements",
    "undamaged",
]


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f".{_LATER[name]}", __name__), name)
    return found
