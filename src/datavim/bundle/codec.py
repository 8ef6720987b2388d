"""Dataclasses to plain JSON values and back. Strict: an unknown or missing key is an error."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from typing import Any

from datavim.bundle.model import BundleError, Card, Code, CutInfo, Dimension, Policy, Row, Table

_TUPLES = frozenset({"limits", "tables", "population_sources", "answers"})
_DATES = frozenset({"published_on", "next_cut_on", "in_force_from"})
_LATER = frozenset(
    {"base", "several", "answers", "previous", "number", "signed", "digest", "in_force_from", "demand"}
)
"""Fields that the first bundles did not have: written when they say something, so that those are read as they are."""


def to_bytes(value: object) -> bytes:
    """Canonical, readable JSON: sorted keys, two spaces, UTF-8, one final line break."""
    return (json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def from_bytes(raw: bytes, name: str) -> Any:
    try:
        return json.loads(raw.decode())
    except (UnicodeDecodeError, json.JSONDecodeError) as problem:
        raise BundleError(f"«{name}» no es JSON legible.") from problem


def flat(item: Any) -> dict[str, Any]:
    """One dataclass of plain fields (cut, card, code, policy) as a JSON object."""
    result: dict[str, Any] = {}
    for spec in fields(item):
        value = getattr(item, spec.name)
        if spec.name in _LATER and value == spec.default:
            continue
        if isinstance(value, Policy):
            value = flat(value)
        elif isinstance(value, date):
            value = value.isoformat()
        elif isinstance(value, tuple):
            value = list(value)
        result[spec.name] = value
    return result


def _exactly(data: Any, kind: type) -> dict[str, Any]:
    names = {spec.name for spec in fields(kind)}
    if not isinstance(data, dict) or not names - _LATER <= set(data) <= names:
        raise BundleError(f"Una definición de «{kind.__name__}» no tiene los campos esperados.")
    result = dict(data)
    for name, value in data.items():
        if name in _TUPLES:
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                raise BundleError(f"«{name}» no es una lista de textos.")
            result[name] = tuple(value)
        elif name in _DATES and value is not None:
            result[name] = date.fromisoformat(value)
    return result


def cut_from(data: Any) -> CutInfo:
    plain = _exactly(data, CutInfo)
    plain["policy"] = Policy(**_exactly(plain["policy"], Policy))
    return CutInfo(**plain)


def card_from(data: Any) -> Card:
    return Card(**_exactly(data, Card))


def table_definition(table: Table) -> dict[str, Any]:
    """Everything about a table except its cells, which live in its CSV."""
    return {
        "id": table.id,
        "indicator": table.indicator,
        "title": table.title,
        "unit": table.unit,
        "filter": table.filter,
        "dimensions": [
            {
                "name": item.name,
                "label": item.label,
                "codes": [flat(code) for code in item.codes],
                **({"several": True} if item.several else {}),
            }
            for item in table.dimensions
        ],
    }


def dimension_from(data: Any) -> Dimension:
    plain = _exactly(data, Dimension)
    codes = tuple(Code(**_exactly(code, Code)) for code in plain["codes"])
    return Dimension(plain["name"], plain["label"], codes, bool(plain.get("several", False)))


def table_from(data: Any, rows: tuple[Row, ...]) -> Table:
    plain = _exactly({**data, "rows": ()}, Table)
    dimensions = tuple(dimension_from(item) for item in plain["dimensions"])
    return Table(
        plain["id"],
        plain["indicator"],
        plain["title"],
        plain["unit"],
        plain["filter"],
        dimensions,
        rows,
    )
