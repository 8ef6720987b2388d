"""The drawing of an infographic: few marks, large words, from zero. Units are the points of the frame."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from html import escape

from datavim.charts.render import HATCH
from datavim.charts.style import EDGE, FONT, INK, SOFT, VIOLET

Row = tuple[str, int | None, str]
"""Label, value (None: withheld) and the words of the value."""
MOST_BARS, WORDS, SMALL = 6, 34, 27
LABEL, LETTER = 22, 0.58
"""Letters of a line of a label; mean width of a letter, of its size."""


def drawing_of(rows: Sequence[Row], words: str, width: int, high: int) -> str:
    """Bars for a handful of rows, columns so `high` for a longer series. `words` are for who does not see it."""
    height, marks = _bars(rows, width) if len(rows) <= MOST_BARS else _columns(rows, width, high)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        f' font-family="{FONT}" fill="{INK}"><title>{escape(words)}</title>'
        f"<defs>{HATCH.format(id='h')}</defs>{marks}</svg>"
    )


def _largest(rows: Sequence[Row]) -> int:
    return max((value or 0 for _, value, _ in rows), default=0) or 1


def _mark(x: float, y: float, width: float, height: float, value: int | None) -> str:
    how = f'fill="url(#h)" stroke="{EDGE}" stroke-dasharray="6 5"' if value is None else f'fill="{VIOLET}"'
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" {how}/>'


def _bars(rows: Sequence[Row], width: int) -> tuple[int, str]:
    """Labels in at most two lines at the left, bars from one edge, and each value at the end of its bar."""
    labels = [textwrap.wrap(label, LABEL, max_lines=2, placeholder=" …") or [""] for label, _, _ in rows]
    left = max(len(line) for label in labels for line in label) * WORDS * LETTER + 16
    room = width - left - max(len(text) for _, _, text in rows) * WORDS * LETTER - 20
    step, largest, marks = 36 + (WORDS + 4) * max(map(len, labels)), _largest(rows), []
    for place, ((_, value, text), label) in enumerate(zip(rows, labels, strict=True)):
        middle = step * place + step // 2
        long = room * (0.15 if value is None else value / largest)
        top = middle - (WORDS + 4) * (len(label) - 1) / 2 + WORDS * 0.35
        for line, words in enumerate(label):
            marks.append(
                f'<text x="{left - 16:.1f}" y="{top + (WORDS + 4) * line:.1f}" text-anchor="end"'
                f' font-size="{WORDS}">{escape(words)}</text>'
            )
        marks.append(_mark(left, middle - 22, long, 44, value))
        marks.append(
            f'<text x="{left + long + 14:.1f}" y="{middle + WORDS * 0.35:.1f}" font-size="{WORDS}"'
            f' font-weight="700">{escape(text)}</text>'
        )
    return step * len(rows), "".join(marks)


def _columns(rows: Sequence[Row], width: int, high: int) -> tuple[int, str]:
    largest, step = _largest(rows), width / len(rows)
    marks = []
    for place, (label, value, text) in enumerate(rows):
        tall = high * (0.12 if value is None else value / largest)
        middle, top = step * (place + 0.5), SMALL + 12 + high - tall
        said = "" if value is None else text
        marks += [
            _mark(step * place + step * 0.1, top, step * 0.8, tall, value),
            _centred(middle, top - 10, said, f'font-weight="700" font-size="{SMALL}"'),
        ]
        for line, part in enumerate(label.split(" ")[: 2 if place in (0, len(rows) - 1) else 1]):
            y = SMALL + 12 + high + (line + 1) * (SMALL + 8)
            marks.append(_centred(middle, y, part, f'font-size="{SMALL}" fill="{SOFT}"'))
    return SMALL + 12 + high + 2 * (SMALL + 8) + 10, "".join(marks)


def _centred(x: float, y: float, text: str, how: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" {how}>{escape(text)}</text>'
