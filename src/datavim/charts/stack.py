"""One bar of a hundred for a few parts of a whole, with its parts named below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from datavim.charts import style
from datavim.charts.render import Drawing, draw

WIDE, NARROW = 760, 328
BAR, STEP, SWATCH = 40, 32, 14
COLOURS = (style.VIOLET, style.VIOLET_2, style.GREY, style.NOT_CAPTURED)


@dataclass(frozen=True, slots=True)
class Share:
    """`value`: a published count; `text` is what is said of it."""

    label: str
    value: int
    text: str


def stack(items: Sequence[Share], width: int, note: str = "") -> Drawing:
    """The parts in their order, from zero to all; at most as many as there are colours."""
    whole = sum(item.value for item in items) or 1
    rows: list[dict[str, Any]] = []
    start = 0
    for number, (item, colour) in enumerate(zip(items, COLOURS, strict=False)):
        end = start + item.value
        row = {"from": start / whole, "to": end / whole, "fill": colour, "label": item.label}
        rows.append({**row, "text": item.text, "y": BAR + 34 + STEP * number})
        start = end
    height = BAR + 24 + STEP * len(rows)
    layers = [_bar(width), *_names(width)]
    if note:
        layers.append(_note(note, height))
    foot = 26 if note else 4
    specification = style.spec(width - 4, height, {"left": 2, "right": 2, "top": 4, "bottom": foot}, layers)
    specification["data"] = {"values": rows}
    return draw(specification)


def _bar(width: int) -> dict[str, Any]:
    scale = {"domain": [0, 1], "range": [0, width - 4]}
    x = {"field": "from", "type": "quantitative", "scale": scale, "axis": None}
    mark = {"type": "rect", "stroke": style.PAPER, "strokeWidth": 2}
    return {
        "mark": mark,
        "encoding": {
            "x": x,
            "x2": {"field": "to"},
            "y": {"value": 0},
            "y2": {"value": BAR},
            "fill": {"field": "fill", "scale": None},
        },
    }


def _names(width: int) -> list[dict[str, Any]]:
    y = {"field": "y", "type": "quantitative", "scale": None, "axis": None}
    square = {"type": "square", "size": SWATCH * SWATCH, "opacity": 1, "stroke": style.EDGE}
    fill = {"field": "fill", "scale": None}
    name = {"type": "text", "align": "left", "baseline": "middle"}
    value = {"type": "text", "align": "right", "baseline": "middle", "fontWeight": 700}
    return [
        {"mark": square, "encoding": {"x": {"value": SWATCH / 2 + 1}, "y": y, "fill": fill}},
        {
            "mark": name,
            "encoding": {"x": {"value": SWATCH + 12}, "y": y, "text": {"field": "label"}},
        },
        {
            "mark": value,
            "encoding": {"x": {"value": min(width, 460) - 6}, "y": y, "text": {"field": "text"}},
        },
    ]


def _note(text: str, height: int) -> dict[str, Any]:
    mark = {"type": "text", "align": "left", "fontSize": style.SMALL, "fill": style.SOFT, "text": text}
    return {
        "data": {"values": [{}]},
        "mark": mark,
        "encoding": {"x": {"value": 0}, "y": {"value": height + 14}},
    }
