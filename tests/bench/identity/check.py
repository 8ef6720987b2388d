"""One pass over the tables before anything is loaded: every row readable, no key twice, the truth about both."""

from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np
from tests.bench.identity import tables
from tests.bench.identity.tables import BadTable, Row


@dataclass(frozen=True)
class Counts:
    """How many rows each table has."""

    people: int
    queries: int
    truths: int


def mark(key: str) -> int:
    """Eight bytes that stand for a key: a million of them fit where the keys would not."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "little", signed=True)


def check(people: Path, queries: Path, truth: Path | None) -> Counts:
    """Raises BadTable with the table, the line and what to do."""
    persons = _keys(people, tables.people, "persona_id")
    asked = _keys(queries, tables.queries, "consulta_id")
    if not len(persons):
        raise BadTable(f"{people.name} no tiene personas.")
    return Counts(len(persons), len(asked), _truths(truth, persons, asked) if truth else 0)


def _keys(path: Path, read: Callable[[Path], Iterator[Row]], name: str) -> "np.ndarray":
    marks = np.sort(np.frombuffer(array("q", (mark(row.key) for row in read(path))), dtype=np.int64))
    twice = set(marks[1:][marks[1:] == marks[:-1]].tolist())
    seen: set[str] = set()
    for row in read(path) if twice else ():
        if mark(row.key) in twice and row.key in seen:
            raise BadTable(f"{path.name}, línea {row.line}: {name} {row.key[:40]} ya apareció antes.")
        seen.add(row.key) if mark(row.key) in twice else None
    return marks


def _truths(path: Path, persons: "np.ndarray", asked: "np.ndarray") -> int:
    count = 0
    for each in tables.truths(path):
        count += 1
        if not _among(each.query, asked):
            raise BadTable(f"{path.name}, línea {each.line}: la consulta {each.query[:40]} no está.")
        if each.person and not _among(each.person, persons):
            raise BadTable(f"{path.name}, línea {each.line}: la persona {each.person[:40]} no está.")
    return count


def _among(key: str, marks: "np.ndarray") -> bool:
    place = int(np.searchsorted(marks, mark(key)))
    return place < len(marks) and marks[place] == mark(key)


def truths_by_query(path: Path | None) -> dict[str, tables.Truth]:
    """Who each query was about. The queries of a bench are held; its people are not."""
    return {each.query: each for each in _each(path)}


def _each(path: Path | None) -> Iterable[tables.Truth]:
    return tables.truths(path) if path else ()
