"""The score of two records: the sum of what each field says, and the band."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from .._person import Person, Prepared, prepare
from ._dates import birth_contribution
from ._identifiers import curp_contribution, phone_contribution, sex_contribution
from ._names import name_contributions
from ._result import Band, Contribution, Level, Score
from ._weights import HAND_SET, Weights

Identity = TypeVar("Identity")
_DIGITS = 6


def compare(query: Person, candidate: Person, today: date, weights: Weights = HAND_SET) -> Score:
    """How much speaks for the two being one woman, in bits; what is missing on a side says nothing."""
    return _score(prepare(query), prepare(candidate), today, weights)


def rank(
    query: Person,
    candidates: Iterable[tuple[Identity, Person]],
    today: date,
    weights: Weights = HAND_SET,
) -> list[tuple[Identity, Score]]:
    """All candidates, best first; the order of equals is the order given."""
    asked = prepare(query)
    scored = [(identity, _score(asked, prepare(person), today, weights)) for identity, person in candidates]
    return sorted(scored, key=lambda pair: -pair[1].bits)


def _score(query: Prepared, candidate: Prepared, today: date, weights: Weights) -> Score:
    parts = _merge(
        [
            *name_contributions(query, candidate, weights),
            birth_contribution(query, candidate, today, weights),
            curp_contribution(query, candidate, weights),
            phone_contribution(query, candidate, weights),
            sex_contribution(query, candidate, weights),
        ]
    )
    bits = round(sum(part.bits for part in parts), _DIGITS)
    return Score(bits, _band(bits, parts, weights), parts, weights.version)


def _merge(parts: list[Contribution]) -> tuple[Contribution, ...]:
    """A field spoken of twice keeps the part that is not missing."""
    known: dict[str, Contribution] = {}
    for part in parts:
        if part.field not in known or known[part.field].level is Level.MISSING:
            known[part.field] = Contribution(part.field, part.level, round(part.bits, _DIGITS))
    return tuple(known.values())


def _band(bits: float, parts: tuple[Contribution, ...], weights: Weights) -> Band:
    """Sisters, twins and a different CURP are never *probably*, however much else agrees."""
    if bits < weights.possibly:
        return Band.LISTED
    levels = {part.field: part.level for part in parts}
    another = levels["given_names"] is Level.DISAGREES and levels["curp"] is not Level.AGREES
    if bits < weights.probably or another or levels["curp"] is Level.DISAGREES:
        return Band.POSSIBLY
    return Band.PROBABLY
