"""The profile of a municipality: a few indicators beside those of the state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from datavim.present.model import Indicator, Line, Sheet, View, ViewCell

FRONT = ("I02", "I04", "I05", "I06", "I08", "I11", "I01", "I07", "I16", "I13")
"""The indicators that say most to most people, first: those of the home page, of the infographics and of a profile."""
MOST_LINES = 8


def front(indicators: Iterable[Indicator]) -> list[Indicator]:
    """The indicators with those that lead first; the others in their own order."""
    lead = {name: place for place, name in enumerate(FRONT)}
    return sorted(indicators, key=lambda item: lead.get(item.card.id, len(FRONT)))


@dataclass(frozen=True, slots=True)
class ProfileLine:
    """A line of the profile and the page that it leads to."""

    indicator: Indicator
    view: View
    line: Line


@dataclass(frozen=True, slots=True)
class Profile:
    code: str
    name: str
    lines: tuple[ProfileLine, ...]

    def sheet(self, note: str) -> Sheet:
        rows = tuple(
            (
                *(
                    self.code,
                    self.name,
                    each.indicator.card.id,
                    each.line.label,
                    each.line.period,
                    each.line.measure,
                ),
                *(*_cells(each.line.here), *_cells(each.line.state), note),
            )
            for each in self.lines
        )
        head = ("municipio", "municipio_etiqueta", "indicador", "nombre", "periodo", "medida")
        return Sheet((*head, "valor", "estado", "valor_entidad", "estado_entidad", "nota"), rows)


def _cells(shown: ViewCell) -> tuple[str, str]:
    return shown.text.replace(",", ""), shown.state.value


def profiles(indicators: Sequence[Indicator]) -> tuple[Profile, ...]:
    """One for each municipality that has a page in some indicator, by its code."""
    names = {view.place: view.place_name for item in indicators for view in item.views if view.place}
    chosen = front(indicators)
    return tuple(Profile(code, names[code], _lines(chosen, code)) for code in sorted(names))


def _lines(indicators: Sequence[Indicator], place: str) -> tuple[ProfileLine, ...]:
    found = ((item, item.at(place)) for item in indicators)
    lines = [
        ProfileLine(item, view, view.line)
        for item, view in found
        if view is not None and view.line is not None
    ]
    return tuple(lines[:MOST_LINES])
