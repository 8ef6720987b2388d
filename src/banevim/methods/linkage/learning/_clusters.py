"""Entities from pairs: groups that agree as a whole, so that one doubtful pair neither joins nor parts them."""

from collections.abc import Callable

import numpy as np

from ._patterns import Floats
from ._table import Indices

Score = Callable[[Indices, Indices], Floats]
_LARGEST, _STEP, _CLIP = 150, 2.0, 12.0


def cluster(records: int, one: Indices, other: Indices, bits: Floats, score: Score) -> Indices:
    """The entity of each record: correlation clustering of the connected components, joining greedily.

    `bits` is the evidence of each pair above the threshold of linking; `score` gives it for any other pairs. Two
    groups are joined while the sum over their pairs, each cut at 12 bits either way, is positive.
    """
    strong = bits > 0
    label = components(records, one[strong], other[strong])
    label = _smaller(label, one, other, bits)
    many = np.bincount(label, minlength=records)
    inside = label[one] == label[other]
    edges = np.bincount(label[one[inside & strong]], minlength=records)
    doubtful = (many > 2) & (edges < many * (many - 1) // 2)
    if not doubtful.any():
        return label
    members = np.argsort(label, kind="stable")
    ends = np.cumsum(many)
    groups = [members[ends[at] - many[at] : ends[at]] for at in np.flatnonzero(doubtful)]
    given = inside & doubtful[label[one]]
    weights = _within(groups, records, one[given], other[given], bits[given], score)
    entity = label.copy()
    for group, matrix in zip(groups, weights, strict=True):
        for part in agglomerate(matrix):
            entity[group[part]] = group[part].min()
    return entity


def components(records: int, one: Indices, other: Indices) -> Indices:
    """The smallest record that each record is connected to."""
    label = np.arange(records)
    while True:
        low = np.minimum(label[one], label[other])
        before = label.copy()
        np.minimum.at(label, one, low)
        np.minimum.at(label, other, low)
        label = label[label]
        if np.array_equal(before, label):
            return label


def agglomerate(weights: Floats) -> list[list[int]]:
    """Groups of the rows of a symmetric matrix: the two that gain most are joined while they gain."""
    gain = np.clip(weights, -_CLIP, _CLIP)
    np.fill_diagonal(gain, -np.inf)
    groups = [[at] for at in range(len(gain))]
    while True:
        at, to = divmod(int(gain.argmax()), len(gain))
        if gain[at, to] <= 0:
            return [group for group in groups if group]
        groups[at] += groups[to]
        groups[to] = []
        gain[at] += gain[to]
        gain[:, at] = gain[at]
        gain[at, at] = -np.inf
        gain[to] = gain[:, to] = -np.inf


def _smaller(label: Indices, one: Indices, other: Indices, bits: Floats) -> Indices:
    """Components larger than a matrix should be are parted at their weaker pairs."""
    least = 0.0
    while (large := np.bincount(label, minlength=len(label)) > _LARGEST).any():
        least += _STEP
        again = large[label]
        kept = (bits > least) & again[one] & (label[one] == label[other])
        parted = components(len(label), one[kept], other[kept])
        label = np.where(again, parted, label)
    return label


def _within(
    groups: list[Indices], records: int, one: Indices, other: Indices, bits: Floats, score: Score
) -> list[Floats]:
    """The matrix of evidence of each group; what was no candidate is scored now."""
    rows = [np.triu_indices(len(group), 1) for group in groups]
    left = np.concatenate([group[i] for group, (i, _) in zip(groups, rows, strict=True)])
    right = np.concatenate([group[j] for group, (_, j) in zip(groups, rows, strict=True)])
    code, known = left * records + right, one * records + other
    order = np.argsort(known)
    at = np.minimum(np.searchsorted(known, code, sorter=order), len(known) - 1)
    there = known[order[at]] == code
    value = np.where(there, bits[order[at]], 0.0)
    if not there.all():
        value[~there] = score(left[~there], right[~there])
    found, start = [], 0
    for group, (i, j) in zip(groups, rows, strict=True):
        matrix = np.zeros((len(group), len(group)))
        matrix[i, j] = matrix[j, i] = value[start : start + len(i)]
        start += len(i)
        found.append(matrix)
    return found
