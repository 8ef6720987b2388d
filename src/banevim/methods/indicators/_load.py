"""Definition files (TOML) read into `Definition`, with a clear error for every mistake in a file."""

import tomllib
import types
from collections.abc import Collection, Mapping
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from string import Formatter
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from ._definition import Definition

_DATA = Path(__file__).parent / "data"


class DefinitionError(ValueError):
    """A definition file is wrong; str() names the file, the field and what is expected."""


def load_definitions(folder: Path = _DATA) -> dict[str, Definition]:
    """All definitions of a folder by id, in order of id. The file of I02 is `I02.toml`."""
    loaded = {path.stem: _read(path) for path in sorted(folder.glob("*.toml"))}
    slugs = [definition.slug for definition in loaded.values()]
    if len(set(slugs)) != len(slugs):
        raise DefinitionError("two definitions have the same slug")
    return loaded


def parse_definition(text: str, where: str) -> Definition:
    """One definition from its TOML text; `where` names it in errors."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError(f"{where}: not TOML ({error})") from None
    definition: Definition = _build(Definition, raw, where)
    _check(definition, where)
    return definition


def _read(path: Path) -> Definition:
    definition = parse_definition(path.read_text("utf-8"), path.name)
    if definition.id != path.stem:
        raise DefinitionError(f"{path.name}: id is {definition.id}, the file must be {definition.id}.toml")
    return definition


def _build(kind: Any, raw: object, where: str) -> Any:
    """A dataclass from a table: no unknown key, no missing key, every value of its type."""
    if not isinstance(raw, dict):
        raise DefinitionError(f"{where}: a table is expected")
    hints = get_type_hints(kind)
    required = {field.name for field in fields(kind) if field.default is MISSING}
    for name in raw.keys() - hints.keys():
        raise DefinitionError(f"{where}: unknown key {name!r}")
    for name in sorted(required - raw.keys()):
        raise DefinitionError(f"{where}: {name!r} is missing")
    return kind(**{name: _value(hints[name], value, f"{where}: {name}") for name, value in raw.items()})


def _value(hint: Any, value: object, where: str) -> Any:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        hint = next(option for option in get_args(hint) if option is not type(None))
    if is_dataclass(hint):
        return _build(hint, value, where)
    if origin is Literal:
        if value not in get_args(hint):
            raise DefinitionError(f"{where}: {value!r} is none of {', '.join(get_args(hint))}")
        return value
    if origin is tuple:
        return tuple(_texts(value if isinstance(value, list) else [], where))
    if origin is not None and issubclass(origin, Mapping):
        table = value if isinstance(value, dict) else {}
        return types.MappingProxyType(dict(zip(table, _texts(table.values(), where), strict=True)))
    if type(value) is not hint or value == "":
        raise DefinitionError(f"{where}: a value of type {hint.__name__} is expected")
    return value


def _texts(values: Collection[object], where: str) -> list[str]:
    texts = [value for value in values if isinstance(value, str) and value]
    if not texts or len(texts) != len(values):
        raise DefinitionError(f"{where}: texts are expected")
    return texts


def _check(definition: Definition, where: str) -> None:
    """What types cannot say."""
    if definition.version < 1:
        raise DefinitionError(f"{where}: version starts at 1")
    if definition.multi_response != (definition.breakdown == "type"):
        raise DefinitionError(f"{where}: multi_response goes with the breakdown by type")
    if definition.period.rule != "registration":
        raise DefinitionError(f"{where}: only the registration rule is computed")
    if definition.denominator is not None and definition.denominator.per < 1:
        raise DefinitionError(f"{where}: denominator: per starts at 1")
    for name, template in definition.wording.findings.items():
        try:
            list(Formatter().parse(template))
        except ValueError as error:
            raise DefinitionError(f"{where}: wording: findings: {name}: {error}") from None
