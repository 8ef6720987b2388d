"""The colours and the Vega-Lite configuration of every chart; the same values as the style sheet."""

from __future__ import annotations

import textwrap
from typing import Any

INK = "#1b1b1b"
SOFT = "#5f5850"
PAPER = "#fbfaf7"
GRID = "#ddd6ca"
EDGE = "#7d7468"
VIOLET = "#5b2a86"
VIOLET_2 = "#8f6bb0"
GREY = "#8a8178"
NOT_CAPTURED = "#d5d1ca"

# Vega has no hatching: these colours stand for a pattern until the SVG is written.
WITHHELD_FILL = "#010203"

FONT = "Noto Sans, Segoe UI, Roboto, Arial, sans-serif"
TEXT = 15
SMALL = 13

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"


def config() -> dict[str, Any]:
    return {
        "aria": False,
        "font": FONT,
        "background": None,
        "view": {"stroke": None},
        "axis": {
            "labelFontSize": SMALL,
            "labelColor": SOFT,
            "gridColor": GRID,
            "domain": False,
            "ticks": False,
            "labelPadding": 8,
            "title": None,
        },
        "text": {"fontSize": TEXT, "fill": INK},
        "bar": {"fill": VIOLET},
    }


def spec(
    width: float, height: float, padding: dict[str, float], layers: list[dict[str, Any]]
) -> dict[str, Any]:
    """One drawing of exact size: nothing moves when a label is long."""
    return {
        "$schema": SCHEMA,
        "width": width,
        "height": height,
        "padding": padding,
        "autosize": "none",
        "layer": layers,
        "config": config(),
    }


def wrapped(label: str, most: int) -> list[str]:
    """A label in at most three lines; the last takes what is left."""
    lines = textwrap.wrap(label, most, break_long_words=False) or [""]
    return [*lines[:2], " ".join(lines[2:])] if len(lines) > 3 else lines
