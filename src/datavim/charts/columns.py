"""Columns by month, from zero, with the number above each column."""

from __future__ import annotations

from typing import Any

from datavim.charts import style
from datavim.charts.render import Drawing, draw
from datavim.figures.months import Month
from datavim.words import MONTHS, thousands

WIDTH, LEFT, HEIGHT = 760, 34, 250


def columns(series: tuple[Month, ...], note: str = "") -> Drawing:
    recent = len(series) - 12
    rows = [_row(place, item, place >= recent, series) for place, item in enumerate(series)]
    inner = WIDTH - LEFT - 6
    layers = _layers([row for row in rows if not row["shown"]])
    if note:
        layers.append(_note(note))
    specification = style.spec(inner, HEIGHT, {"left": LEFT, "right": 6, "top": 24, "bottom": 48}, layers)
    specification["data"] = {"values": rows}
    band = {"paddingInner": 0.22, "paddingOuter": 0.1}
    specification["encoding"] = {"x": {"field": "place", "type": "ordinal", "axis": None, "scale": band}}
    return draw(specification)


def _row(place: int, item: Month, recent: bool, series: tuple[Month, ...]) -> dict[str, Any]:
    new_year = place == 0 or item.code[5:] == "01"
    largest = max((month.value or 0 for month in series), default=0)
    crowded = largest >= 1000 and place not in (0, len(series) - 1) and item.value != largest
    return {
        "place": place,
        "shown": item.value is not None,
        "value": item.value or 0,
        "text": "" if item.value is None or crowded else thousands(item.value),
        "month": MONTHS[int(item.code[5:7]) - 1][:3],
        "year": item.code[:4] if new_year else "",
        "fill": style.VIOLET if recent else style.VIOLET_2,
    }


def _layers(withheld: list[dict[str, Any]]) -> list[dict[str, Any]]:
    axis = {"orient": "left", "tickCount": 4, "grid": True, "format": ",.0f", "labelPadding": 6}
    y = {"field": "value", "type": "quantitative", "scale": {"zero": True, "nice": True}, "axis": axis}
    small = {"type": "text", "fontSize": style.SMALL, "fill": style.SOFT, "baseline": "top"}
    layers: list[dict[str, Any]] = [
        {
            "transform": [{"filter": "datum.shown"}],
            "mark": {"type": "bar"},
            "encoding": {"y": y, "fill": {"field": "fill", "scale": None}},
        },
        {
            "mark": {
                "type": "text",
                "fontSize": style.SMALL,
                "fontWeight": 700,
                "dy": -5,
                "baseline": "bottom",
            },
            "encoding": {"y": y, "text": {"field": "text"}},
        },
        {"mark": small, "encoding": {"y": {"value": HEIGHT + 7}, "text": {"field": "month"}}},
        {
            "mark": {**small, "fontWeight": 700, "fill": style.INK},
            "encoding": {"y": {"value": HEIGHT + 26}, "text": {"field": "year"}},
        },
    ]
    if withheld:
        layers.insert(1, _withheld())
    edge = {"x": {"value": 0}, "x2": {"value": WIDTH - LEFT - 6}, "y": {"value": HEIGHT}}
    layers.append({"data": {"values": [{}]}, "mark": _rule(), "encoding": edge})
    return layers


def _rule() -> dict[str, Any]:
    return {"type": "rule", "stroke": style.INK}


def _withheld() -> dict[str, Any]:
    box = {"type": "bar", "fill": style.WITHHELD_FILL, "stroke": style.EDGE, "strokeDash": [3, 2]}
    return {
        "transform": [{"filter": "!datum.shown"}],
        "mark": box,
        "encoding": {"y": {"value": HEIGHT}, "y2": {"value": HEIGHT - 32}},
    }


def _note(text: str) -> dict[str, Any]:
    mark = {"type": "text", "align": "right", "fontSize": style.SMALL, "fill": style.SOFT, "text": text}
    return {
        "data": {"values": [{}]},
        "mark": {**mark, "baseline": "top"},
        "encoding": {"x": {"value": WIDTH - LEFT - 6}, "y": {"value": HEIGHT + 26}},
    }
