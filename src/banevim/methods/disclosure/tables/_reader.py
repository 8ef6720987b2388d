"""Tables declared in JSON, filled from microdata or from linked tables of counts in CSV (UTF-8, commas).

    {"k": 5,
     "dimensions": {"mun": {"codes": ["001", "002"]},
                    "month": {"codes": ["2026-01", "2026-02"], "sums": {"2026-Q1": ["2026-01", "2026-02"]}},
                    "type": {"codes": ["a", "b"], "several": true, "separator": "|"}},
     "tables": [["mun", "month"], ["mun", "type"]],
     "woman": "folio",
     "files": [{"file": "t1.csv", "number": "n", "women": "w", "totals": {"mun": "Total"}}]}

Each dimension is a column of the CSV. `sums`: codes that are the sum of others, in any number of levels. `several`: a
case may have more than one code, joined by `separator`; `alone`: codes that come with no other (not specified); `total`
(true): all codes together are a cell too; `rests`: what is outside of each code is protected as well. `k` is 5.
Microdata (one line a case): `woman` is the column that names her. Counts (one line a cell): `files`, relative to the
declaration, the column of the `number`, that of the `women`, and how each dimension names its total; a cell without a
line counts zero. `woman` and `women` may be missing: each case is then another woman. Any other word is refused.
"""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from .._types import Key, Policy
from ._catalog import Record, assemble, tabulate
from ._dimension import Dimension
from ._system import System

_FLAGS = ("total", "several", "covering", "rests", "loose")
_WORDS = {
    "declaration": {"k", "dimensions", "tables", "woman", "files"},
    "dimension": {"codes", "sums", "alone", "separator", *_FLAGS},
    "file": {"file", "number", "women", "totals"},
}


class DeclarationError(ValueError):
    """The declaration or a file of it cannot be read; the message says where."""


def read_declaration(path: Path) -> Mapping[str, Any]:
    """The declaration that a file holds. Raises DeclarationError."""
    try:
        said = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as problem:
        raise DeclarationError(f"{path.name}: {_said(problem)}") from problem
    return _words(said, "declaration", path.name)


def read_microdata(declaration: Mapping[str, Any], path: Path) -> tuple[System, Policy]:
    """One line a case, one column a dimension. Raises DeclarationError."""
    try:
        dimensions, tables, policy = _declared(declaration)
        separators = {
            n: d.get("separator", "|") for n, d in declaration["dimensions"].items() if d.get("several")
        }
        her, records, women = declaration.get("woman"), [], []
        for where, line in _lines(path):
            record: Record = {d.name: _answer(line, d, separators.get(d.name), where) for d in dimensions}
            records.append(record)
            women.append(_at(line, her, where) if her else "")
        return tabulate(dimensions, tables, records, women=women if her else None), policy
    except (KeyError, TypeError, ValueError, OSError) as problem:
        raise DeclarationError(_said(problem)) from problem


def read_tables(declaration: Mapping[str, Any], folder: Path) -> tuple[System, Policy]:
    """Linked tables of counts with declared sums; files are relative to `folder`. Raises DeclarationError."""
    try:
        dimensions, tables, policy = _declared(declaration)
        counted: dict[Key, tuple[int, int]] = {}
        for each in declaration["files"]:
            for where, key, count in _counts(_words(each, "file", "files"), folder, dimensions):
                if counted.setdefault(key, count) != count:
                    raise ValueError(
                        f"{where}: {' · '.join(key) or 'total'} is another number in another line or table"
                    )
        return assemble(dimensions, tables, counted), policy
    except (KeyError, TypeError, ValueError, OSError) as problem:
        raise DeclarationError(_said(problem)) from problem


def _words(said: Any, kind: str, where: str) -> Mapping[str, Any]:
    """What is declared, with no word that the reader would pass over: a misspelt one would protect something else."""
    if not isinstance(said, Mapping):
        raise DeclarationError(f"{where}: this is no object of JSON with the words of a {kind}")
    if unknown := sorted(said.keys() - _WORDS[kind]):
        raise DeclarationError(
            f"{where}: «{unknown[0]}» is no word of a {kind}: {', '.join(sorted(_WORDS[kind]))}"
        )
    return said


def _declared(declaration: Mapping[str, Any]) -> tuple[list[Dimension], Sequence[Sequence[str]], Policy]:
    dimensions = []
    for name, told in _words(declaration, "declaration", "the declaration")["dimensions"].items():
        said = _words(told, "dimension", f"dimensions: {name}")
        sums = {total: tuple(parts) for total, parts in said.get("sums", {}).items()}
        flags: dict[str, Any] = {flag: bool(said[flag]) for flag in _FLAGS if flag in said}
        alone = tuple(said.get("alone", ()))
        dimensions.append(Dimension(name, tuple(said["codes"]), sums, alone=alone, **flags))
    known, tables = {dimension.name for dimension in dimensions}, declaration["tables"]
    if strange := [name for table in tables for name in table if name not in known]:
        raise ValueError(f"tables: «{strange[0]}» is not one of the dimensions")
    return dimensions, tables, Policy(_whole(declaration.get("k", 5), "k"))


def _lines(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Each line with where it is, for whoever has to mend it."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.DictReader(handle)
        try:
            for line in reader:
                yield f"{path.name}, line {reader.line_num}", line
        except UnicodeDecodeError as problem:
            raise ValueError(f"{path.name}: this file is not in UTF-8") from problem


def _at(line: Mapping[str, str | None], column: str, where: str) -> str:
    if (text := line.get(column)) is None:
        raise ValueError(f"{where}: there is no column «{column}», or the line ends before it")
    return text


def _whole(said: object, where: str) -> int:
    try:
        return int(str(said))
    except ValueError:
        raise ValueError(f"{where}: «{said}» is not a whole number") from None


def _answer(
    line: Mapping[str, str | None], dimension: Dimension, separator: str | None, where: str
) -> str | tuple[str, ...]:
    text = _at(line, dimension.name, where)
    said = (text,) if separator is None else tuple(code for code in text.split(separator) if code)
    if strange := [code for code in said if code not in dimension.codes]:
        raise ValueError(f"{where}: {dimension.name}: {strange[0] or 'blank'} is not an answer")
    return text if separator is None else said


def _counts(
    said: Mapping[str, Any], folder: Path, dimensions: Sequence[Dimension]
) -> Iterator[tuple[str, Key, tuple[int, int]]]:
    totals, column = said.get("totals", {}), said.get("women")
    for where, line in _lines(folder / said["file"]):
        named = ((d.name, line[d.name]) for d in dimensions if d.name in line)
        key = tuple(sorted(f"{name}={code}" for name, code in named if code != totals.get(name, "")))
        number = _whole(_at(line, said["number"], where), where)
        yield where, key, (number, _whole(_at(line, column, where), where) if column else number)


def _said(problem: Exception) -> str:
    if isinstance(problem, json.JSONDecodeError):
        return f"this is not JSON: {problem}"
    return f"missing: {problem.args[0]}" if isinstance(problem, KeyError) else str(problem)
