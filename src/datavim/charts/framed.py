"""The drawing to download: title, subtitle and source travel with it, and so does the practice note."""

from __future__ import annotations

import textwrap
from functools import lru_cache
from html import escape

import vl_convert

from datavim.charts.render import HATCH, Drawing
from datavim.charts.style import FONT, INK, PAPER, SOFT

MARGIN = 28
SERIF = "Noto Serif, Georgia, serif"


def framed(drawing: Drawing, title: str, subtitle: str, source: str) -> str:
    """One SVG that stands alone."""
    lines, y = [], MARGIN
    for text, size, most, extra in (
        (title, 22, 62, f' font-family="{SERIF}" font-weight="700" fill="{INK}"'),
        (subtitle, 15, 98, f' fill="{SOFT}"'),
    ):
        for line in textwrap.wrap(text, most):
            y += round(size * 1.3)
            lines.append(f'<text x="{MARGIN}" y="{y - 6}" font-size="{size}"{extra}>{escape(line)}</text>')
        y += 4
    top = y + 12
    foot = top + drawing.height + 10
    for line in textwrap.wrap(source, 112):
        foot += 18
        lines.append(f'<text x="{MARGIN}" y="{foot}" font-size="13" fill="{SOFT}">{escape(line)}</text>')
    width, height = drawing.width + 2 * MARGIN, foot + MARGIN - 8
    defs = f"<defs>{HATCH.format(id='h')}</defs>" if drawing.hatched else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        f' font-family="{FONT}" role="img"><title>{escape(title)}</title><desc>{escape(subtitle)}</desc>{defs}'
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/>{"".join(lines)}'
        f'<g transform="translate({MARGIN},{top})">{drawing.with_hatch("h")}</g></svg>\n'
    )


@lru_cache(maxsize=256)
def png(svg: str, scale: float = 1.5) -> bytes:
    """The same drawing is made once in a process: most versions repeat what an earlier one holds."""
    return bytes(vl_convert.svg_to_png(svg, scale=scale))
