"""The names: field against field, or, when fields were exchanged or run together, word against word."""

from dataclasses import dataclass

import numpy as np

from .._vocabulary import Vocabulary
from ._assign import Floats, assign
from ._part import AGREES, DISAGREES, MISSING, SIMILAR, Codes, Part
from ._rows import Bools, Columns, Ints, Side, lay_out
from ._weights import Weights
from ._words import SOUND, Likeness, likeness

FIELDS = ("given_names", "first_surname", "second_surname")
ORDER = "name_order"


def name_parts(query: Columns, candidates: Columns, weights: Weights, vocabulary: Vocabulary) -> list[Part]:
    """The better of the two readings for each candidate; the second one pays `out_of_place`."""
    asked, told = lay_out(query).trimmed(), lay_out(candidates)
    if not asked.slots or not told.slots:
        return [Part.missing(name, len(candidates)) for name in (*FIELDS, ORDER)]
    alike = likeness(asked.slots, told.slots, weights, vocabulary)
    in_place = _in_place(asked, told, alike, query.husband | candidates.husband, weights)
    anywhere = _anywhere(asked, told, alike, weights)
    better = _total(anywhere) > _total(in_place)
    return [b.where(better, a) for a, b in zip(in_place, anywhere, strict=True)]


def _total(parts: list[Part]) -> Floats:
    return np.asarray(np.sum([part.bits for part in parts], axis=0))


def _in_place(asked: Side, told: Side, alike: Likeness, husband: Bools, weights: Weights) -> list[Part]:
    many = told.bag.shape[1]
    second = np.where(husband, weights.husband_differs, weights.second_differs)
    plan = (
        (asked.given, told.given, alike.given, np.full(many, weights.given_differs), weights.other_given),
        (asked.first, told.first, alike.surname, np.full(many, weights.first_differs), weights.other_surname),
        (asked.second, told.second, alike.surname, second, weights.other_surname),
    )
    gains = [table[left[:, None, :], right[None, :, :]] for left, right, table, _, _ in plan]
    totals, pairs = assign(np.concatenate(gains, axis=2))
    parts = []
    for n, (name, (left, right, _, differs, others)) in enumerate(zip(FIELDS, plan, strict=True)):
        here = slice(n * many, (n + 1) * many)
        field = _Field(left, right, totals[here], pairs[:, here], alike)
        parts.append(_field(name, field, differs, others))
    return [*parts, Part.missing(ORDER, many)]


@dataclass(frozen=True)
class _Field:
    """The words of one field on both sides, the best pairing of each candidate and what it gains."""

    left: Ints
    right: Ints
    total: Floats
    pairs: Ints
    alike: Likeness


def _field(name: str, field: _Field, differs: Floats, others: float) -> Part:
    """One field. Words left over on one side are a shorter way to write it; on both sides, a difference."""
    table = field.alike.level
    asked = int((field.left != table.shape[0] - 1).sum())
    known = (field.right != table.shape[1] - 1).sum(axis=0)
    if not asked:
        return Part.missing(name, len(known))
    paired = (field.pairs >= 0).sum(axis=0)
    bits = np.where(paired == 0, differs, field.total)
    leftover = (paired > 0) & (paired < asked) & (paired < known)
    bits = np.where(leftover, np.maximum(differs, field.total + others), bits)
    unclear = _unclear(field.alike, field.left, field.right, field.pairs).any(axis=0)
    clear = (paired == np.minimum(asked, known)) & ~unclear
    level = np.where(paired == 0, DISAGREES, np.where(clear, AGREES, SIMILAR))
    absent = known == 0
    return Part.plain(name, np.where(absent, 0.0, bits), np.where(absent, MISSING, level))


def _unclear(alike: Likeness, left: Ints, right: Ints, pairs: Ints) -> Bools:
    """Which words asked are paired with one that does not even sound the same. Shape (words, candidates)."""
    other = np.take_along_axis(right, np.maximum(pairs, 0), axis=0)
    return (pairs >= 0) & (alike.level[left, other] < SOUND)


@dataclass(frozen=True)
class _Bag:
    """All words of one against all words of the other: what each gains, with which, and which pair with none."""

    gained: Floats
    found: Bools
    unclear: Bools
    lonely_asked: Bools
    lonely_told: Bools


def _bag(asked: Side, told: Side, alike: Likeness) -> _Bag:
    gains = alike.anywhere[asked.bag[:, None, :], told.bag[None, :, :]]
    _, pairs = assign(gains)
    found = pairs >= 0
    gained = np.take_along_axis(gains, np.maximum(pairs, 0)[:, None, :], axis=1)[:, 0, :]
    some = gains > 0
    return _Bag(
        np.where(found, gained, 0.0),
        found,
        _unclear(alike, asked.bag, told.bag, pairs),
        np.logical_not(some.any(axis=1)),
        np.logical_not(some.any(axis=0)),
    )


def _anywhere(asked: Side, told: Side, alike: Likeness, weights: Weights) -> list[Part]:
    """What pairs with nothing counts against only when both sides have such words of the same kind."""
    bag = _bag(asked, told, alike)
    another = _all_lonely(bag.lonely_asked, asked.in_given) & _all_lonely(bag.lonely_told, told.in_given)
    lonely = (bag.lonely_asked & asked.in_surnames, bag.lonely_told & told.in_surnames)
    apart = np.asarray(lonely[0].any(axis=0)) & np.asarray(lonely[1].any(axis=0))
    parts = _by_field(asked, bag)
    parts[0] = Part.plain(
        FIELDS[0], parts[0].bits + np.where(another, weights.given_differs, 0.0), parts[0].level
    )
    order = weights.out_of_place + np.where(apart, weights.bag_differs, 0.0)
    return [*parts, Part.plain(ORDER, order, np.full(len(order), SIMILAR))]


def _all_lonely(lonely: Bools, members: Bools) -> Bools:
    """There are such words and none of them pairs."""
    paired = np.asarray((members & ~lonely).any(axis=0))
    return np.asarray(members.any(axis=0)) & ~paired


def _by_field(asked: Side, bag: _Bag) -> list[Part]:
    """Each word counts once, for the first field that holds it."""
    counted: set[int] = set()
    parts: list[Part] = []
    for name, field in zip(FIELDS, (asked.given, asked.first, asked.second), strict=True):
        rows = [
            n for n, slot in enumerate(asked.bag[:, 0]) if slot in field[:, 0] and slot != len(asked.slots)
        ]
        fresh = [n for n in rows if n not in counted]
        counted.update(rows)
        clear = np.where(bag.unclear[rows].any(axis=0), SIMILAR, AGREES)
        level: Codes = np.where(bag.found[rows].any(axis=0), clear, DISAGREES)
        parts.append(Part.plain(name, bag.gained[fresh].sum(axis=0), level if rows else np.zeros_like(level)))
    return parts
