"""The map: our own polygons, no tiles. Fill says the class of a published rate, a hatch says withheld."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, TypeAlias

from datavim.bundle import CellState
from datavim.figures.places import Place, class_of

SIZE = 525.0
MOST_LABELS = 12
Point: TypeAlias = tuple[float, float]


class GeographyError(ValueError):
    """The geography file cannot be drawn. The text is Spanish."""


@dataclass(frozen=True, slots=True)
class Shape:
    code: str
    name: str
    path: str
    label: Point
    anchor: str
    pin: Point | None


@dataclass(frozen=True, slots=True)
class Geography:
    width: int
    height: int
    shapes: tuple[Shape, ...]
    credit: str


def read_geography(path: Path) -> Geography:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return _geography(data)
    except (OSError, ValueError, KeyError, TypeError, IndexError) as problem:
        raise GeographyError(f"No se puede dibujar el mapa de «{path.name}».") from problem


def _rings(geometry: dict[str, Any]) -> list[list[Point]]:
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [[(float(x), float(y)) for x, y, *_ in ring] for part in parts for ring in part]


def _geography(data: dict[str, Any]) -> Geography:
    features = [(item["properties"], _rings(item["geometry"])) for item in data["features"]]
    points = [point for _, rings in features for ring in rings for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = SIZE / max((east - west) * squeeze, north - south)

    def place(point: Point) -> Point:
        return 8 + (point[0] - west) * squeeze * scale, 10 + (north - point[1]) * scale

    shapes = tuple(
        _shape(known, [[place(p) for p in ring] for ring in rings], place) for known, rings in features
    )
    width, height = 8 + (east - west) * squeeze * scale + 8, 10 + (north - south) * scale + 10
    return Geography(round(width), round(height), shapes, str(data.get("credito", "")))


def _shape(known: dict[str, Any], rings: list[list[Point]], place: Any) -> Shape:
    largest = max(rings, key=len)
    middle = (sum(x for x, _ in largest) / len(largest), sum(y for _, y in largest) / len(largest))
    label = place(tuple(known["etiqueta"])) if "etiqueta" in known else middle
    pin = place(tuple(known["punto"])) if "punto" in known else None
    path = "".join(_ring_path(ring) for ring in rings)
    return Shape(known["cvegeo"], known["nombre"], path, label, known.get("etiqueta_ancla", "middle"), pin)


def _ring_path(ring: list[Point]) -> str:
    """Whole pixels; points that fall on the one before are left out."""
    whole = [(round(x), round(y)) for x, y in ring]
    kept = [point for place, point in enumerate(whole) if place == 0 or point != whole[place - 1]]
    if len(kept) < 3:
        return ""
    return "M" + "L".join(f"{x},{y}" for x, y in kept) + "Z"


def draw_map(
    area: Geography, places: tuple[Place, ...], limits: tuple[int, ...], name: str, title: str, note: str = ""
) -> str:
    known = {item.code: item for item in places}
    paths, labels = [], []
    for shape in area.shapes:
        item = known.get(shape.code)
        paths.append(f'<path class="{_fill(item, limits)}" d="{shape.path}"/>')
        if len(area.shapes) <= MOST_LABELS:
            labels.append(_label(shape, item))
    if note:
        labels.append(f'<text class="note-l" x="8" y="{area.height - 6}">{escape(note)}</text>')
    words = "; ".join(f"{item.label} {_value(item)}" for item in places)
    return (
        f'<svg viewBox="0 0 {area.width} {area.height}" role="img" aria-labelledby="{name}-t {name}-d">'
        f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(words)}.</desc>'
        f"{''.join(paths)}{''.join(labels)}</svg>"
    )


def draw_position(area: Geography, code: str, label: str) -> str:
    """Where a municipality is; nothing is said of its numbers."""
    paths, labels = [], []
    for shape in sorted(area.shapes, key=lambda each: each.code == code):
        here = shape.code == code
        paths.append(f'<path class="{"c4 here" if here else "c0"}" d="{shape.path}"/>')
        if here or len(area.shapes) <= MOST_LABELS:
            labels.append(_label(shape, None, valued=False))
    return (
        f'<svg viewBox="0 0 {area.width} {area.height}" role="img" aria-label="{escape(label)} en el mapa del estado">'
        f"{''.join(paths)}{''.join(labels)}</svg>"
    )


def _fill(item: Place | None, limits: tuple[int, ...]) -> str:
    if item is None or item.state is CellState.NOT_CAPTURED:
        return "c0"
    if item.rate is None:
        return "cr"
    return f"c{shade(item.rate, limits)}"


def shade(value: int, limits: tuple[int, ...]) -> int:
    """Class 1 to 4; few classes are spread so that the darkest is always the highest."""
    spread = {0: (2,), 1: (1, 4), 2: (1, 2, 4)}.get(len(limits), (1, 2, 3, 4))
    return spread[min(class_of(value, limits), len(spread) - 1)]


def _value(item: Place | None) -> str:
    if item is None:
        return "sin dato"
    if item.state is CellState.NOT_CAPTURED:
        return "Sin captura"
    return "Protegido" if item.rate is None else f"{item.rate:,}"


def _label(shape: Shape, item: Place | None, *, valued: bool = True) -> str:
    (x, y), lead = shape.label, ""
    if shape.pin:
        start = x - 6 if shape.anchor == "start" else x + 7
        to = f"{shape.pin[0]:.0f}"
        lead = (
            f'<path class="lead" d="M{start:.0f} {y:.0f}L{to} {shape.pin[1]:.0f}"/>'
            f'<circle class="pin" cx="{to}" cy="{shape.pin[1]:.0f}" r="4"/>'
        )
    where = f'x="{x:.0f}" text-anchor="{shape.anchor}"'
    said = f'<text class="v" {where} y="{y + 17:.0f}">{_value(item)}</text>' if valued else ""
    return f'{lead}<text {where} y="{y - 6 if valued else y + 6:.0f}">{escape(shape.name)}</text>{said}'
