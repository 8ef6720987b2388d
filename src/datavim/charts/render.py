"""From a Vega-Lite specification to a small SVG with its title and description."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import vl_convert

from datavim.charts.style import EDGE, FONT, WITHHELD_FILL

FONTS = Path(__file__).parent.parent / "data" / "fonts"
vl_convert.register_font_directory(str(FONTS))

_SVG = "{http://www.w3.org/2000/svg}"
_NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
_DROP = frozenset({"class", "role", "pointer-events", "stroke-miterlimit", "version", "font-family"})
_DEFAULTS = {
    ("opacity", "1"),
    ("stroke-width", "1"),
    ("transform", "translate(0,0)"),
    ("text-anchor", "start"),
}

HATCH = (
    f'<pattern id="{{id}}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="7" height="7" fill="#fff"/><path d="M0 0V7M7 0V7" stroke="{EDGE}" stroke-width="1.4"/></pattern>'
)


@dataclass(frozen=True, slots=True)
class Drawing:
    """The inside of one SVG and its size. `key`: the digest of its specification."""

    width: int
    height: int
    body: str
    hatched: bool
    key: str

    def svg(self, name: str, title: str, description: str, css_class: str = "") -> str:
        """An inline SVG that a screen reader reads as one image."""
        hatch_id = f"{name}-h"
        defs = f"<defs>{HATCH.format(id=hatch_id)}</defs>" if self.hatched else ""
        kind = f' class="{css_class}"' if css_class else ""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg"{kind} viewBox="0 0 {self.width} {self.height}" role="img"'
            f' aria-labelledby="{name}-t {name}-d" font-family="{FONT}">'
            f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(description)}</desc>'
            f"{defs}{self.with_hatch(hatch_id)}</svg>"
        )

    def with_hatch(self, hatch_id: str) -> str:
        return self.body.replace(f'"{WITHHELD_FILL}"', f'"url(#{hatch_id})"')


_known: dict[str, Drawing] = {}
"""By their key: a drawing depends on its specification alone, and most are drawn again for the next version."""


def draw(specification: dict[str, Any]) -> Drawing:
    text = json.dumps(specification)
    key = hashlib.sha256(text.encode()).hexdigest()
    if key not in _known:
        _known[key] = _drawn(text, key)
    return _known[key]


def remember(drawings: Iterable[Drawing]) -> None:
    """What another process drew is not drawn again in this one."""
    _known.update((each.key, each) for each in drawings)


def _drawn(specification: str, key: str) -> Drawing:
    # The SVG comes from our own renderer, not from outside.
    root = ET.fromstring(vl_convert.vegalite_to_svg(specification))  # noqa: S314
    _clean(root)
    body = "".join(ET.tostring(child, encoding="unicode") for child in root)
    body = re.sub(r'\s?xmlns(:ns\d+)?="[^"]*"', "", body).replace("ns0:", "")
    width, height = round(float(root.get("width", "0"))), round(float(root.get("height", "0")))
    return Drawing(width, height, body, WITHHELD_FILL in body, key)


def _clean(parent: ET.Element) -> None:
    for child in list(parent):
        if child.tag == f"{_SVG}path" and child.get("class") in ("background", "foreground"):
            parent.remove(child)
            continue
        _clean(child)
        _trim(child)
        if child.tag == f"{_SVG}g" and not child.attrib:
            _lift(parent, child)


def _trim(item: ET.Element) -> None:
    for name, value in list(item.attrib.items()):
        if name in _DROP or name.startswith("aria-") or (name, value) in _DEFAULTS:
            del item.attrib[name]
        else:
            item.attrib[name] = _NUMBER.sub(lambda found: f"{float(found[0]):.1f}".removesuffix(".0"), value)


def _lift(parent: ET.Element, group: ET.Element) -> None:
    """Replace an empty wrapper with what it holds."""
    place = list(parent).index(group)
    parent.remove(group)
    for offset, child in enumerate(list(group)):
        parent.insert(place + offset, child)
