"""How alike the words of names are: one table of all words asked with all words of the candidates, in one pass."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA, JaroWinkler, Prefix
from rapidfuzz.process import cdist

from .._person import make_token
from .._vocabulary import Vocabulary
from ._assign import Floats
from ._weights import Slip, Weights

Levels = npt.NDArray[np.int8]
NONE, INITIAL, WEAK, CLOSE, SOUND, SAME = range(6)
_SHORT_OF_SAME = {SOUND: 0.3, CLOSE: 1.0, WEAK: 2.0, INITIAL: 2.5}
_ALIKE = 0.88


@dataclass(frozen=True)
class Likeness:
    """Tables of shape (words asked + 1, words of candidates + 1); the last row and column stand for no word.

    `level` is a degree NONE to SAME; the others are bits, 0 where nothing speaks for the pair.
    """

    level: Levels
    given: Floats
    surname: Floats
    anywhere: Floats


def likeness(asked: Sequence[str], told: Sequence[str], weights: Weights, vocabulary: Vocabulary) -> Likeness:
    """Both are lists of slots. A slot of several names is as alike as the most alike of them."""
    left, left_starts = _spread(asked)
    right, right_starts = _spread(told)
    level = levels(left, right)
    rows, columns = vocabulary.shares(left), vocabulary.shares(right)
    given = _bits(level, rows[0], columns[0], weights)
    surname = _bits(level, rows[1], columns[1], weights)
    tables = [
        _gather(t, left_starts, right_starts) for t in (level, given, surname, np.minimum(given, surname))
    ]
    best = np.where(np.maximum(tables[1], tables[2]) > 0, tables[0], NONE).astype(np.int8)
    return Likeness(best, tables[1], tables[2], tables[3])


def levels(left: Sequence[str], right: Sequence[str]) -> Levels:
    """Degree of likeness of every word with every other. Symmetric."""
    a, b = [make_token(word) for word in left], [make_token(word) for word in right]
    shorter = np.minimum.outer([len(word) for word in left], [len(word) for word in right])
    apart = cdist(left, right, scorer=OSA.distance, score_cutoff=2, dtype=np.uint8)
    unlike = cdist(
        [t.sound for t in a], [t.sound for t in b], scorer=OSA.distance, score_cutoff=1, dtype=np.uint8
    )
    begins = cdist(left, right, scorer=Prefix.similarity, dtype=np.uint8) == shorter
    bones = _equal([t.skeleton for t in a], [t.skeleton for t in b])
    written = cdist(left, right, scorer=JaroWinkler.similarity, dtype=np.float32) >= _ALIKE
    one_off = ((apart == 1) | (unlike == 1)) & (shorter >= 4)
    framed = bones & (np.array([len(t.skeleton) for t in a]) >= 3)[:, None]
    ordered = [
        (begins & (shorter == 1), INITIAL),
        (((apart <= 2) & (shorter >= 6)) | ((written | (apart == 1)) & (shorter >= 3)), WEAK),
        (one_off | framed | (begins & (shorter >= 4)), CLOSE),
        (unlike == 0, SOUND),
        (apart == 0, SAME),
    ]
    found = np.zeros(shorter.shape, dtype=np.int8)
    for holds, degree in ordered:
        found[holds] = degree
    return found


def _equal(left: Sequence[str], right: Sequence[str]) -> npt.NDArray[np.bool_]:
    numbers = {text: n for n, text in enumerate({*left, *right})}
    a, b = (np.array([numbers[text] for text in side]) for side in (left, right))
    return np.asarray(np.equal.outer(a, b))


def _bits(level: Levels, left: Floats, right: Floats, weights: Weights) -> Floats:
    """log2 of how much likelier the pair is for one woman than for two.

    A word that is a slip of the other is worth what the other is, unless it is itself a name in use: then the
    likelier story is that they are two names.
    """
    common, rare = np.maximum.outer(left, right), np.minimum.outer(left, right)
    same = np.clip(np.log2(weights.reliability / common), weights.least_bits, weights.most_bits)
    bits = np.where(level == SAME, same, 0.0)
    slips = {SOUND: weights.same_sound, CLOSE: weights.close, WEAK: weights.weak, INITIAL: weights.initial}
    for degree, slip in slips.items():
        here = level == degree
        if here.any():
            bits[here] = _slip_bits(slip, common[here], rare[here], same[here] - _SHORT_OF_SAME[degree])
    return bits


def _slip_bits(slip: Slip, common: Floats, rare: Floats, most: Floats) -> Floats:
    odds = slip.chance / slip.spread
    return np.clip(np.log2(odds / (rare + common * odds)), 0.0, np.maximum(most, 0.0))


def _spread(slots: Sequence[str]) -> tuple[list[str], list[int]]:
    words: list[str] = []
    starts = []
    for slot in slots:
        starts.append(len(words))
        words.extend(slot.split("/")) if "/" in slot else words.append(slot)
    return words, starts


def _gather(table: npt.NDArray[np.generic], rows: list[int], columns: list[int]) -> Floats:
    """The best of the names of each slot, and a last row and column of nothing."""
    best = table.astype(np.float64)
    if len(rows) != table.shape[0]:
        best = np.maximum.reduceat(best, rows, axis=0)
    if len(columns) != table.shape[1]:
        best = np.maximum.reduceat(best, columns, axis=1)
    return np.pad(best, ((0, 1), (0, 1)))
