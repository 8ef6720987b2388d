"""Groups the rows of the files by ID, in a fixed order: the same files give the same groups, however often."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count

from banevim.exchange.rules.reading import read_table
from banevim.exchange.terms import Kind, SourceLine

LONGEST_ID = 56
_ID = re.compile(rf"(?=.*\d)[A-Za-z0-9][A-Za-z0-9._:/#-]{{0,{LONGEST_ID - 1}}}", re.ASCII)
_SIGNS = re.compile("[._:/#-]")
_DAY = r"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_CURP = rf"[A-Z]{{4}}{_DAY}[HMX][A-Z]{{5}}[A-Z0-9]\d"
_RFC = rf"[A-Z]{{4}}{_DAY}(?=\w*[A-Z])[A-Z1-9]{{2}}[0-9A]"
_PERSONAL = re.compile(f"{_CURP}|(?:^|[^A-Z0-9]){_RFC}(?:$|[^A-Z0-9])", re.IGNORECASE | re.ASCII)


@dataclass(slots=True)
class Group:
    """Everything that the files say under one ID."""

    source_id: str
    rows: dict[Kind, list[SourceLine]] = field(default_factory=dict)

    def add(self, kind: Kind, row: SourceLine) -> None:
        self.rows.setdefault(kind, []).append(row)

    def of(self, kind: Kind) -> list[SourceLine]:
        return self.rows.get(kind, [])


def id_fault(source_id: str) -> str:
    """Why an ID cannot be kept, in Spanish, or ''. It is kept in clear: it must be a key, never who she is."""
    if not source_id:
        return "El renglón no trae ID."
    if len(source_id) > LONGEST_ID:
        return f"El ID tiene más de {LONGEST_ID} caracteres."
    if not _ID.fullmatch(source_id):
        return "El ID no tiene forma de clave: letras y números, sin espacios, con al menos un número."
    if any(_PERSONAL.search(text) for text in (source_id, _SIGNS.sub("", source_id))):
        return "El ID parece una CURP o un RFC. Pide a la institución una clave que no diga quién es ella."
    return ""


def kept_id(row: SourceLine) -> str:
    """The ID as it is kept in the report: nothing, when it is not one. It could say who she is."""
    return "" if row.fault or id_fault(row.source_id) else row.source_id


def groups(files: Mapping[Kind, bytes]) -> list[Group]:
    """Groups in order of first appearance: cases, then victims, then aggressors. Raises UnknownLayout.

    A row that cannot be taken at all is a group of its own, so that nothing is joined to it.
    """
    found: dict[str, Group] = {}
    alone: list[Group] = []
    for kind in Kind:
        for row in read_table(kind, files[kind]) if kind in files else ():
            if row.fault or id_fault(row.source_id):
                alone.append(Group(""))
                alone[-1].add(kind, row)
            else:
                found.setdefault(row.source_id, Group(row.source_id)).add(kind, row)
    return [*found.values(), *alone]


def count_rows(files: Mapping[Kind, bytes]) -> int:
    """Rows of all the files, blank ones apart. Raises UnknownLayout."""
    return sum(1 for kind, raw in files.items() for _ in read_table(kind, raw))


def occurrences(rows: Sequence[SourceLine], known: Mapping[int, str]) -> list[int | None]:
    """Which numbered row of the ledger (number → digest) each row of one ID is; a new number for a new one.

    Equal rows are found wherever they come; what is left is taken in order. None where more are known than came, so
    that it cannot be told which of them changed.
    """
    free, found = dict(sorted(known.items())), dict[int, int]()
    for place, row in enumerate(rows):
        digest = row_digest(row)
        same = next((number for number, had in free.items() if had == digest), None)
        if same is not None:
            found[place] = same
            del free[same]
    unsure = len(free) > len(rows) - len(found)
    after = max(known, default=-1) + 1
    numbers: Iterator[int] = chain(free, count(after))
    return [found[i] if i in found else None if unsure else next(numbers) for i in range(len(rows))]


def batches(items: list[Group], size: int) -> Iterator[list[Group]]:
    """Consecutive batches of groups."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def row_digest(row: SourceLine) -> str:
    """Digest of the values of a row: equal digests, nothing changed."""
    return hashlib.sha256("\x1f".join(row.cells).encode()).hexdigest()[:32]


def files_digest(files: Mapping[Kind, bytes]) -> str:
    """Digest of a set of files."""
    total = hashlib.sha256()
    for kind in sorted(files):
        total.update(kind.encode() + hashlib.sha256(files[kind]).digest())
    return total.hexdigest()
