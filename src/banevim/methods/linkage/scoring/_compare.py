"""The score of one record against many, in one pass: the sum of what each field says, and the band."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

import numpy as np

from .._person import Person, Prepared, pack, prepare
from .._vocabulary import Vocabulary, public
from ._assign import Floats
from ._bands import band
from ._dates import birth_parts
from ._identifiers import curp_part, lent_letters, phone_part, sex_part, town_part
from ._names import name_parts
from ._part import LEVELS, Part
from ._result import Contribution, Score
from ._rows import Columns, Ints, columns_of
from ._weights import HAND_SET, Weights

Identity = TypeVar("Identity")
_DIGITS = 6
UNTOLD = frozenset(["phone", "sex", "municipality"])
"""They weigh, but no screen speaks of them."""


@dataclass(frozen=True)
class Scores:
    """Everything known of a comparison with many. `bits[n]` is the score of candidate n."""

    bits: Floats
    parts: tuple[Part, ...]
    weights: Weights
    people: int

    def score(self, n: int) -> Score:
        """The score of one candidate, with its contributions."""
        told = tuple(
            Contribution(part.field, LEVELS[part.level[n]], round(float(part.bits[n]), _DIGITS))
            for part in self.parts
            if part.field != "name_order" or part.level[n]
        )
        bits = round(float(self.bits[n]), _DIGITS)
        return Score(bits, band(bits, told, self.weights.thresholds(self.people)), told, self.weights.version)

    @cached_property
    def mentioned(self) -> Floats:
        """The bits of what a screen may speak of, and of the order of the names."""
        told = [part.bits for part in self.parts if part.field not in UNTOLD]
        return np.asarray(np.sum(told, axis=0)) if told else self.bits

    def best(self, most: int | None = None) -> list[int]:
        """Places of the candidates, best first; the order of equals is the order given."""
        order = np.argsort(-np.round(self.bits, _DIGITS), kind="stable")
        return [int(n) for n in order[:most]]


def compare_many(
    query: Prepared,
    candidates: Sequence[str],
    today: date,
    weights: Weights = HAND_SET,
    vocabulary: Vocabulary | None = None,
) -> Scores:
    """How much speaks for each candidate being the woman asked for, in bits; what is missing on a side says nothing.

    Candidates are packed (`pack`). Each is read by her name and by the name she is known as; her best reading counts.
    """
    known = vocabulary or public()
    if not candidates:
        return Scores(np.zeros(0), (), weights, known.people)
    asked, _ = columns_of([pack(query)])
    told, owners = columns_of(candidates)
    sets = [_parts(asked.only(n), told, today, weights, known) for n in range(len(asked))]
    parts = tuple(_joined(same) for same in zip(*sets, strict=True))
    bits: Floats = np.sum([part.bits for part in parts], axis=0)
    if len(bits) == len(candidates):
        return Scores(bits, parts, weights, known.people)
    best = _best_rows(np.tile(owners, len(sets)), bits, len(candidates))
    told_best = tuple(part.take(best) for part in parts)
    return Scores(bits[best], told_best, weights, known.people)


def compare(
    query: Person,
    candidate: Person,
    today: date,
    weights: Weights = HAND_SET,
    vocabulary: Vocabulary | None = None,
) -> Score:
    """The same for one pair."""
    return compare_many(prepare(query), [pack(prepare(candidate))], today, weights, vocabulary).score(0)


def rank(
    query: Person,
    candidates: Iterable[tuple[Identity, Person]],
    today: date,
    weights: Weights = HAND_SET,
    vocabulary: Vocabulary | None = None,
) -> list[tuple[Identity, Score]]:
    """All candidates, best first; the order of equals is the order given."""
    told = list(candidates)
    lines = [pack(prepare(person)) for _, person in told]
    scores = compare_many(prepare(query), lines, today, weights, vocabulary)
    return [(told[n][0], scores.score(n)) for n in scores.best()]


def _parts(
    query: Columns, candidates: Columns, today: date, weights: Weights, vocabulary: Vocabulary
) -> list[Part]:
    birth, lent = birth_parts(query, candidates, today, weights)
    *names, order = name_parts(query, candidates, weights, vocabulary)
    curp = lent.where(lent.level > 0, curp_part(query, candidates, weights))
    letters = lent_letters(query, candidates, weights, vocabulary)
    if query.curp[0]:
        curp = curp.with_more(np.sum(letters, axis=0))
    else:
        names = [part.with_more(more) for part, more in zip(names, letters, strict=True)]
    return [
        *names,
        order,
        birth,
        curp,
        phone_part(query, candidates, weights),
        sex_part(query, candidates, weights),
        town_part(query, candidates, weights, vocabulary),
    ]


def _joined(parts: Sequence[Part]) -> Part:
    if len(parts) == 1:
        return parts[0]
    columns = zip(*((p.bits, p.level, p.fine) for p in parts), strict=True)
    return Part(parts[0].field, *(np.concatenate(column) for column in columns))


def _best_rows(owners: Ints, bits: Floats, many: int) -> Ints:
    """For each candidate, the place of the best of its rows; the first among equals."""
    order = np.lexsort((-np.arange(len(bits)), np.round(bits, _DIGITS), owners))
    last = np.searchsorted(owners[order], np.arange(many), side="right") - 1
    return np.asarray(order[last])
