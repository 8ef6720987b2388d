"""Candidates laid out in columns, so that all of them are compared at once."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import chain

import numpy as np
import numpy.typing as npt

from .._person import MOST_BAG, MOST_GIVEN

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Texts = Sequence[str]


@dataclass(frozen=True)
class Columns:
    """Packed persons (`pack`), one column a field; dates as YYYYMMDD, 0 unknown; an age of -1 is unknown."""

    given: Texts
    first: Texts
    second: Texts
    born: Ints
    curp_born: Ints
    year: Ints
    age: Ints
    husband: Bools
    curp: Texts
    phone: Texts
    sex: Texts
    municipality: Texts

    def __len__(self) -> int:
        return len(self.given)

    def only(self, n: int) -> "Columns":
        """One person alone."""
        return Columns(*(getattr(self, each.name)[n : n + 1] for each in fields(self)))


def columns_of(lines: Sequence[str]) -> tuple[Columns, Ints]:
    """The readings of packed persons (`_readings`), and to whom each belongs."""
    rows, owners = [], []
    for n, line in enumerate(lines):
        found = _readings(line.split("|"))
        rows.extend(found)
        owners.extend([n] * len(found))
    return _columns(rows), np.array(owners, dtype=np.int64)


def _readings(row: list[str]) -> list[list[str]]:
    """By her name, and by the name she is known as; two surnames written in the first field also as two."""
    given, first, second, known_as = row[1:5]
    found = [row] if given or not known_as else []
    if known_as and known_as != given:
        found.append([row[0], known_as, *row[2:]])
    if not second and " " in first:
        one, _, two = first.partition(" ")
        found.extend([*each[:2], one, two, *each[4:]] for each in found[:])
    return found


def _columns(rows: Sequence[list[str]]) -> Columns:
    _, given, first, second, _, born, lent, year, age, husband, curp, phone, sex, town = zip(
        *rows, strict=True
    )
    married = np.array([text == "1" for text in husband])
    dates, years = (_numbers(born), _numbers(lent)), (_numbers(year), _numbers(age))
    return Columns(given, first, second, *dates, *years, married, curp, phone, sex, town)


def _numbers(texts: Texts) -> Ints:
    return np.array(list(map(int, texts)), dtype=np.int64)


@dataclass(frozen=True)
class Side:
    """Names of one side as places in a list of slots, shape (words, persons); the place past the end is no word.

    The bag holds the words of the whole name, each once; `in_given` and `in_surnames` tell where each stands.
    """

    slots: list[str]
    given: Ints
    first: Ints
    second: Ints
    bag: Ints
    in_given: Bools
    in_surnames: Bools

    def trimmed(self) -> "Side":
        """Without the rows in which nobody has a word: for the one who is asked for, most of them."""
        nothing = len(self.slots)
        most = max(_used(field, nothing) for field in (self.given, self.first, self.second))
        given, first, second = self.given[:most], self.first[:most], self.second[:most]
        bag = slice(_used(self.bag, nothing))
        return Side(
            self.slots, given, first, second, self.bag[bag], self.in_given[bag], self.in_surnames[bag]
        )


def _used(words: Ints, nothing: int) -> int:
    return max(1, int((words != nothing).any(axis=1).sum()))


def lay_out(people: Columns) -> Side:
    names = [text.split() for text in (*people.given, *people.first, *people.second)]
    words = list(chain.from_iterable(names))
    places = {word: place for place, word in enumerate(dict.fromkeys(words))}
    table = np.full((len(names), MOST_GIVEN), len(places), dtype=np.int64)
    lengths = np.array(list(map(len, names)))
    table[np.arange(MOST_GIVEN) < lengths[:, None]] = list(map(places.__getitem__, words))
    given, first, second = (
        np.ascontiguousarray(each.T) for each in table.reshape(3, len(people), MOST_GIVEN)
    )
    return Side(
        list(places), given, first, second, *_bag(np.concatenate([given, first, second]), len(places))
    )


def _bag(words: Ints, nothing: int) -> tuple[Ints, Bools, Bools]:
    """Every word once, in order, at most `MOST_BAG`."""
    same = (words[:, None, :] == words[None, :, :]) & (words != nothing)
    repeated = np.tril(same.transpose(2, 0, 1), -1).any(axis=2).T
    kept = (words != nothing) & ~repeated
    order = np.argsort(~kept, axis=0, kind="stable")[:MOST_BAG]
    held = np.take_along_axis(kept, order, axis=0)
    bag = np.where(held, np.take_along_axis(words, order, axis=0), nothing)
    surname = np.take_along_axis(same[:, MOST_GIVEN:].any(axis=1), order, axis=0)
    return bag, held & (order < MOST_GIVEN), held & surname
