"""Comparing two records field by field (Fellegi and Sunter, in bits)."""

from ._compare import compare, rank
from ._result import Band, Contribution, Level, Score, TypedAgreements, typed_agreements
from ._weights import HAND_SET, Weights

__all__ = [
    "HAND_SET",
    "Band",
    "Contribution",
    "Level",
    "Score",
    "TypedAgreements",
    "Weights",
    "compare",
    "rank",
    "typed_agreements",
]
