"""Comparing one record with many, field by field (Fellegi and Sunter, in bits).

What compares and learns (`_compare`, `_fit`) stands on numpy: it is imported from its own file, by whoever needs it.
"""

from ._bands import settle
from ._result import Band, Contribution, Level, Score, TypedAgreements, typed_agreements
from ._weights import AGGRESSOR, HAND_SET, Weights

__all__ = [
    "AGGRESSOR",
    "HAND_SET",
    "Band",
    "Contribution",
    "Level",
    "Score",
    "TypedAgreements",
    "Weights",
    "settle",
    "typed_agreements",
]
