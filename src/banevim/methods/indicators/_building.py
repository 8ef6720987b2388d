"""Dataclasses built from the tables of a TOML file, with a clear error for every mistake."""

import types
from collections.abc import Collection, Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints


class DefinitionError(ValueError):
    """A definition file is wrong; str() names the file, the field and what is expected."""


def build(kind: Any, raw: object, where: str) -> Any:
    """A dataclass from a table: no unknown key, no missing key, every value of its type. Raises DefinitionError."""
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
        origin = get_origin(hint)
    if is_dataclass(hint):
        return value if type(value) is hint else build(hint, value, where)
    if origin is Literal:
        if value not in get_args(hint):
            raise DefinitionError(f"{where}: {value!r} is none of {', '.join(get_args(hint))}")
        return value
    if origin is tuple:
        return _several(get_args(hint)[0], value, where)
    if origin is not None and issubclass(origin, Mapping):
        return _table(get_args(hint)[1], value, where)
    if type(value) is not hint or value == "":
        raise DefinitionError(f"{where}: a value of type {hint.__name__} is expected")
    return value


def _several(hint: Any, value: object, where: str) -> tuple[Any, ...]:
    found = value if isinstance(value, list) else []
    if hint is str:
        return tuple(_texts(found, where))
    if not found:
        raise DefinitionError(f"{where}: a list is expected")
    return tuple(_value(hint, each, f"{where} {n}") for n, each in enumerate(found, 1))


def _table(hint: Any, value: object, where: str) -> Mapping[str, Any]:
    table = value if isinstance(value, dict) else {}
    if hint is str:
        return types.MappingProxyType(dict(zip(table, _texts(table.values(), where), strict=True)))
    return types.MappingProxyType({key: _value(hint, each, f"{where}: {key}") for key, each in table.items()})


def _texts(values: Collection[object], where: str) -> list[str]:
    texts = [value for value in values if isinstance(value, str) and value]
    if not texts or len(texts) != len(values):
        raise DefinitionError(f"{where}: texts are expected")
    return texts
