"""The script of a practice bank's past: who comes, when, where and with what. Drawn whole before it is played."""

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from banevim.casefiles.terms import Answered, CaseData
from banevim.catalogs.terms import Missing
from banevim.operations.practice import calendar, situations
from banevim.operations.practice.people import People, SyntheticWoman

RETURNS_SAME, RETURNS_OTHER, RECENT = 0.08, 0.12, 400
SERVICES = (["PSI", "JUR", "MED", "TSO", "ORI", "ACO"], [34, 24, 14, 12, 11, 5])


@dataclass(frozen=True)
class Desk:
    """Where a case can be captured: position in the list of capturers, municipality, whether it is a shelter."""

    position: int
    institution: str
    municipality: str
    is_shelter: bool


@dataclass(frozen=True)
class Step:
    """One case: `woman` is a position in the cast; `service` is a code or ''."""

    number: int
    at: dt.datetime
    woman: int
    desk: int
    data: CaseData
    answered: tuple[Answered, ...]
    service: str


@dataclass(frozen=True)
class Script:
    """The cast and the steps, in order of time."""

    cast: tuple[SyntheticWoman, ...]
    steps: tuple[Step, ...]


class _Author:
    def __init__(self, seed: int, desks: Sequence[Desk], women: Mapping[str, int], elsewhere: str) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - synthetic people, not keys
        self.desks, self.elsewhere = desks, elsewhere
        self.cast: list[SyntheticWoman] = []
        self.first_desk: list[Desk] = []
        self.women = women

    def desk_near(self, municipality: str) -> Desk:
        near = [desk for desk in self.desks if desk.municipality == municipality]
        return self.chance.choice(near if near and self.chance.random() < 0.9 else self.desks)

    def who_and_where(self, people: People) -> tuple[int, Desk]:
        draw = self.chance.random()
        if not self.cast or draw >= RETURNS_SAME + RETURNS_OTHER:
            self.cast.append(people.woman())
            self.first_desk.append(self.desk_near(self.cast[-1].home))
            return len(self.cast) - 1, self.first_desk[-1]
        woman = self.chance.randrange(max(0, len(self.cast) - RECENT), len(self.cast))
        stays = draw < RETURNS_SAME
        return woman, self.first_desk[woman] if stays else self.desk_near(self.cast[woman].home)

    def service(self, desk: Desk) -> str:
        if self.chance.random() > 0.85:
            return ""
        return "REF" if desk.is_shelter else self.chance.choices(*SERVICES)[0]


def write(
    *,
    seed: int,
    total: int,
    now: dt.datetime,
    desks: Sequence[Desk],
    women: Mapping[str, int],
    elsewhere: str,
    state_curp: str,
) -> Script:
    """The same arguments give the same script. `women` weighs the municipalities; `now` is the last moment."""
    author = _Author(seed, desks, women, elsewhere)
    people = People(author.chance, now.date(), dict(women), state_curp)
    steps = []
    for number, at in enumerate(calendar.moments(author.chance, total, now)):
        woman, desk = author.who_and_where(people)
        data = situations.case(author.chance, at.date(), author.cast[woman].home, elsewhere)
        told = situations.answered(
            author.chance, at.date(), data.types, desk.municipality or Missing.NOT_ASKED
        )
        steps.append(Step(number, at, woman, desk.position, data, told, author.service(desk)))
    return Script(tuple(author.cast), tuple(steps))
