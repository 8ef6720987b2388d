"""Comparing one record with many, field by field (Fellegi and Sunter, in bits)."""

from ._bands import settle
from ._compare import Scores, compare, compare_many, rank
from ._fit import Fitted, fit, levels_of
from ._result import Band, Contribution, Level, Score, TypedAgreements, typed_agreements
from ._weights import AGGRESSOR, HAND_SET, Weights

__all__ = [
    "AGGRESSOR",
    "HAND_SET",
    "Band",
    "Contribution",
    "Fitted",
    "Level",
    "Score",
    "Scores",
    "TypedAgreements",
    "Weights",
    "compare",
    "compare_many",
    "fit",
    "levels_of",
    "rank",
    "settle",
    "typed_agreements",
]
