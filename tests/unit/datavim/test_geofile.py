"""Polygons of any state, as INEGI writes them."""

import json
from pathlib import Path
from typing import Any

import pytest

from datavim.charts.geofile import convert
from datavim.charts.geography import GeographyError, read_geography

VERACRUZ = {"30001": "Acajete", "30002": "Acatlán"}


def square(west: float, south: float) -> list[list[list[float]]]:
    corners = ((0.0, 0.0), (0.5, 0.0), (0.5, 0.5), (0.0, 0.5), (0.0, 0.0))
    return [[[west + x, south + y] for x, y in corners]]


def feature(properties: dict[str, str], west: float = -97.0, south: float = 19.0) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": square(west, south)},
    }


def written(folder: Path, *features: dict[str, Any]) -> Path:
    path = folder / "mgm.json"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8-sig")
    return path


ACAJETE = feature({"CVEGEO": "30001", "NOMGEO": "ACAJETE"})
ACATLAN = feature({"CVE_ENT": "30", "CVE_MUN": "002"}, -96.5)


def test_another_state_takes_its_own_municipalities_out_of_a_national_file(tmp_path: Path) -> None:
    path = written(tmp_path, ACAJETE, feature({"CVEGEO": "03003"}, -110.0, 24.0), ACATLAN)
    made = convert(path, "30", VERACRUZ)
    target = tmp_path / "30.geojson"
    target.write_text(json.dumps(made), "utf-8")
    area = read_geography(target)
    assert [(shape.code, shape.name) for shape in area.shapes] == [("30001", "Acajete"), ("30002", "Acatlán")]
    assert "INEGI" in area.credit
    assert all(shape.path.startswith("M") for shape in area.shapes)


@pytest.mark.parametrize(
    ("features", "sentence"),
    [
        ((ACAJETE,), "Faltan: 30002"),
        ((ACAJETE, ACATLAN, feature({"CVEGEO": "30999"})), "Sobran: 30999"),
        ((ACAJETE, ACATLAN, ACAJETE), "claves repetidas"),
        ((feature({"CVEGEO": "03003"}),), "no trae municipios de este estado"),
        ((ACAJETE, feature({"CVEGEO": "30002"}, 2_800_000.0)), "longitud y latitud"),
        ((feature({"NOMGEO": "ACAJETE"}),), "clave INEGI"),
        ((feature({"CVEGEO": "30001"}) | {"geometry": None},), "clave INEGI"),
    ],
)
def test_a_file_that_would_draw_a_wrong_map_is_refused(tmp_path: Path, features: Any, sentence: str) -> None:
    with pytest.raises(GeographyError, match=sentence):
        convert(written(tmp_path, *features), "30", VERACRUZ)


def test_what_is_not_a_geography_is_refused(tmp_path: Path) -> None:
    for text in ("", "[]", '{"features": 3}', "no"):
        path = tmp_path / "x.json"
        path.write_text(text, "utf-8")
        with pytest.raises(GeographyError):
            convert(path, "30", VERACRUZ)
    with pytest.raises(GeographyError):
        convert(tmp_path / "nothing.json", "30", VERACRUZ)
