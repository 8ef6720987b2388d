"""Weights learned from pairs of the bank itself, without truth: EM over the finest level of every field."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from ..learning import Classes, Counts, Levels, Pairs, count_patterns, find_classes, level_shares, same_entity
from ._assign import Floats
from ._compare import Scores
from ._dates import FIRST_DATE
from ._weights import Weights

_NAMED = {
    "given_names": ("given_differs", "", ""),
    "first_surname": ("first_differs", "", ""),
    "second_surname": ("second_differs", "", ""),
    "birth_year": ("", "", "year_near", "year_within", ""),
    "birth_date": (
        *("year_far", "year_off", "same_year_other_day", "date_two_parts", "date_slip", "year_equal"),
        *("date_exchanged", "date_first_january", "date_equal"),
    ),
    "curp": ("curp_differs", "curp_start", "curp_slip", "curp_root", "curp_equal"),
    "phone": ("phone_differs", "phone_slip", "phone_equal"),
    "municipality": ("town_differs", "", ""),
}
"""The numbers of `Weights` in the order of the finest levels of each field, '' where there is none."""
_WEIGHED = {"birth_year": ("year_far", "year_off", "year_near", "year_within", "year_equal")}
"""The same where a number is shared with another field, which teaches it."""
_NAMES = ("given_names", "first_surname", "second_surname")
_FIELDS = tuple(_NAMED)
_SIZES = [len(names) for names in _NAMED.values()]
_AGREES = {
    "given_names": (1, 2),
    "first_surname": (1, 2),
    "birth_year": (2, 3, 4),
    "birth_date": (3, 4, 5, 6, 7, 8),
    "curp": (2, 3, 4),
}
"""What stays with a woman, and the levels that agree: a class of pairs that often differ there is of sisters or of a
house, not of one woman."""
_AGAINST = frozenset(
    ["given_differs", "first_differs", "second_differs", "year_far", "year_off"]
    + ["same_year_other_day", "curp_differs", "phone_differs", "town_differs"]
)
_SEEN = 3.0
_BEFORE = 200.0
"""How many pairs of one woman the weights of `base` stand for: few pairs of the bank move them little."""
_RARELY, _MOST = 0.01, 0.9
_ALIKE = 0.12
"""Of the names of one woman that do not differ, how many are only similar, before anything was learned."""


def levels_of(scores: Scores) -> npt.NDArray[np.int8]:
    """The finest levels, shape (pairs, fields): -1 missing, 0 the weakest. A date lent by a CURP is a date."""
    parts = {part.field: part.fine for part in scores.parts}
    birth = next(parts[name] for name in ("birth_date", "birth_year", "age") if name in parts)
    curp = parts["curp"]
    lent = np.where(curp >= FIRST_DATE, curp, birth)
    parts["birth_year"] = np.where(lent < FIRST_DATE, lent, 0)
    parts["birth_date"] = np.where(lent >= FIRST_DATE, lent - FIRST_DATE + 1, 0)
    parts["curp"] = np.where(curp < FIRST_DATE, curp, 0)
    return np.asarray(np.stack([parts[name] for name in _FIELDS], axis=1) - 1, dtype=np.int8)


@dataclass(frozen=True)
class Fitted:
    """Weights learned, from how many pairs, and about how many of these are of one woman."""

    weights: Weights
    pairs: int
    matches: float


def fit(
    candidates: Iterable[Scores], random: Iterable[Scores], total: float, base: Weights, version: str
) -> Fitted:
    """`base` with what the pairs teach, under a new version.

    `candidates` are the pairs that the match-keys propose, `random` pairs drawn at random, `total` the number of all
    pairs from which the candidates were proposed. What `base` says counts as `_BEFORE` pairs, and a level too rare
    among the random pairs keeps the weight of `base`. Disagreements stay at or below 0 and agreements at or above, so
    that the laws of the score hold.
    """
    nothing = np.zeros((0, len(_FIELDS)), dtype=np.int8)
    drawn = np.concatenate([nothing, *(levels_of(scores) for scores in random if len(scores.bits))])
    seen = np.concatenate([nothing, *(levels_of(scores) for scores in candidates if len(scores.bits))])
    distinct, _, counts = count_patterns(seen)
    classes, of_one = _classes(distinct, counts, drawn, total)
    alike = classes.share * of_one * max(total, float(counts.sum()))
    values: dict[str, Any] = {}
    for place, (field, random_share) in enumerate(zip(_FIELDS, classes.u, strict=True)):
        often = np.bincount(drawn[drawn[:, place] >= 0, place], minlength=_SIZES[place])
        known = _known(field, random_share, often, base)
        told = alike @ np.stack([m[place] for m in classes.m]) + _BEFORE * known
        values |= _read(_NAMED[field], np.log2(told / told.sum() / random_share), often)
    return Fitted(replace(base, version=version, **values), len(seen), float(alike.sum()))


def _classes(
    patterns: Levels, counts: Counts, drawn: Levels, total: float
) -> tuple[Classes, npt.NDArray[np.bool_]]:
    """Classes of pairs that are alike, and which are of one woman. A field never seen on both sides tells nothing."""
    agrees = {_FIELDS.index(field): levels for field, levels in _AGREES.items()}
    told = {place: levels for place, levels in agrees.items() if (drawn[:, place] >= 0).any()}
    pairs = Pairs(patterns, counts, total, _SIZES)
    found = find_classes(pairs, level_shares(drawn, _SIZES), told or agrees)
    return found, same_entity(found, told or agrees)


def _known(field: str, random: Floats, often: Counts, base: Weights) -> Floats:
    """How often each level occurs among pairs of one woman, as `base` has it: what is left is full agreement. Of a
    level too rare among the random pairs nothing is known but that it happens."""
    bits = [getattr(base, name) if name else 0.0 for name in _WEIGHED.get(field, _NAMED[field])]
    found = np.where(often >= _SEEN, random * np.exp2(bits), _RARELY)
    if field in _NAMES:
        found[1] = _ALIKE * (1 - found[0])
    found[:-1] *= min(1.0, _MOST / found[:-1].sum())
    found[-1] = 1 - found[:-1].sum()
    return np.asarray(found)


def _read(names: Iterable[str], bits: Floats, often: npt.NDArray[np.int64]) -> dict[str, float]:
    found = {}
    for name, worth, count in zip(names, bits, often, strict=True):
        if name and count >= _SEEN:
            bound = min(float(worth), 0.0) if name in _AGAINST else max(float(worth), 0.0)
            found[name] = round(bound, 2)
    return found
