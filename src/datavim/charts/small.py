"""Small drawings that stand beside a number: sparks, table bars and the bars of a poster."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from textwrap import shorten

SHORT_LABEL = 13
"""Letters that fit beside a bar of a poster."""
_WIDTH, _HEIGHT = 240, 44


def spark(values: Sequence[int | None], words: str) -> str:
    """Columns from zero; a withheld month is an empty frame of fixed height."""
    step = min(_WIDTH / max(len(values), 1), 34.0)
    thick = min(step * 0.8, 26.0)
    largest = max((value or 0 for value in values), default=0) or 1
    drawn = []
    for place, value in enumerate(values):
        height = 12.0 if value is None else 42 * value / largest
        kind = "bar--res" if value is None else "bar bar--2"
        x, y = place * step + 1, _HEIGHT - height
        drawn.append(
            f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{thick:.1f}" height="{height:.1f}"/>'
        )
    return (
        f'<svg class="spark" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(words)}">'
        f'{"".join(drawn)}<path class="axis-l" d="M0 43.5H{step * len(values):.0f}"/></svg>'
    )


def table_bar(value: int, largest: int) -> str:
    """The bar inside a table row; the number stands beside it, so it is hidden from screen readers."""
    width = 93 * value / largest if largest else 0
    return (
        '<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        f'<rect class="bar" width="{width:.1f}" height="10"/></svg>'
    )


def poster_bars(rows: Sequence[tuple[str, int, str]], words: str) -> str:
    """Bars from one edge: beside their labels, or under them where one is long."""
    long = max((len(label) for label, _, _ in rows), default=0) > SHORT_LABEL
    left, step, down = (0, 46, 20) if long else (112, 29, 0)
    largest = max((value for _, value, _ in rows), default=0) or 1
    drawn = []
    for place, (label, value, text) in enumerate(rows):
        y, width = 4 + step * place, (260 - left - 56) * value / largest
        drawn.append(
            f'<text x="0" y="{y + 12 if long else y + 14}">{escape(shorten(label, 36, placeholder="…"))}</text>'
            f'<rect class="pb" x="{left}" y="{y + down}" width="{width:.1f}" height="18"/>'
            f'<text x="{left + width + 7:.1f}" y="{y + down + 14}">{escape(text)}</text>'
        )
    return f'<svg viewBox="0 0 260 {step * len(rows)}" role="img" aria-label="{escape(words)}">{"".join(drawn)}</svg>'


def dots(number: int) -> str:
    """A hundred squares in five rows: the share without a percentage sign."""
    squares = "".join(
        f'<rect class="{"bar bar--2" if place < number else "bar--off"}" x="{place // 5 * 12}" y="{place % 5 * 9}"'
        ' width="9" height="7"/>'
        for place in range(100)
    )
    words = f"{number} cuadros llenos de 100"
    return f'<svg class="spark" viewBox="0 0 240 44" role="img" aria-label="{words}">{squares}</svg>'
