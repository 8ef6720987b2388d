"""Weights learned from pairs of the bank itself, without truth: EM over the finest level of every field."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from ..learning import count_patterns, learn, level_shares
from ._assign import Floats
from ._compare import Scores
from ._dates import FIRST_DATE
from ._weights import Weights

_SIZES = {
    "given_names": 3,
    "first_surname": 3,
    "second_surname": 3,
    "birth": 14,
    "phone": 3,
    "municipality": 3,
}
_FIELDS = tuple(_SIZES)
# The numbers of `Weights` in the order of the finest levels of a birth: years first, then dates.
_YEARS = ("", "", "year_near", "year_within", "")
_DATES = ("year_far", "year_off", "same_year_other_day", "date_two_parts", "date_slip", "year_equal")
_BIRTH = (*_YEARS, *_DATES, "date_exchanged", "date_first_january", "date_equal")
_NAMED = {
    "given_names": ("given_differs", "", ""),
    "first_surname": ("first_differs", "", ""),
    "second_surname": ("second_differs", "", ""),
    "birth": _BIRTH,
    "phone": ("phone_differs", "phone_slip", "phone_equal"),
    "municipality": ("town_differs", "", ""),
}
_AGAINST = frozenset(
    ["given_differs", "first_differs", "second_differs", "year_far", "year_off"]
    + ["same_year_other_day", "phone_differs", "town_differs"]
)
_SEEN = 3.0


def levels_of(scores: Scores) -> npt.NDArray[np.int8]:
    """The finest levels, shape (pairs, fields): -1 missing, 0 the weakest. A date lent by a CURP is a date."""
    parts = {part.field: part for part in scores.parts}
    birth = next(part for part in scores.parts if part.field in ("birth_date", "birth_year", "age"))
    curp = parts["curp"].fine
    columns = [parts[name].fine for name in _FIELDS if name != "birth"]
    columns.insert(_FIELDS.index("birth"), np.where(curp >= FIRST_DATE, curp, birth.fine))
    return np.asarray(np.stack(columns, axis=1) - 1, dtype=np.int8)


def fit(
    candidates: Iterable[Scores], random: Iterable[Scores], total: float, base: Weights, version: str
) -> Weights:
    """`base` with what the pairs teach, under a new version.

    `candidates` are the pairs that the match-keys propose, `random` pairs drawn at random, `total` the number of all
    pairs from which the candidates were proposed. A level too rare among the random pairs keeps the weight of `base`.
    Disagreements stay at or below 0 and agreements at or above, so that the laws of the score hold.
    """
    drawn = np.concatenate([levels_of(scores) for scores in random if len(scores.bits)])
    seen = np.concatenate([levels_of(scores) for scores in candidates if len(scores.bits)])
    shares = level_shares(drawn, list(_SIZES.values()))
    distinct, _, counts = count_patterns(seen)
    learned = learn(distinct, counts, shares, total=total)
    values: dict[str, Any] = {}
    for place, (field, bits) in enumerate(zip(_FIELDS, learned.weights(), strict=True)):
        often = np.bincount(drawn[drawn[:, place] >= 0, place], minlength=_SIZES[field])
        values |= _read(_NAMED[field], bits, often)
    return replace(base, version=version, **values)


def _read(names: Iterable[str], bits: Floats, often: npt.NDArray[np.int64]) -> dict[str, float]:
    found = {}
    for name, worth, count in zip(names, bits, often, strict=True):
        if name and count >= _SEEN:
            bound = min(float(worth), 0.0) if name in _AGAINST else max(float(worth), 0.0)
            found[name] = round(bound, 2)
    return found
