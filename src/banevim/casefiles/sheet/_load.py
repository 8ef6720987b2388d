"""Definition files (TOML) read into a `Sheet`, with a clear error for every mistake in a file."""

import datetime as dt
import tomllib
from collections.abc import Iterator
from dataclasses import MISSING, fields
from functools import cache
from pathlib import Path
from typing import Any

from banevim.casefiles.sheet._types import STEPS, Field, Kind, Owner, Section, Sheet
from banevim.catalogs.terms import Catalog

DATA = Path(__file__).parent / "data"


class SheetError(ValueError):
    """A definition is wrong; str() names the file, the section and what is expected."""


@cache
def load(folder: Path = DATA) -> Sheet:
    """The sheet of a folder: `sheet.toml` holds its version, the other files their sections, in order of name."""
    version = int(tomllib.loads((folder / "sheet.toml").read_text("utf-8"))["version"])
    found = tuple(s for p in sorted(folder.glob("*.toml")) if p.stem != "sheet" for s in _file(p))
    ordered = tuple(sorted(found, key=lambda section: section.step))
    _unique([section.key for section in ordered], "two sections have the key")
    return Sheet(version, ordered)


def sections(on: dt.date, *owners: Owner) -> tuple[Section, ...]:
    """What is asked on a day of these owners (of all, when none is named)."""
    return tuple(s for s in load().sections if s.in_force(on) and (not owners or s.of in owners))


def _file(path: Path) -> Iterator[Section]:
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise SheetError(f"{path.name}: not TOML ({error})") from None
    if raw.keys() != {"section"} or not isinstance(raw["section"], list):
        raise SheetError(f"{path.name}: only [[section]] tables are expected, not {sorted(raw)}")
    for table in raw["section"]:
        yield _section(table, path.name)


def _section(table: dict[str, Any], where: str) -> Section:
    where = f"{where}: {table.get('key', '?')}"
    asked = tuple(_field(each, where) for each in table.pop("field", []))
    _unique([each.key for each in asked], f"{where}: two fields have the key")
    values = {**table, "of": _word(Owner, table.get("of"), where), "fields": asked}
    for word in ("when", "expect"):
        values[word] = {name: tuple(codes) for name, codes in table.get(word, {}).items()}
    made: Section = _build(Section, values, where)
    if not asked or made.step not in STEPS or (made.of is Owner.AGGRESSOR and made.many):
        raise SheetError(f"{where}: fields, a step and (of an aggressor) no repetition are expected")
    return made


def _field(table: dict[str, Any], where: str) -> Field:
    where = f"{where}: {table.get('key', '?')}"
    made: Field = _build(Field, {**table, "kind": _word(Kind, table.get("kind"), where)}, where)
    listed = made.kind in (Kind.ONE, Kind.MANY)
    if listed != bool(made.catalog) or (listed and made.catalog not in set(Catalog)):
        raise SheetError(f"{where}: a catalogue that exists is expected, and only for one and many")
    return made


def _word(kind: Any, given: Any, where: str) -> Any:
    if given not in list(kind):
        raise SheetError(f"{where}: {given!r} is none of {[each.value for each in kind]}")
    return kind(given)


def _build(kind: Any, values: dict[str, Any], where: str) -> Any:
    known = {each.name: each for each in fields(kind)}
    required = {n for n, f in known.items() if f.default is MISSING and f.default_factory is MISSING}
    wrong = sorted((values.keys() - known.keys()) | (required - values.keys()))
    if wrong:
        raise SheetError(f"{where}: unknown or missing keys {wrong}")
    return kind(**values)


def _unique(keys: list[str], words: str) -> None:
    for key in keys:
        if keys.count(key) > 1:
            raise SheetError(f"{words} {key}")
