"""Levels of agreement of two values of one column, and of a value found in another column."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, JaroWinkler, Prefix

from ._em import MISSING, Levels
from ._kinds import Kind
from ._table import NOTHING, Column, Indices, Table

Texts = npt.NDArray[np.object_]
ELSEWHERE = 1  # the value stands in another column of the other record
_WORDY = (Kind.NAME, Kind.TEXT)
LEVELS = {Kind.NAME: 7, Kind.TEXT: 7, Kind.DATE: 6, Kind.NUMBER: 4, Kind.CODE: 5, Kind.CATEGORY: 2}


def compare_pairs(table: Table, one: Indices, other: Indices) -> Levels:
    """(pairs, columns): the level of each pair in each column; 0 differs, the highest is the same value."""
    words = np.array(table.words, dtype=object)
    found = np.empty((len(one), len(table.columns)), np.int8)
    for field, column in enumerate(table.columns):
        level = _of_column(column, words, column.codes[one], column.codes[other])
        if column.kind in _WORDY:
            moved = _elsewhere(table, field, one, other)
            level[moved & (level < 3)] = ELSEWHERE
        found[:, field] = level
    return found


def _of_column(column: Column, words: Texts, a: Indices, b: Indices) -> npt.NDArray[np.int8]:
    told = (a != NOTHING) & (b != NOTHING)
    level = np.full(len(a), MISSING, np.int8)
    level[told & (a == b)] = LEVELS[column.kind] - 1
    unlike = told & (a != b)
    low, high = np.minimum(a, b)[unlike], np.maximum(a, b)[unlike]
    pairs, which = np.unique(low * len(words) + high, return_inverse=True)
    left, right = words[pairs // len(words)], words[pairs % len(words)]
    level[unlike] = _COMPARE[column.kind](left, right)[which]
    return level


def _elsewhere(table: Table, field: int, one: Indices, other: Indices) -> npt.NDArray[np.bool_]:
    mine = table.columns[field].codes
    a, b = mine[one], mine[other]
    moved = np.zeros(len(one), bool)
    for at, column in enumerate(table.columns):
        if at != field and column.kind in _WORDY:
            moved |= (a != NOTHING) & (a == column.codes[other])
            moved |= (b != NOTHING) & (b == column.codes[one])
    return moved


def _measure(scorer: Callable[..., float], left: Texts, right: Texts) -> npt.NDArray[np.float64]:
    if not len(left):
        return np.zeros(0)
    return np.asarray(
        process.cpdist(left.tolist(), right.tolist(), scorer=scorer, dtype=np.float64, workers=-1)
    )


def _lengths(texts: Texts) -> npt.NDArray[np.int64]:
    return np.fromiter(map(len, texts), np.int64, len(texts))


def _joined(texts: Texts) -> Texts:
    return np.array([text.replace(" ", "") for text in texts], dtype=object)


def _names(left: Texts, right: Texts) -> npt.NDArray[np.int8]:
    """2 faintly alike, 3 alike or one begins the other, 4 very alike, 5 one slip."""
    left, right = _joined(left), _joined(right)
    winkler = _measure(JaroWinkler.similarity, left, right)
    slips = _measure(OSA.distance, left, right)
    short = np.minimum(_lengths(left), _lengths(right))
    level = np.zeros(len(left), np.int8)
    level[winkler >= 0.75] = 2
    begins = _measure(Prefix.similarity, left, right) == short
    level[(winkler >= 0.85) | begins] = 3
    level[(winkler >= 0.92) | ((slips == 2) & (short >= 6))] = 4
    level[(slips <= 1) & (short >= 3)] = 5
    return level


def _texts(left: Texts, right: Texts) -> npt.NDArray[np.int8]:
    level = np.zeros(len(left), np.int8)
    joined = _measure(OSA.normalized_similarity, _joined(left), _joined(right))
    by_word = _measure(fuzz.token_sort_ratio, left, right) / 100
    within = _measure(fuzz.token_set_ratio, left, right) / 100
    alike = np.maximum(np.maximum(joined, by_word), 0.9 * within)
    for at, least in enumerate((0.6, 0.72, 0.82, 0.91), 2):
        level[alike >= least] = at
    return level


def _dates(left: Texts, right: Texts) -> npt.NDArray[np.int8]:
    """1 same year or same day and month, 2 two slips, 3 two parts of three, 4 one slip, day and month exchanged."""
    slips = _measure(OSA.distance, left, right)
    parts = [_parts(texts) for texts in (left, right)]
    same = (parts[0] == parts[1]).sum(axis=1)
    year = parts[0][:, 0] == parts[1][:, 0]
    swapped = year & (parts[0][:, 1] == parts[1][:, 2]) & (parts[0][:, 2] == parts[1][:, 1])
    level = np.zeros(len(left), np.int8)
    level[year] = 1
    level[slips <= 2] = 2
    level[same == 2] = 3
    level[(slips <= 1) | swapped] = 4
    return level


def _parts(texts: Texts) -> npt.NDArray[np.object_]:
    return np.array([(t[:4], t[4:6], t[6:]) for t in texts], dtype=object).reshape(-1, 3)


def _numbers(left: Texts, right: Texts) -> npt.NDArray[np.int8]:
    """1 near in value, 2 one slip of the same or neighbouring length."""
    a, b = (np.array([_value(text) for text in texts]) for texts in (left, right))
    slips = _measure(OSA.distance, left, right)
    level = np.zeros(len(left), np.int8)
    level[np.abs(a - b) <= 0.02 * np.maximum(np.abs(a), np.abs(b))] = 1
    level[(slips <= 1) & (np.maximum(_lengths(left), _lengths(right)) >= 2)] = 2
    return level


def _value(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")


def _codes(left: Texts, right: Texts) -> npt.NDArray[np.int8]:
    """1 the same beginning, 2 two slips, 3 one slip."""
    slips = _measure(OSA.distance, left, right)
    short = np.minimum(_lengths(left), _lengths(right))
    level = np.zeros(len(left), np.int8)
    level[_measure(Prefix.similarity, left, right) >= np.maximum(2, short / 2)] = 1
    level[(slips <= 2) & (short >= 5)] = 2
    level[(slips <= 1) & (short >= 3)] = 3
    return level


def _categories(left: Texts, _right: Texts) -> npt.NDArray[np.int8]:
    return np.zeros(len(left), np.int8)


_COMPARE: dict[Kind, Callable[[Texts, Texts], npt.NDArray[np.int8]]] = {
    Kind.NAME: _names,
    Kind.TEXT: _texts,
    Kind.DATE: _dates,
    Kind.NUMBER: _numbers,
    Kind.CODE: _codes,
    Kind.CATEGORY: _categories,
}
