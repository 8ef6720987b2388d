"""Choose the presenter of an indicator by the tables it names."""

from __future__ import annotations

from collections.abc import Callable

from datavim.bundle import (
    CASES_BY_MONTH,
    CASES_BY_TYPE,
    PRACTICE_NOTE,
    WOMEN_BY_MUNICIPALITY,
    WOMEN_POPULATION,
    Bundle,
    Card,
)
from datavim.present import by_month, by_place, by_type, plain
from datavim.present.model import Indicator

Presenter = Callable[[Bundle, Card, str], Indicator]


def _presenter(bundle: Bundle, card: Card) -> Presenter:
    """A table without rows yet (no quarter or year is closed) is shown plainly."""
    filled = {name for name in card.tables if bundle.table(name).rows}
    if CASES_BY_MONTH in filled:
        return by_month.present
    if CASES_BY_TYPE in filled:
        return by_type.present
    if {WOMEN_BY_MUNICIPALITY, WOMEN_POPULATION} <= filled:
        return by_place.present
    return plain.present


def present(bundle: Bundle, card: Card) -> Indicator:
    note = PRACTICE_NOTE if bundle.cut.practice else ""
    return _presenter(bundle, card)(bundle, card, note)
