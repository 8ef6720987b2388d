"""The calendar of the office's year: the rhythms of its work plan (month, quarter, half-year, year), as days."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from datavim.words import MONTHS

SHOWN = 7
PUBLISHED_ON = 15
"""Day of the month on which the cut of the month before comes out, as DATAVIM announces it."""
QUARTERS = {1: "cuarto", 4: "primer", 7: "segundo", 10: "tercer"}
HALVES = {1: "segundo", 7: "primer"}
FIXED = ((3, 8, "Día Internacional de las Mujeres"), (11, 25, "Inician los 16 días de activismo"))


@dataclass(frozen=True)
class Event:
    """A day of the plan and what happens on it."""

    day: dt.date
    what: str


def events_of(year: int) -> list[Event]:
    """Everything that the plan has in a year, by day."""
    found = [Event(dt.date(year, month, day), what) for month, day, what in FIXED]
    for month in range(1, 13):
        before, first = MONTHS[month - 2], dt.date(year, month, 1)
        found.append(Event(first, f"Se puede congelar {before}"))
        found.append(Event(first.replace(day=PUBLISHED_ON), f"Publicación del corte de {before}"))
        if month in QUARTERS:
            found.append(Event(first, f"Calidad del {QUARTERS[month]} trimestre, a cada institución"))
        if month in HALVES:
            found.append(Event(first, f"Informe del {HALVES[month]} semestre: ya están sus seis meses"))
    return sorted(found, key=lambda event: event.day)


def year_plan(today: dt.date) -> dict[str, Any]:
    """What comes next, and after it until a year from now."""
    coming = [e for year in (today.year, today.year + 1) for e in events_of(year) if e.day >= today]
    coming = [event for event in coming if event.day <= today.replace(day=1) + dt.timedelta(days=366)]
    return {"plan": coming[:SHOWN], "later": coming[SHOWN:]}
