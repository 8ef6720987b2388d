"""The image beside a shared link: the finding, its drawing, where it comes from. 1200 × 630."""

from __future__ import annotations

import textwrap
from html import escape

from datavim.charts.framed import SERIF
from datavim.charts.render import HATCH, Drawing
from datavim.charts.style import FONT, INK, PAPER, SOFT, VIOLET

WIDTH, HEIGHT, MARGIN = 1200, 630, 56
SIZES = ((46, 42, 3), (38, 51, 4), (30, 65, 6))
SOURCE_LINES = 2
"""Size of the finding, letters in a line and most lines: the largest in which it fits."""


def share(drawing: Drawing | None, finding: str, name: str, source: str) -> str:
    """One SVG that stands alone; what does not fit in it is cut with a mark, never outside of the frame."""
    size, lines = _fitted(finding)
    y = MARGIN + 22
    said = [_text(MARGIN, y, 24, name, 76, f'fill="{VIOLET}" font-weight="700"')]
    y += 16
    for line in lines:
        y += round(size * 1.22)
        said.append(_text(MARGIN, y, size, line, 0, f'fill="{INK}" font-weight="700" font-family="{SERIF}"'))
    told = textwrap.wrap(source, 104, max_lines=SOURCE_LINES, placeholder=" …")
    foot = HEIGHT - MARGIN + 20 - 26 * len(told)
    drawn = _drawn(drawing, y + 28, foot - 6) if drawing else ""
    said += [_text(MARGIN, foot + 26 * n, 19, line, 0, f'fill="{SOFT}"') for n, line in enumerate(told, 1)]
    defs = f"<defs>{HATCH.format(id='h')}</defs>" if drawing and drawing.hatched else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' font-family="{FONT}" role="img"><title>{escape(finding)}</title>{defs}'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/><rect width="14" height="{HEIGHT}" fill="{VIOLET}"/>'
        f"{''.join(said)}{drawn}</svg>\n"
    )


def _fitted(finding: str) -> tuple[int, list[str]]:
    for size, letters, most in SIZES:
        lines = textwrap.wrap(finding, letters)
        if len(lines) <= most:
            return size, lines
    size, letters, most = SIZES[-1]
    return size, textwrap.wrap(finding, letters, max_lines=most, placeholder=" …")


def _text(x: int, y: int, size: int, words: str, most: int, how: str) -> str:
    words = textwrap.shorten(words, most, placeholder=" …") if most else words
    return f'<text x="{x}" y="{y}" font-size="{size}" {how}>{escape(words)}</text>'


def _drawn(drawing: Drawing, top: int, bottom: int) -> str:
    """The drawing as large as the room that the words leave."""
    scale = min((WIDTH - 2 * MARGIN) / drawing.width, (bottom - top) / drawing.height)
    left = MARGIN + (WIDTH - 2 * MARGIN - drawing.width * scale) / 2
    return f'<g transform="translate({left:.1f},{top}) scale({scale:.3f})">{drawing.with_hatch("h")}</g>'
