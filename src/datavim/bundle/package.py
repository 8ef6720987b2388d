"""The Frictionless `datapackage.json` that lets any tool open the tables."""

from __future__ import annotations

import hashlib
from typing import Any

from datavim.bundle.model import Bundle, CellState, Table
from datavim.bundle.names import CSV_ENCODING, DATA_FOLDER, PRACTICE_NOTE

LICENCE = {"name": "other-at", "title": "Uso libre, citando la fuente, el corte y la versión"}


def data_path(table: Table) -> str:
    return f"{DATA_FOLDER}/{table.id}.csv"


def datapackage(bundle: Bundle, files: dict[str, bytes]) -> dict[str, Any]:
    cut = bundle.cut
    note = f" {PRACTICE_NOTE}." if cut.practice else ""
    return {
        "profile": "tabular-data-package",
        "name": f"datavim-{cut.state_code}-{cut.version}",
        "title": f"DATAVIM {cut.state_name}, corte {cut.version}",
        "description": f"Indicadores publicados por {cut.office}.{note}",
        "version": cut.version,
        "created": f"{cut.published_on.isoformat()}T00:00:00Z",
        "licenses": [LICENCE],
        "sources": [{"title": title} for title in (cut.office, *cut.population_sources)],
        "resources": [_resource(table, files[data_path(table)], note) for table in bundle.tables],
    }


def _resource(table: Table, raw: bytes, note: str) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.id,
        "path": data_path(table),
        "title": table.title,
        "description": f"{table.filter}{note}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": CSV_ENCODING,
        "bytes": len(raw),
        "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}",
        "schema": {"fields": _fields(table), "missingValues": [""]},
    }


def _fields(table: Table) -> list[dict[str, Any]]:
    result: list[dict[str, Any]] = [{"name": "indicador", "type": "string", "title": "Indicador"}]
    for item in table.dimensions:
        codes = [code.code for code in item.codes]
        result.append(
            {"name": item.name, "type": "string", "title": item.label, "constraints": {"enum": codes}}
        )
        result.append({"name": f"{item.name}_etiqueta", "type": "string", "title": f"{item.label}, nombre"})
    states = [state.value for state in CellState]
    return [
        *result,
        {"name": "unidad", "type": "string", "title": "Unidad"},
        {"name": "valor", "type": "integer", "title": "Valor", "constraints": {"minimum": 0}},
        {"name": "estado", "type": "string", "title": "Estado del dato", "constraints": {"enum": states}},
        {"name": "nota", "type": "string", "title": "Nota"},
    ]
