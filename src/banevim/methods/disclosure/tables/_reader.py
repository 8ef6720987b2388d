"""Tables declared in JSON, filled from microdata or from linked tables of counts in CSV.

    {"k": 5,
     "dimensions": {"mun": {"codes": ["001", "002"]},
                    "month": {"codes": ["2026-01", "2026-02"], "sums": {"2026-Q1": ["2026-01", "2026-02"]}},
                    "type": {"codes": ["a", "b"], "several": true, "separator": "|"}},
     "tables": [["mun", "month"], ["mun", "type"]],
     "woman": "folio",
     "files": [{"file": "t1.csv", "number": "n", "women": "w", "totals": {"mun": "Total"}}]}

`woman` (microdata: the column that names her) and `women` (counts) may be missing: each case is another woman.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from .._types import Key, Policy
from ._catalog import Record, assemble, tabulate
from ._dimension import Dimension
from ._system import System

_FLAGS = ("total", "several", "covering", "rests", "loose")


class DeclarationError(ValueError):
    """The declaration or a file of it cannot be read; the message says where."""


def read_microdata(declaration: Mapping[str, Any], path: Path) -> tuple[System, Policy]:
    """One line a case, one column a dimension. Raises DeclarationError."""
    try:
        dimensions, tables, policy = _declared(declaration)
        separators = {
            n: d.get("separator", "|") for n, d in declaration["dimensions"].items() if d.get("several")
        }
        lines = list(_lines(path))
        records: list[Record] = [
            {d.name: _codes(line[d.name], separators.get(d.name)) for d in dimensions} for line in lines
        ]
        her = declaration.get("woman")
        women = [line[her] for line in lines] if her else None
        return tabulate(dimensions, tables, records, women=women), policy
    except (KeyError, TypeError, ValueError, OSError) as problem:
        raise DeclarationError(_said(problem)) from problem


def read_tables(declaration: Mapping[str, Any], folder: Path) -> tuple[System, Policy]:
    """Linked tables of counts with declared sums; files are relative to `folder`. Raises DeclarationError."""
    try:
        dimensions, tables, policy = _declared(declaration)
        counted: dict[Key, tuple[int, int]] = {}
        for each in declaration["files"]:
            for key, count in _counts(each, folder, dimensions):
                if counted.setdefault(key, count) != count:
                    raise ValueError(f"{each['file']}: {' · '.join(key)} is another number in another table")
        return assemble(dimensions, tables, counted), policy
    except (KeyError, TypeError, ValueError, OSError) as problem:
        raise DeclarationError(_said(problem)) from problem


def _declared(declaration: Mapping[str, Any]) -> tuple[list[Dimension], Sequence[Sequence[str]], Policy]:
    dimensions = []
    for name, said in declaration["dimensions"].items():
        sums = {total: tuple(parts) for total, parts in said.get("sums", {}).items()}
        flags: dict[str, Any] = {flag: bool(said[flag]) for flag in _FLAGS if flag in said}
        alone = tuple(said.get("alone", ()))
        dimensions.append(Dimension(name, tuple(said["codes"]), sums, alone=alone, **flags))
    return dimensions, declaration["tables"], Policy(int(declaration.get("k", 5)))


def _lines(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        yield from csv.DictReader(handle)


def _codes(text: str, separator: str | None) -> str | tuple[str, ...]:
    return text if separator is None else tuple(code for code in text.split(separator) if code)


def _counts(
    said: Mapping[str, Any], folder: Path, dimensions: Sequence[Dimension]
) -> Iterator[tuple[Key, tuple[int, int]]]:
    totals, column = said.get("totals", {}), said.get("women")
    for line in _lines(folder / said["file"]):
        named = ((d.name, line[d.name]) for d in dimensions if d.name in line)
        key = tuple(sorted(f"{name}={code}" for name, code in named if code != totals.get(name, "")))
        number = int(line[said["number"]])
        yield key, (number, int(line[column]) if column else number)


def _said(problem: Exception) -> str:
    return f"missing: {problem.args[0]}" if isinstance(problem, KeyError) else str(problem)
