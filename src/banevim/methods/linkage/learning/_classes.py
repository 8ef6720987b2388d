"""Pairs of two entities that are alike all the same (a household, a place, a common name), kept apart from matches.

Two classes, matches and random pairs, are not enough where columns depend on each other: EM then takes whatever is
alike beyond chance for the matches. So the class of the matches may not differ often in what stays with a person, and
further classes are added one at a time, where the pairs are explained worst, as long as they earn their parameters
(BIC). A class added is read as matches too where it agrees nearly as they do (names exchanged, another address).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ._patterns import Counts, Floats, Levels, sum_levels

_GLANCE, _FIRST, _LAST, _ENOUGH, _PSEUDO, _MOST = 10, 40, 120, 1e-9, 0.5, 9
Agreeing = Mapping[int, Sequence[int]]  # of each column that stays with a person, the levels that agree
_BITS = 15.0  # more than this one column never tells
_SAME = 0.6  # a class that agrees so far is of one entity
_DIFFERS = 0.2  # how often at most matches differ in a column of identity


@dataclass(frozen=True)
class Classes:
    """`m` and `share` (of all pairs) of each class, the matches first; the rest are random pairs, with levels `u`."""

    m: tuple[tuple[Floats, ...], ...]
    share: Floats
    u: tuple[Floats, ...]
    objective: tuple[float, ...] = ()
    explained: float = -np.inf  # the log-likelihood without the penalty

    def log_joint(self, patterns: Levels) -> list[Floats]:
        """Natural logarithm of share and likelihood: of each class, and last of random pairs."""
        shares = np.log(np.append(self.share, 1 - self.share.sum()))
        return [
            sum_levels(patterns, tuple(np.log(f) for f in m)) + share
            for m, share in zip((*self.m, self.u), shares, strict=True)
        ]


class Pairs:
    """Distinct patterns, how many pairs show each, and how many pairs there are in all (the others are random)."""

    def __init__(self, patterns: Levels, counts: Counts, total: float, levels: Sequence[int]) -> None:
        self.counts = counts.astype(float)
        self.total = max(float(total), self.counts.sum(), 1.0)
        self.ends = np.cumsum(levels)
        self.lowest = self.ends - np.asarray(levels)
        self.shown = np.zeros((len(patterns), int(sum(levels))))
        for field in range(len(levels)):
            told = patterns[:, field] >= 0
            self.shown[told, self.lowest[field] + patterns[told, field]] = 1

    def log_joint(self, classes: Classes) -> Floats:
        """(patterns, classes and random)."""
        values = np.stack([np.log(np.concatenate(m)) for m in (*classes.m, classes.u)], axis=1)
        joint: Floats = self.shown @ values + np.log(np.append(classes.share, 1 - classes.share.sum()))
        return joint

    def levels_of(self, weight: Floats) -> tuple[Floats, ...]:
        """Shares of the levels among pairs with this weight each."""
        found = np.split(weight @ self.shown + _PSEUDO, self.ends[:-1])
        return tuple(each / each.sum() for each in found)


def climb(pairs: Pairs, start: Classes, agrees: Agreeing, rounds: int = _LAST) -> Classes:
    """EM from `start`, `u` staying: the objective (penalised log-likelihood) never falls."""
    now, objective, explained = start, list[float](), -np.inf
    rest = pairs.total - pairs.counts.sum()
    for _ in range(rounds):
        joint = pairs.log_joint(now)
        top = joint.max(axis=1, keepdims=True)
        likely = np.exp(joint - top)
        whole = likely.sum(axis=1)
        value = float(pairs.counts @ (np.log(whole) + top[:, 0]) + rest * np.log1p(-now.share.sum()))
        explained, value = value, value + _PSEUDO * float(sum(np.log(f).sum() for m in now.m for f in m))
        objective.append(value)
        if len(objective) > 1 and value - objective[-2] <= _ENOUGH * abs(value):
            break
        weight = likely[:, :-1].T * (pairs.counts / whole)
        m = [pairs.levels_of(each) for each in weight]
        m[0] = tuple(_held(f) if at in agrees else f for at, f in enumerate(m[0]))
        share = np.maximum(weight.sum(axis=1) / pairs.total, 1e-15)
        now = Classes(tuple(m), share / max(1.0, share.sum() / (1 - 1e-9)), now.u)
    return replace(now, objective=tuple(objective), explained=explained)


def find_classes(pairs: Pairs, random: Sequence[Floats], agrees: Agreeing) -> Classes:
    """The classes of candidate pairs; `random` are the shares of the levels among all pairs, matches among them."""
    first = tuple(_agreeing(each) for each in random)
    share = min(0.1, 0.05 * pairs.counts.sum() / pairs.total)
    now = climb(pairs, Classes((first,), np.array([max(share, 1e-12)]), tuple(random)), agrees, _FIRST)
    now = climb(pairs, replace(now, u=without_classes(random, now)), agrees, _FIRST)
    parameters = pairs.shown.shape[1] - len(random) + 1
    while len(now.m) < _MOST:
        tried = [climb(pairs, each, agrees, _GLANCE) for each in _with_another(pairs, now, agrees)]
        found = climb(pairs, max(tried, key=lambda classes: classes.explained), agrees, _FIRST)
        alike = found.share.sum() * pairs.total
        price = 0.5 * parameters * np.log(max(2.0, alike))  # BIC: random pairs say nothing of a class
        if found.explained - now.explained < price:
            break
        now = climb(pairs, replace(found, u=without_classes(random, found)), agrees, _FIRST)
    return climb(pairs, replace(now, u=without_classes(random, now)), agrees)


def without_classes(random: Sequence[Floats], classes: Classes) -> tuple[Floats, ...]:
    """`u` once the pairs of every class are taken out of the shares of all pairs; at least a tenth stays."""
    found = []
    for field, every in enumerate(random):
        taken = sum(share * m[field] for share, m in zip(classes.share, classes.m, strict=True))
        left = np.maximum(every - taken, every / 10)
        found.append(left / left.sum())
    return tuple(found)


def agreement(classes: Classes, agrees: Agreeing) -> Floats:
    """How far each class agrees in the columns of `agrees`, from 0 to 1, weighed by the bits that each level tells."""
    tells, yes = _telling(classes, agrees)
    return np.asarray([np.concatenate(m) @ yes / tells.sum() for m in classes.m])


def _telling(classes: Classes, agrees: Agreeing) -> tuple[Floats, Floats]:
    """The bits of full agreement in each column of `agrees`; and of every level of every column, 0 if it differs."""
    most, each = [], [np.zeros(len(u)) for u in classes.u]
    for field, levels in agrees.items():
        u = classes.u[field]
        most.append(min(_BITS, -np.log2(u[-1])))
        rising = sorted(
            levels, key=lambda level: -u[level]
        )  # the rarer among random pairs, the more it tells
        for at, level in enumerate(rising):
            each[field][level] = min(most[-1], -np.log2(u[rising[at:]].sum()))
    return np.array(most), np.concatenate(each)


def same_entity(classes: Classes, agrees: Agreeing) -> npt.NDArray[np.bool_]:
    """Which classes are matches: the first, and those that agree nearly as it does."""
    same = agreement(classes, agrees) >= _SAME
    same[0] = True
    return np.asarray(same)


def _with_another(pairs: Pairs, now: Classes, agrees: Agreeing) -> list[Classes]:
    """A class more: of the pairs beyond what is explained, or of those in one that are too unlike or too like."""
    joint = np.exp(pairs.log_joint(now))
    whole = joint.sum(axis=1)
    tells, yes = _telling(now, agrees)
    told = (
        np.stack([pairs.shown[:, pairs.lowest[f] : pairs.ends[f]].any(axis=1) for f in agrees], axis=1)
        @ tells
    )
    like = pairs.shown @ yes >= _SAME * told
    starts = [np.maximum(pairs.counts - pairs.total * whole, 0)]
    for at, same in enumerate(same_entity(now, agrees)):
        starts.append(np.where(like == same, 0.0, pairs.counts * joint[:, at] / whole))
    found = []
    for weight in starts:
        share = np.append(now.share, np.clip(weight.sum() / pairs.total, 1e-12, 0.1))
        found.append(Classes((*now.m, pairs.levels_of(weight)), share / max(1.0, share.sum() / 0.9), now.u))
    return found


def _agreeing(u: Floats) -> Floats:
    guess = 0.5 ** np.arange(len(u), dtype=float)[::-1]
    guess[0] /= 4
    return np.asarray(guess / guess.sum())


def _held(m: Floats) -> Floats:
    """The same levels with no more than the bound on the lowest."""
    if m[0] <= _DIFFERS:
        return m
    held: Floats = m * ((1 - _DIFFERS) / (1 - m[0]))
    held[0] = _DIFFERS
    return held
