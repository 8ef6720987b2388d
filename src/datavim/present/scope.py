"""Of what a page is: an indicator, one of its breakdowns, a place and a period."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from datavim.bundle import Card
from datavim.figures.cube import APART, STATE, Cube
from datavim.figures.parts import ALL
from datavim.words import period_name


@dataclass(frozen=True)
class Scope:
    """`women`: who lives in each municipality, where the indicator names a population; `note`: the practice note."""

    card: Card
    cube: Cube
    place: str
    period: str
    state_name: str
    note: str
    women: dict[str, int | None]
    sources: tuple[str, ...] = ()

    @cached_property
    def place_name(self) -> str:
        """Nothing for the whole state."""
        return next((item.label for item in self.cube.places if item.code == self.place), "")

    @property
    def of_state(self) -> bool:
        return self.place == STATE

    @property
    def where(self) -> str:
        """« en Comondú», or nothing."""
        return f" en {self.place_name}" if self.place_name else ""

    @property
    def happened_here(self) -> bool:
        """Whether the state is the sum of what happened in it. What happened elsewhere, or nobody knows where, is
        counted apart, so that another table of the same indicator may say a larger number."""
        place = self.cube.place
        return place is not None and any(item.code in APART for item in place.codes)

    @property
    def unit(self) -> str:
        return self.cube.table.unit

    @property
    def rule(self) -> str:
        """Of what the shares are. The first cards did not say it: theirs were of all records."""
        return self.card.base or (ALL if self.card.denominator else "")

    @property
    def several(self) -> bool:
        """Whether a record may be in more than one part; a question of yes or no has one answer."""
        column = self.cube.column
        if column is None or not column.several:
            return False
        return self.card.multi_response and not {item.code for item in column.codes} & set(self.card.answers)

    @property
    def before(self) -> str | None:
        """The period before this one."""
        known = self.cube.periods(self.place)
        place = known.index(self.period) if self.period in known else 0
        return known[place - 1] if place else None

    @property
    def when(self) -> str:
        return period_name(self.period) if "-" in self.period else self.cube.year(self.period)

    @property
    def during(self) -> str:
        """«en 2025», «de julio a septiembre de 2026»."""
        return f"{'de' if '-T' in self.period else 'en'} {self.when}"
