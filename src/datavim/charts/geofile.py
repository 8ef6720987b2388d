"""From the municipal polygons that INEGI publishes, as GeoJSON, to the geography file that the map draws."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from datavim.charts.geography import GeographyError

CREDIT = "Límites: INEGI, Marco Geoestadístico (geometría simplificada)"
KEPT = ("etiqueta", "etiqueta_ancla", "punto")
WEST, SOUTH, EAST, NORTH = -119.0, 14.0, -86.0, 33.5


def convert(path: Path, state_code: str, names: Mapping[str, str], credit: str = "") -> dict[str, Any]:
    """Only this state's municipalities, each exactly once, under the names of the catalogue. Raises GeographyError.

    Keys may be written in capitals, as INEGI does, and come whole (`CVEGEO`) or in two parts (`CVE_ENT`, `CVE_MUN`).
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
        known = [
            ({k.lower(): v for k, v in f["properties"].items()}, f["geometry"]) for f in data["features"]
        ]
        found = [(_key(properties), properties, geometry) for properties, geometry in known]
        mine = [item for item in found if item[0][:2] == state_code]
        features = [_feature(key, names.get(key, ""), properties, shape) for key, properties, shape in mine]
    except GeographyError:
        raise
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError) as problem:
        raise GeographyError(f"«{path.name}» no es un GeoJSON de municipios con su clave INEGI.") from problem
    _check([key for key, *_ in mine], names)
    return {
        "type": "FeatureCollection",
        "credito": credit or data.get("credito") or CREDIT,
        "features": features,
    }


def _key(properties: Mapping[str, Any]) -> str:
    whole = properties.get("cvegeo") or f"{properties['cve_ent']}{properties['cve_mun']}"
    return str(whole)


def _feature(
    key: str, name: str, properties: Mapping[str, Any], geometry: Mapping[str, Any]
) -> dict[str, Any]:
    kind, parts = geometry["type"], geometry["coordinates"]
    if kind not in ("Polygon", "MultiPolygon"):
        raise ValueError(kind)
    whole = [parts] if kind == "Polygon" else parts
    rings = [[[_point(point) for point in ring] for ring in part] for part in whole]
    extra = {name: properties[name] for name in KEPT if name in properties}
    return {
        "type": "Feature",
        "properties": {"cvegeo": key, "nombre": name, **extra},
        "geometry": {"type": "MultiPolygon", "coordinates": rings},
    }


def _point(point: Any) -> list[float]:
    """Longitude and latitude with four decimals (ten metres)."""
    x, y = float(point[0]), float(point[1])
    if not (WEST <= x <= EAST and SOUTH <= y <= NORTH):
        raise GeographyError(
            "Las coordenadas no son longitud y latitud de México (WGS 84). Conviértelas antes de cargar el archivo."
        )
    return [round(x, 4), round(y, 4)]


def _check(keys: list[str], names: Mapping[str, str]) -> None:
    missing, strange = sorted(set(names) - set(keys)), sorted(set(keys) - set(names))
    if not keys:
        raise GeographyError("El archivo no trae municipios de este estado.")
    if len(keys) != len(set(keys)) or missing or strange:
        raise GeographyError(
            "Los municipios del archivo no son los del catálogo."
            + (f" Faltan: {', '.join(missing)}." if missing else "")
            + (f" Sobran: {', '.join(strange)}." if strange else "")
            + ("" if missing or strange else " Hay claves repetidas.")
        )
