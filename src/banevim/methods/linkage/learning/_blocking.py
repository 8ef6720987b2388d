"""Which pairs are compared at all: those that share a combination of two data, written alike or nearly so."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import combinations

import numpy as np
import numpy.typing as npt

from ._kinds import Kind
from ._table import NOTHING, Column, Indices, Table

Hashes = npt.NDArray[np.uint64]
Keyed = tuple[Indices, Hashes]  # records, and a key of each; a record may have several
Rule = Callable[[], Keyed]
_VOWELS = frozenset("aeiouyhw")
_SOUND = str.maketrans("bvpfckqgjxszdtlrmn", "111122222222334455"[:18])
_NONE = np.uint64(0)


def candidates(table: Table, most: int | None = None, block: int = 60) -> tuple[Indices, Indices]:
    """Pairs worth comparing, each once, the first record before the second.

    A block holds the records that share a key; one of more than `block` records is left to more selective keys. The
    rules with fewest pairs go first, until `most` pairs (30 a record, at least 3,000,000) are reached.
    """
    limit = most or max(3_000_000, 30 * table.records)
    rules = _rules(table)
    sized = sorted((_size(rule(), block), number) for number, rule in enumerate(rules))
    found: list[Indices] = []
    held = 0
    for size, number in sized:
        if held + size > limit:
            break
        pairs = _pairs(rules[number](), table, block)
        found.append(pairs)
        held += len(pairs)
        if len(found) > 12:
            found = [np.unique(np.concatenate(found))]
            held = len(found[0])
    merged = np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64)
    return merged // table.records, merged % table.records


def _rules(table: Table) -> list[Rule]:
    """Every column, every two of them, and every word; made when asked for, as all at once would fill the memory."""
    forms = [
        (field, form) for field, column in enumerate(table.columns) for form in _forms(column, table.words)
    ]
    rules: list[Rule] = [partial(_told, form) for _, form in forms]
    for (one, first), (other, second) in combinations(forms, 2):
        if one != other:
            rules.append(partial(_both, first, second))
    wordy = [column for column in table.columns if column.kind in (Kind.TEXT, Kind.NAME)]
    return rules + [partial(_by_word, column, table.words) for column in wordy]


def _forms(column: Column, words: Sequence[str]) -> Iterator[Hashes]:
    """The keys of one column: as written, and looser ones that a slip leaves alike."""
    yield _hashed(column, words, lambda text: text)
    if column.kind in (Kind.NAME, Kind.TEXT):
        yield _hashed(column, words, skeleton)
        yield _hashed(column, words, lambda text: text.replace(" ", "")[:3] if len(text) > 2 else "")
    elif column.kind is Kind.DATE:
        yield _hashed(column, words, lambda text: text[:6] if len(text) == 8 else "")
        yield _hashed(column, words, lambda text: "".join(sorted(text[4:])) if len(text) == 8 else "")
        yield _hashed(column, words, lambda text: text[2:4] + text[6:] if len(text) == 8 else "")
    elif column.kind is Kind.CODE:
        yield _hashed(column, words, lambda text: text[: len(text) // 2])
        yield _hashed(column, words, lambda text: text[len(text) // 2 :])


def skeleton(text: str) -> str:
    """First letter and the following consonants by families of sound, four at most; the same for any language."""
    letters = text.replace(" ", "")
    sounds = [c for c in letters[1:].translate(_SOUND) if c not in _VOWELS]
    kept = [c for at, c in enumerate(sounds) if at == 0 or c != sounds[at - 1]]
    return letters[:1] + "".join(kept[:4])


def _hashed(column: Column, words: Sequence[str], form: Callable[[str], str]) -> Hashes:
    used = np.unique(column.codes[column.codes != NOTHING])
    texts = [form(words[code]) for code in used]
    numbers: dict[str, int] = {"": 0}
    table = np.zeros(len(words) + 1, np.uint64)
    table[used] = [numbers.setdefault(text, hash_of(text)) for text in texts]
    return table[column.codes]


def hash_of(text: str) -> int:
    """A number of 64 bits that is the same in every run."""
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    value ^= value >> 32
    return (value * 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF or 1


def _by_word(column: Column, words: Sequence[str]) -> Keyed:
    """A key for each word of a text, so that one rare word is enough."""
    used = np.unique(column.codes[column.codes != NOTHING])
    parts = [[hash_of(part) for part in set(words[code].split()) if len(part) > 2] for code in used]
    many = np.zeros(len(words) + 1, np.int64)
    many[used] = [len(each) for each in parts]
    start = np.zeros(len(words) + 1, np.int64)
    start[used] = np.cumsum([0, *map(len, parts)])[:-1]
    flat = np.array([key for each in parts for key in each], np.uint64)
    count = many[column.codes]
    records = np.repeat(np.arange(len(column.codes)), count)
    within = np.arange(len(records)) - np.repeat(np.cumsum(count) - count, count)
    return records, flat[np.repeat(start[column.codes], count) + within]


def _both(first: Hashes, second: Hashes) -> Keyed:
    both = first + second  # the order does not matter: exchanged columns meet
    both[(first == _NONE) | (second == _NONE)] = _NONE
    return _told(both)


def _told(keys: Hashes) -> Keyed:
    there = np.flatnonzero(keys != _NONE)
    return there, keys[there]


def _size(rule: Keyed, block: int) -> int:
    _, many = np.unique(rule[1], return_counts=True)
    many = many[many <= block]
    return int((many * (many - 1) // 2).sum())


def _pairs(rule: Keyed, table: Table, block: int) -> Indices:
    """Pairs of a rule as first · records + second."""
    records, keys = rule
    order = np.lexsort((records, keys))
    records, keys = records[order], keys[order]
    _, start, many = np.unique(keys, return_index=True, return_counts=True)
    found = []
    small = many <= block
    for size in np.unique(many[small & (many > 1)]):
        rows = records[start[many == size][:, None] + np.arange(size)]
        left, right = np.triu_indices(size, 1)
        found.append(np.stack([rows[:, left].ravel(), rows[:, right].ravel()]))
    if not found:
        return np.zeros(0, np.int64)
    one, other = np.concatenate(found, axis=1)
    kept = one != other
    if table.split is not None:
        kept &= (one < table.split) & (other >= table.split)
    return np.unique(one[kept] * table.records + other[kept])
