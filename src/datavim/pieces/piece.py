"""What an infographic says. The words that accompany it where it is posted are part of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from datavim.helplines import HelpData, HelpLine
from datavim.pieces.drawing import Row
from datavim.present import Indicator
from datavim.words import full_stop, sentence_start

if TYPE_CHECKING:
    from datavim.site.edition import Edition

HELP = "Si vives violencia, no estás sola y no es tu culpa."
LIMITS = "Son registros de las instituciones, no toda la violencia que ocurre."
LONGEST_ALT = 250
"""Letters that the places where it is posted take for the alternative text."""


@dataclass(frozen=True, slots=True)
class Piece:
    """`rows` are drawn: label, value (None: withheld) and how the value is said."""

    slug: str
    name: str
    title: str
    subtitle: str
    alt: str
    lines: tuple[str, ...]
    source: str
    office: str
    address: str
    site: str
    rows: tuple[Row, ...]

    @property
    def words(self) -> dict[str, object]:
        """What is written on it."""
        names = ("title", "name", "subtitle", "alt", "lines", "source", "site", "office")
        return {"help": HELP, "limits": LIMITS, **{name: getattr(self, name) for name in names}}

    @property
    def caption(self) -> str:
        """The text for whoever posts it."""
        told = [
            full_stop(self.title),
            full_stop(self.subtitle),
            LIMITS,
            f"{HELP} {' '.join(map(full_stop, self.lines))}",
        ]
        return (
            "\n\n".join([*told, f"{self.source} {self.address}".strip(), f"Texto alternativo: {self.alt}"])
            + "\n"
        )


def piece_of(edition: Edition, item: Indicator, help_data: HelpData, site_address: str) -> Piece | None:
    """The infographic of an indicator; none when it has nothing to draw."""
    if item.poster is None or item.chart is None:
        return None
    where = f"{edition.prefix}/indicadores/{item.card.slug}/"
    return Piece(
        slug=item.card.slug,
        name=f"{item.card.id} {item.card.name}",
        title=item.finding,
        subtitle=full_stop(item.poster.rows_title),
        alt=alternative(item.finding, item.chart.description.partition(".")[0], item.poster.rows),
        lines=_told(help_data.lines[:2]),
        source=edition.source,
        office=edition.cut.office,
        address=f"{site_address}{where}" if site_address else "",
        site=site_address.removeprefix("https://"),
        rows=item.poster.rows,
    )


def alternative(finding: str, kind: str, rows: Sequence[Row]) -> str:
    """The finding and what is drawn (not what the page draws, which may be more), in at most `LONGEST_ALT` letters. The
    year of a period is said where it changes."""
    told, year = [], ""
    for label, _, said in rows:
        name, _, last = label.rpartition(" ")
        told.append(f"{name if name and last == year else label}: {said.lower()}")
        year = last if re.fullmatch(r"\d{4}", last) else ""
    words = f"{full_stop(finding)} {full_stop(kind)} {full_stop('; '.join(told))}"
    return words if len(words) <= LONGEST_ALT else words[: LONGEST_ALT - 2].rsplit(" ", 1)[0] + " …"


def _told(lines: Sequence[HelpLine]) -> tuple[str, ...]:
    """Each line by its number and name; the hours once when they are those of all, and that it is free when all are."""
    named = [" ".join(filter(None, (each.number, each.option.lower(), each.name))) for each in lines]
    hours = {each.hours for each in lines}
    same = len(hours) == 1
    said = named if same else [f"{name}. {each.hours}" for name, each in zip(named, lines, strict=True)]
    free = ["gratis"] if all(each.free for each in lines) else []
    shared = ", ".join([*free, *([each.lower() for each in hours] if same else [])])
    return (*said, *([sentence_start(full_stop(shared))] if shared else []))
