"""Columns by month, quarter or year, from zero, with the number above each column."""

from __future__ import annotations

from typing import Any

from datavim.bundle import CellState
from datavim.charts import style
from datavim.charts.render import Drawing, draw
from datavim.figures.series import Point
from datavim.words import MONTHS, thousands

WIDTH, LEFT, HEIGHT = 760, 34, 250


def columns(series: tuple[Point, ...], note: str = "") -> Drawing:
    first = recent(series)
    rows = [_row(place, item, place >= first, series) for place, item in enumerate(series)]
    inner = WIDTH - LEFT - 6
    layers = _layers([row for row in rows if not row["shown"]])
    if note:
        layers.append(_note(note))
    specification = style.spec(inner, HEIGHT, {"left": LEFT, "right": 6, "top": 24, "bottom": 48}, layers)
    specification["data"] = {"values": rows}
    band = {"paddingInner": 0.22 if len(rows) > 8 else 0.45, "paddingOuter": 0.1 if len(rows) > 8 else 0.4}
    specification["encoding"] = {"x": {"field": "place", "type": "ordinal", "axis": None, "scale": band}}
    return draw(specification)


def recent(series: tuple[Point, ...]) -> int:
    """Where the last twelve months begin; every quarter and year is of the same colour."""
    return len(series) - 12 if len(series[0].code) == len("2026-10") and "T" not in series[0].code else 0


def _row(place: int, item: Point, dark: bool, series: tuple[Point, ...]) -> dict[str, Any]:
    under, year = _names(item.code)
    new_year = place == 0 or item.code[:4] != series[place - 1].code[:4]
    largest = max((point.value or 0 for point in series), default=0)
    crowded = largest >= 1000 and place not in (0, len(series) - 1) and item.value != largest
    return {
        "place": place,
        "shown": item.value is not None,
        "value": item.value or 0,
        "text": "" if item.value is None or crowded else thousands(item.value),
        "month": under,
        "year": year if new_year else "",
        "fill": style.VIOLET if dark else style.VIOLET_2,
        "blank": style.NOT_CAPTURED if item.state is CellState.NOT_CAPTURED else style.WITHHELD_FILL,
    }


def _names(code: str) -> tuple[str, str]:
    """What stands under a column, and the year, said where it begins."""
    if "-T" in code:
        start = (int(code[-1]) - 1) * 3
        return f"{MONTHS[start][:3]} a {MONTHS[start + 2][:3]}", code[:4]
    return (MONTHS[int(code[5:7]) - 1][:3], code[:4]) if "-" in code else (code, "")


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
    box = {"type": "bar", "stroke": style.EDGE, "strokeDash": [3, 2]}
    return {
        "transform": [{"filter": "!datum.shown"}],
        "mark": box,
        "encoding": {
            "y": {"value": HEIGHT},
            "y2": {"value": HEIGHT - 32},
            "fill": {"field": "blank", "scale": None},
        },
    }


def _note(text: str) -> dict[str, Any]:
    mark = {"type": "text", "align": "right", "fontSize": style.SMALL, "fill": style.SOFT, "text": text}
    return {
        "data": {"values": [{}]},
        "mark": {**mark, "baseline": "top"},
        "encoding": {"x": {"value": WIDTH - LEFT - 6}, "y": {"value": HEIGHT + 26}},
    }
