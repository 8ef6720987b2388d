"""What the bundle itself proves of its withheld numbers: how many, where, and between which numbers each may be."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from datavim import witness
from datavim.bundle import CONTEXT_TABLES, Bundle, CellState
from datavim.words import thousands


@dataclass(frozen=True, slots=True)
class ProtectedTable:
    """A published table: how many of its cells are withheld, of how many."""

    title: str
    withheld: int
    cells: int


@dataclass(frozen=True, slots=True)
class Protection:
    """`withheld`: cells that are not printed, each once though two tables show it. `both`: those that may be 0 and may
    be k, by the witnesses of the bundle. `narrowest`: the fewest different numbers between the ends of one of those.
    `lists`: how many witnesses; `of_records`: how many of them are counts of whole records."""

    tables: tuple[ProtectedTable, ...]
    k: int
    withheld: int
    both: int
    narrowest: int
    lists: int
    of_records: int

    @property
    def summed(self) -> str:
        """For who adds up the tables and finds another number: a cell that two of them show is one."""
        shown = sum(table.withheld for table in self.tables)
        if shown == self.withheld:
            return ""
        words = f"Las tablas suman {thousands(shown)} y no {thousands(self.withheld)}"
        return f"{words}: un mismo dato puede estar en dos tablas."

    @property
    def rest(self) -> int:
        return self.withheld - self.both


def checker() -> bytes:
    """The independent checker, as anyone may download it and run it."""
    return Path(witness.__file__).read_bytes()


def checker_digest() -> str:
    """SHA-256 of the checker."""
    return hashlib.sha256(checker()).hexdigest()


def protection_of(bundle: Bundle) -> Protection | None:
    """None for a bundle of before there was a proof."""
    if bundle.proof is None:
        return None
    k, certificate = bundle.cut.policy.k, bundle.proof.certificate
    tables = [table for table in bundle.tables if table.id not in CONTEXT_TABLES]
    cells = bundle.proof.publication["cells"]
    blank = {tuple(cell["key"]) for cell in cells if cell["kind"] == "table" and cell["number"] is None}
    unknown = [tuple(key) for key in certificate["unknown"]]
    ends = [(low, high) for place, low, _, high, _ in certificate["bounds"] if unknown[place] in blank]
    wide = [high - low + 1 for low, high in ends if low == 0 and high >= k]
    witnesses = certificate["witnesses"]
    return Protection(
        tuple(
            ProtectedTable(
                table.title, sum(row.state is CellState.WITHHELD for row in table.rows), len(table.rows)
            )
            for table in tables
        ),
        k,
        len(blank),
        len(wide),
        min(wide, default=0),
        len(witnesses),
        sum(bool(each["records"]) for each in witnesses),
    )
