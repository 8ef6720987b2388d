"""Levels of agreement of two values of one column, and of a value found in another column."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, JaroWinkler, Prefix

from ._kinds import Kind
from ._patterns import MISSING, Levels
from ._table import NOTHING, Indices, Table

Texts = npt.NDArray[np.object_]
Level = npt.NDArray[np.int8]
ELSEWHERE = 1  # the value stands in another column of the other record
WORDY = (Kind.NAME, Kind.TEXT)
LEVELS = {Kind.NAME: 7, Kind.TEXT: 7, Kind.DATE: 6, Kind.NUMBER: 4, Kind.CODE: 5, Kind.CATEGORY: 2}
AGREES = {  # the levels that a person's own datum shows in spite of slips
    Kind.NAME: (ELSEWHERE, 4, 5, 6),
    Kind.TEXT: (ELSEWHERE, 4, 5, 6),
    Kind.DATE: (3, 4, 5),
    Kind.NUMBER: (2, 3),
    Kind.CODE: (3, 4),
    Kind.CATEGORY: (1,),
}
_CHUNK = 1_000_000  # pairs at once, so that memory stays bounded


def compare_pairs(table: Table, one: Indices, other: Indices) -> Levels:
    """(pairs, columns): the level of each pair in each column; 0 differs, the highest is the same value."""
    words = np.array([*table.words, ""], dtype=object)
    found = np.empty((len(one), len(table.columns)), np.int8)
    for start in range(0, len(one), _CHUNK):
        part = slice(start, start + _CHUNK)
        for field in range(len(table.columns)):
            found[part, field] = _of_column(table, field, words, one[part], other[part])
    return found


def _of_column(table: Table, field: int, words: Texts, one: Indices, other: Indices) -> Level:
    column = table.columns[field]
    a, b = column.codes[one], column.codes[other]
    told = (a != NOTHING) & (b != NOTHING)
    level = np.full(len(a), MISSING, np.int8)
    level[told & (a == b)] = LEVELS[column.kind] - 1
    unlike = told & (a != b)
    low, high = np.minimum(a, b)[unlike], np.maximum(a, b)[unlike]
    pairs, which = np.unique(low * len(words) + high, return_inverse=True)
    left, right = pairs // len(words), pairs % len(words)
    level[unlike] = _COMPARE[column.kind](words, left, right)[which]
    if column.kind in WORDY:
        level[_elsewhere(table, field, one, other) & (level < 3)] = ELSEWHERE
    return level


def _elsewhere(table: Table, field: int, one: Indices, other: Indices) -> npt.NDArray[np.bool_]:
    mine = table.columns[field].codes
    a, b = mine[one], mine[other]
    moved = np.zeros(len(one), bool)
    for at, column in enumerate(table.columns):
        if at != field and column.kind in WORDY:
            moved |= (a != NOTHING) & (a == column.codes[other])
            moved |= (b != NOTHING) & (b == column.codes[one])
    return moved


def _measure(scorer: Callable[..., float], left: Texts, right: Texts) -> npt.NDArray[np.float64]:
    if not len(left):
        return np.zeros(0)
    return np.asarray(
        process.cpdist(left.tolist(), right.tolist(), scorer=scorer, dtype=np.float64, workers=-1)
    )


def _each(words: Texts, left: Indices, right: Indices, form: Callable[[str], object]) -> tuple[Texts, Texts]:
    """`form` of the words on each side, made once for each word."""
    used, which = np.unique(np.concatenate([left, right]), return_inverse=True)
    made = np.empty(len(used), dtype=object)
    made[:] = [form(text) for text in words[used]]
    return made[which[: len(left)]], made[which[len(left) :]]


def _shorter(words: Texts, left: Indices, right: Indices) -> npt.NDArray[np.int64]:
    a, b = _each(words, left, right, len)
    return np.minimum(a, b).astype(np.int64)


def _joined(text: str) -> str:
    return text.replace(" ", "")


def _names(words: Texts, left: Indices, right: Indices) -> Level:
    """2 faintly alike, 3 alike or one begins the other, 4 very alike, 5 one slip."""
    a, b = _each(words, left, right, _joined)
    winkler = _measure(JaroWinkler.similarity, a, b)
    slips = _measure(OSA.distance, a, b)
    short = _shorter(words, left, right)
    level = np.zeros(len(left), np.int8)
    level[winkler >= 0.75] = 2
    begins = _measure(Prefix.similarity, a, b) >= short
    level[(winkler >= 0.85) | begins] = 3
    level[(winkler >= 0.92) | ((slips == 2) & (short >= 6))] = 4
    level[(slips <= 1) & (short >= 3)] = 5
    return level


def _texts(words: Texts, left: Indices, right: Indices) -> Level:
    """2 to 5: from .60, .72, .82 and .91 alike, by letters or by words in any order."""
    a, b = _each(words, left, right, _joined)
    alike = _measure(OSA.normalized_similarity, a, b)
    np.maximum(alike, _measure(fuzz.token_sort_ratio, words[left], words[right]) / 100, out=alike)
    np.maximum(alike, _measure(fuzz.token_set_ratio, words[left], words[right]) * 0.009, out=alike)
    level = np.zeros(len(left), np.int8)
    for at, least in enumerate((0.6, 0.72, 0.82, 0.91), 2):
        level[alike >= least] = at
    return level


def _dates(words: Texts, left: Indices, right: Indices) -> Level:
    """1 same year, 2 two slips, 3 two parts of three, 4 one slip, or day and month exchanged."""
    slips = _measure(OSA.distance, words[left], words[right])
    parts = [_each(words, left, right, lambda text, at=at: text[at]) for at in _PARTS]  # type: ignore[misc]
    same = sum((a == b).astype(np.int8) for a, b in parts)
    (year_a, year_b), (month_a, month_b), (day_a, day_b) = parts
    exchanged = (year_a == year_b) & (month_a == day_b) & (day_a == month_b)
    level = np.zeros(len(left), np.int8)
    level[year_a == year_b] = 1
    level[slips <= 2] = 2
    level[same == 2] = 3
    level[(slips <= 1) | exchanged] = 4
    return level


_PARTS = (slice(0, 4), slice(4, 6), slice(6, None))


def _numbers(words: Texts, left: Indices, right: Indices) -> Level:
    """1 within two parts in a hundred, 2 one slip."""
    a, b = (each.astype(np.float64) for each in _each(words, left, right, _value))
    level = np.zeros(len(left), np.int8)
    level[np.abs(a - b) <= 0.02 * np.maximum(np.abs(a), np.abs(b))] = 1
    slips = _measure(OSA.distance, words[left], words[right])
    level[(slips <= 1) & (_shorter(words, left, right) >= 2)] = 2
    return level


def _value(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")


def _codes(words: Texts, left: Indices, right: Indices) -> Level:
    """1 the same beginning, 2 two slips, 3 one slip."""
    short = _shorter(words, left, right)
    slips = _measure(OSA.distance, words[left], words[right])
    level = np.zeros(len(left), np.int8)
    level[_measure(Prefix.similarity, words[left], words[right]) >= np.maximum(2, short / 2)] = 1
    level[(slips <= 2) & (short >= 5)] = 2
    level[(slips <= 1) & (short >= 3)] = 3
    return level


def _categories(_words: Texts, left: Indices, _right: Indices) -> Level:
    return np.zeros(len(left), np.int8)


_COMPARE: dict[Kind, Callable[[Texts, Indices, Indices], Level]] = {
    Kind.NAME: _names,
    Kind.TEXT: _texts,
    Kind.DATE: _dates,
    Kind.NUMBER: _numbers,
    Kind.CODE: _codes,
    Kind.CATEGORY: _categories,
}
