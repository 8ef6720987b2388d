"""Columns by month, quarter or year, from zero, with the number above each column."""

from __future__ import annotations

from typing import Any

from datavim.bundle import CellState
from datavim.charts import style
from datavim.charts.render import Drawing, draw
from datavim.figures.series import Point
from datavim.words import MONTHS, thousands

WIDTH, LEFT, HEIGHT = 760, 34, 250
MANY, LONG = 12, 1000
"""More columns than this are narrower than a number from that on, or than a year."""


def columns(series: tuple[Point, ...], note: str = "") -> Drawing:
    first = recent(series)
    told = _told(series)
    rows = [_row(place, series, place >= first, place in told) for place in range(len(series))]
    inner = WIDTH - LEFT - 6
    layers = _layers([row for row in rows if not row["shown"]])
    if note:
        layers.append(_note(note))
    below = 66 if note else 48
    specification = style.spec(inner, HEIGHT, {"left": LEFT, "right": 6, "top": 24, "bottom": below}, layers)
    specification["data"] = {"values": rows}
    band = {"paddingInner": 0.22 if len(rows) > 8 else 0.45, "paddingOuter": 0.1 if len(rows) > 8 else 0.4}
    specification["encoding"] = {"x": {"field": "place", "type": "ordinal", "axis": None, "scale": band}}
    return draw(specification)


def recent(series: tuple[Point, ...]) -> int:
    """Where the last twelve months begin; every quarter and year is of the same colour."""
    return len(series) - 12 if len(series[0].code) == len("2026-10") and "T" not in series[0].code else 0


def _told(series: tuple[Point, ...]) -> set[int]:
    """The columns whose number stands above them: all, or the last, the largest and the first where not all have room;
    never two neighbours."""
    values = [item.value or 0 for item in series]
    if len(series) <= MANY or max(values) < LONG:
        return set(range(len(series)))
    told = set[int]()
    for place in (len(series) - 1, values.index(max(values)), 0):
        if not {place - 1, place + 1} & told:
            told.add(place)
    return told


def _begins(series: tuple[Point, ...], place: int) -> bool:
    """Whether a year begins there; one of a single month at the start has no room for its name."""
    here = series[place].code[:4]
    if place:
        return here != series[place - 1].code[:4]
    return len(series) <= MANY or here == series[1].code[:4]


def _row(place: int, series: tuple[Point, ...], dark: bool, told: bool) -> dict[str, Any]:
    item = series[place]
    under, year = _names(item.code)
    return {
        "place": place,
        "shown": item.value is not None,
        "value": item.value or 0,
        "text": "" if item.value is None or not told else thousands(item.value),
        "month": under,
        "year": year if _begins(series, place) else "",
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
        "encoding": {"x": {"value": WIDTH - LEFT - 6}, "y": {"value": HEIGHT + 46}},
    }
