"""Sorted horizontal bars: shares of a base, rates by place, counts by month on a telephone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from datavim.charts import style
from datavim.charts.render import Drawing, draw

LOZENGE = 64
LINE = 18


@dataclass(frozen=True, slots=True)
class Bar:
    """`value` in the unit of the axis; `text` is what stands beside it. No value: a withheld cell (hatched), or one
    that was not captured (a plain grey lozenge)."""

    label: str
    value: float | None
    text: str
    before: float | None = None
    fill: str = style.VIOLET
    captured: bool = True


@dataclass(frozen=True, slots=True)
class Shape:
    width: int
    left: int
    right: int
    step: int
    thick: int
    label_dy: int  # narrow drawings put the label above its bar
    most: int
    axis: bool


WIDE = Shape(width=760, left=244, right=96, step=44, thick=24, label_dy=0, most=30, axis=True)
NARROW = Shape(width=328, left=0, right=74, step=52, thick=18, label_dy=-16, most=44, axis=False)
MONTHS = Shape(width=328, left=86, right=56, step=27, thick=16, label_dy=0, most=12, axis=False)


def bars(items: list[Bar], shape: Shape, axis_suffix: str = "", note: str = "") -> Drawing:
    values = [_row(place, item, shape) for place, item in enumerate(items)]
    most_lines = max((row["lines"] for row in values), default=1)
    if shape.label_dy:
        shape = replace(shape, step=shape.step + LINE * (most_lines - 1))
    else:
        shape = replace(shape, step=max(shape.step, LINE * most_lines))
    top = 30 if shape.axis else (16 if shape.label_dy else 4)
    foot = 26 if note else 4
    inner = shape.width - shape.left - shape.right
    height = shape.step * len(items)
    layers = _layers(values, shape, axis_suffix, height)
    if note:
        layers.append(_note(note, shape, height))
    specification = style.spec(
        inner, height, {"left": shape.left, "right": shape.right, "top": top, "bottom": foot}, layers
    )
    specification["data"] = {"values": values}
    specification["encoding"] = {"y": {"field": "place", "type": "ordinal", "axis": None}}
    return draw(specification)


def _row(place: int, item: Bar, shape: Shape) -> dict[str, Any]:
    lines = style.wrapped(item.label, shape.most)
    row: dict[str, Any] = {"place": place, "lines": len(lines), "fill": item.fill}
    row |= {f"line{number}": text for number, text in enumerate(lines)}
    row |= {"value": item.value or 0, "text": item.text, "shown": item.value is not None}
    row["blank"] = style.WITHHELD_FILL if item.captured else style.NOT_CAPTURED
    if item.before is not None:
        row["before"] = item.before
    return row


def _layers(values: list[dict[str, Any]], shape: Shape, suffix: str, height: int) -> list[dict[str, Any]]:
    """Only those that something is drawn in: each takes its time."""
    low = {"dy": shape.label_dy and 6}
    scale = {"zero": True, "nice": False}
    axis: dict[str, Any] | None = None
    if shape.axis:
        last = f"datum.index == 1 ? datum.label + '{suffix}' : datum.label"
        axis = {"orient": "top", "tickCount": 4, "grid": True, "labelExpr": last, "format": ",.0f"}
    x = {"field": "value", "type": "quantitative", "scale": scale, "axis": axis}
    bar = {"type": "bar", "height": shape.thick, "yOffset": 6 if shape.label_dy else 0}
    layers: list[dict[str, Any]] = [
        {
            "transform": [{"filter": "datum.shown"}],
            "mark": bar,
            "encoding": {"x": x, "fill": {"field": "fill", "scale": None}},
        }
    ]
    if not all(row["shown"] for row in values):
        layers += _lozenges(shape, low)
    if any("before" in row for row in values):
        layers += _ticks(shape, x)
    if shape.axis:
        zero = {"type": "rule", "stroke": style.INK}
        layers.append(
            {
                "data": {"values": [{}]},
                "mark": zero,
                "encoding": {"x": {"value": 0}, "y": {"value": 0}, "y2": {"value": height}},
            }
        )
    layers += _labels(shape, sorted({row["lines"] for row in values}))
    layers.append(
        {
            "transform": [{"filter": "datum.shown"}, {"calculate": _beyond(), "as": "edge"}],
            "mark": {"type": "text", "align": "left", "dx": 10, "fontWeight": 700, **low},
            "encoding": {"x": {**x, "field": "edge"}, "text": {"field": "text"}},
        }
    )
    return layers


def _beyond() -> str:
    return "isValid(datum.before) ? max(datum.value, datum.before) : datum.value"


def _lozenges(shape: Shape, low: dict[str, Any]) -> list[dict[str, Any]]:
    hidden = [{"filter": "!datum.shown"}]
    box = {"type": "bar", "height": shape.thick, "yOffset": low["dy"]}
    box |= {"stroke": style.EDGE, "strokeDash": [3, 2]}
    word = {"type": "text", "align": "left", "fontSize": style.SMALL, "fill": style.SOFT, **low}
    return [
        {
            "transform": hidden,
            "mark": box,
            "encoding": {
                "x": {"value": 0},
                "x2": {"value": LOZENGE},
                "fill": {"field": "blank", "scale": None},
            },
        },
        {
            "transform": hidden,
            "mark": word,
            "encoding": {"x": {"value": LOZENGE + 10}, "text": {"field": "text"}},
        },
    ]


def _ticks(shape: Shape, x: dict[str, Any]) -> list[dict[str, Any]]:
    """The period before, as a black tick with a halo of paper."""
    if shape.step < 40:
        return []
    known = [{"filter": "isValid(datum.before)"}]
    encoding = {"x": {**x, "field": "before"}}
    size: dict[str, Any] = {"type": "tick", "size": shape.thick + 10, "yOffset": 6 if shape.label_dy else 0}
    return [
        {"transform": known, "mark": {**size, "thickness": thick, "color": colour}, "encoding": encoding}
        for thick, colour in ((5, style.PAPER), (2, style.INK))
    ]


def _labels(shape: Shape, numbers: list[int]) -> list[dict[str, Any]]:
    """Lines of a label centred on their row, or standing on their bar."""
    above = bool(shape.label_dy)
    mark: dict[str, Any] = {"type": "text", "align": "left" if above else "right", "baseline": "middle"}
    x = {"value": 0 if above else -12}
    layers: list[dict[str, Any]] = []
    for lines in numbers:
        for line in range(lines):
            dy = LINE * (line - (lines - 1)) if above else LINE * (line - (lines - 1) / 2)
            layers.append(
                {
                    "transform": [{"filter": f"datum.lines == {lines}"}],
                    "mark": {**mark, "dy": shape.label_dy + dy},
                    "encoding": {"x": x, "text": {"field": f"line{line}"}},
                }
            )
    return layers


def _note(text: str, shape: Shape, height: int) -> dict[str, Any]:
    mark = {"type": "text", "align": "left", "fontSize": style.SMALL, "fill": style.SOFT, "text": text}
    return {
        "data": {"values": [{}]},
        "mark": mark,
        "encoding": {"x": {"value": -shape.left}, "y": {"value": height + 14}},
    }
