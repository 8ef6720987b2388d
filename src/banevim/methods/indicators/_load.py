"""Definition files (TOML) read into `Definition` and checked against the vocabulary."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from ._building import DefinitionError, build
from ._definition import Definition
from ._vocabulary import Source, load_vocabulary

_DATA = Path(__file__).parent / "data"


@cache
def load_definitions(folder: Path = _DATA) -> Mapping[str, Definition]:
    """The newest definition of each id of a folder, in order of id. Raises DefinitionError."""
    loaded = {key: versions[-1] for key, versions in load_versions(folder).items()}
    slugs = [definition.slug for definition in loaded.values()]
    if len(set(slugs)) != len(slugs):
        raise DefinitionError("two definitions have the same slug")
    return MappingProxyType(loaded)


@cache
def load_versions(folder: Path = _DATA) -> Mapping[str, tuple[Definition, ...]]:
    """Every version of each definition, oldest first. The newest version of I02 is in `I02.toml`, version 1 in
    `I02-1.toml` once there is another. Raises DefinitionError."""
    found: dict[str, list[Definition]] = {}
    for path in sorted(folder.glob("*.toml")):
        definition = _read(path)
        found.setdefault(definition.id, []).append(definition)
    ordered = {key: tuple(sorted(found[key], key=lambda each: each.version)) for key in sorted(found)}
    for key, versions in ordered.items():
        days = [each.valid_from for each in versions]
        if len({each.version for each in versions}) < len(versions) or sorted(set(days)) != days:
            raise DefinitionError(
                f"{key}: each version has a number of its own and begins after the one before"
            )
    return MappingProxyType(ordered)


def definitions_on(day: date, folder: Path = _DATA) -> dict[str, Definition]:
    """The definitions in force on a day, by id: the newest version that had begun and has not ended. A day before the
    first version of all is read with that one."""
    found = {}
    for key, versions in load_versions(folder).items():
        begun = [each for each in versions if each.valid_from <= max(day, versions[0].valid_from)]
        if begun[-1].valid_to is None or day <= begun[-1].valid_to:
            found[key] = begun[-1]
    return found


def published_definitions(day: date | None = None) -> dict[str, Definition]:
    """Those of which the monthly cut publishes something: in force on a day, or the newest."""
    known = definitions_on(day) if day else load_definitions()
    return {key: each for key, each in known.items() if each.is_published}


def parse_definition(text: str, where: str) -> Definition:
    """One definition from its TOML text; `where` names it in errors."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError(f"{where}: not TOML ({error})") from None
    definition: Definition = build(Definition, raw, where)
    for problem in (*_said(definition), *(_counted(definition) if definition.state == "counted" else ())):
        raise DefinitionError(f"{where}: {problem}")
    return definition


def _read(path: Path) -> Definition:
    definition = parse_definition(path.read_text("utf-8"), path.name)
    if path.stem not in (definition.id, f"{definition.id}-{definition.version}"):
        raise DefinitionError(f"{path.name}: id is {definition.id}, the file must be {definition.id}.toml")
    return definition


def _said(definition: Definition) -> list[str]:
    """What types cannot say, of any definition."""
    problems = []
    if definition.version < 1:
        problems.append("version starts at 1")
    if definition.valid_to and definition.valid_to < definition.valid_from:
        problems.append("valid_to is before valid_from")
    if definition.denominator is not None and definition.denominator.per < 1:
        problems.append("denominator: per starts at 1")
    if min(definition.small_numbers.percentage_base, definition.small_numbers.change_base) < 1:
        problems.append("small_numbers: a base starts at 1")
    if (definition.state == "waiting") != bool(definition.waits_for):
        problems.append("waits_for goes with the state waiting")
    if definition.state != "counted" and (definition.tables or definition.source or definition.where):
        problems.append(f"nothing is counted in the state {definition.state}: no source, tables or where")
    return problems


def _counted(definition: Definition) -> list[str]:
    """What must hold between a definition that is counted and its source."""
    source = load_vocabulary().get(definition.source)
    if source is None:
        return [f"source: {definition.source!r} is none of {', '.join(load_vocabulary())}"]
    problems = []
    if definition.unit not in source.units:
        problems.append(
            f"{definition.source} does not count {definition.unit}, only {', '.join(source.units)}"
        )
    if definition.period.rule not in source.rules:
        problems.append(f"period: {definition.source} has no {definition.period.rule} date")
    if not definition.tables or len({(t.grain, t.by) for t in definition.tables}) != len(definition.tables):
        problems.append("tables: at least one, and none twice")
    if any(table.published != bool(table.name) for table in definition.tables):
        problems.append("tables: what is published has a name, and nothing else")
    if (definition.each_woman == "latest") > (definition.unit == "women"):
        problems.append("each_woman goes with the unit women")
    return problems + _columns(definition, source)


def _columns(definition: Definition, source: Source) -> list[str]:
    problems = []
    asked = [
        *(name for table in definition.tables for name in table.by),
        *(c.column for c in definition.where),
    ]
    if unknown := sorted(set(asked) - set(source.columns)):
        return [f"{definition.source} has no column {', '.join(unknown)}"]
    if any(len(table.by) > 2 or len(set(table.by)) != len(table.by) for table in definition.tables):
        problems.append("tables: by names at most two columns, each once")
    if private := [n for table in definition.published for n in table.by if not source.columns[n].public]:
        problems.append(f"tables: {', '.join(private)} has no public name")
    counted = {table.by[-1] for table in definition.tables if table.by}
    if definition.multi_response != any(source.columns[name].kind == "codes" for name in counted):
        problems.append("multi_response goes with a column of several codes, counted last in a table")
    for condition in definition.where:
        column = source.columns[condition.column]
        if column.kind not in ("code", "codes"):
            problems.append(f"where: {condition.column} holds no codes")
        elif not column.catalog and (strange := sorted(set(condition.any_of) - set(column.fixed))):
            problems.append(f"where: {condition.column} has no code {', '.join(strange)}")
    if strange := sorted(
        set(definition.numerator_codes) - {c for n in counted for c in source.columns[n].fixed}
    ):
        problems.append(f"numerator_codes: no table counts {', '.join(strange)}")
    return problems
