"""Nothing is written over something else in a drawing, however long the series and large its numbers."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from datavim.bundle import PRACTICE_NOTE, CellState
from datavim.charts.bars import MONTHS, Bar, bars
from datavim.charts.columns import columns
from datavim.charts.render import Drawing
from datavim.figures.series import Point
from datavim.words import period_short

pytestmark = pytest.mark.browser
OVER = """() => {
  const boxes = [...document.querySelectorAll('svg text')].filter(text => text.textContent.trim())
    .map(text => ({said: text.textContent, box: text.getBoundingClientRect()}));
  return boxes.flatMap((one, n) => boxes.slice(n + 1).filter(({box}) => box.left < one.box.right - 1
    && one.box.left < box.right - 1 && box.top < one.box.bottom - 4 && one.box.top < box.bottom - 4)
    .map(other => `${one.said} / ${other.said}`));
}"""
GRAINS = {
    "months": [f"{2024 + n // 12}-{n % 12 + 1:02d}" for n in range(36)],
    "quarters": [f"{2024 + n // 4}-T{n % 4 + 1}" for n in range(8)],
    "years": [str(2017 + n) for n in range(10)],
}
CASES = [
    *((f"months from {first}", GRAINS["months"][first : first + 24]) for first in (0, 5, 11, 12)),
    ("twelve months", GRAINS["months"][11:23]),
    ("quarters", GRAINS["quarters"]),
    ("years", GRAINS["years"]),
]


@pytest.fixture
def paper(chromium: Browser) -> Page:
    return chromium.new_page(viewport={"width": 800, "height": 900})


def written_over(paper: Page, drawing: Drawing) -> list[str]:
    paper.set_content(f"<div style='width:{drawing.width}px'>{drawing.svg('g', 'Título', 'Texto')}</div>")
    found: list[str] = paper.evaluate(OVER)
    return found


@pytest.mark.parametrize("codes", [case for _, case in CASES], ids=[name for name, _ in CASES])
@pytest.mark.parametrize("largest", [9, 888, 88_888])
def test_numbers_periods_and_note(paper: Page, codes: list[str], largest: int) -> None:
    for top in range(len(codes)):
        values = [
            largest if place in (top, top + 1) else largest - largest // 9 for place in range(len(codes))
        ]
        points = tuple(
            Point(
                code,
                value if place % 9 != 4 else None,
                CellState.PUBLISHED if place % 9 != 4 else CellState.WITHHELD,
            )
            for place, (code, value) in enumerate(zip(codes, values, strict=True))
        )
        assert written_over(paper, columns(points, PRACTICE_NOTE)) == [], top
    rows = [Bar(period_short(item.code), item.value, f"{item.value or 0:,}") for item in points]
    assert written_over(paper, bars(rows, MONTHS, "", PRACTICE_NOTE)) == []
