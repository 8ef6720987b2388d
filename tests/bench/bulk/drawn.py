"""Synthetic files with all that their institutions captured of them, drawn from a seeded generator."""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from banevim.accounts.models import Person
from banevim.care.terms import ServiceData
from banevim.casefiles import sheet
from banevim.casefiles.notices import notice_now
from banevim.casefiles.rules import law_day
from banevim.casefiles.sheet import Kind, Owner, Section
from banevim.casefiles.terms import Answered, CaseData
from banevim.catalogs import queries as catalogs
from banevim.operations.practice import calendar, situations
from banevim.operations.practice.people import People, SyntheticWoman
from banevim.operations.practice.script import SERVICES

ALWAYS, SOMETIMES = ("attention", "notice"), 4
"""Sections of the sheet that every case answers, and how many of the others."""
AGAIN = (Owner.CASE, Owner.AGGRESSOR)
RETURNS, ELSEWHERE, LOOKS = 0.10, 0.12, 3


@dataclass(frozen=True)
class Visit:
    """One case that a capturer registered, with its sections and the service she received."""

    by: Person
    at: dt.datetime
    data: CaseData
    answered: tuple[Answered, ...]
    service: ServiceData | None


@dataclass(frozen=True)
class Drawn:
    """One woman: the first visit opens her file; those of other institutions join it. `looks`: who opened it since."""

    who: SyntheticWoman
    visits: tuple[Visit, ...]
    looks: tuple[tuple[Person, dt.datetime], ...]


class Author:
    """Draws files. The same arguments give the same files."""

    def __init__(self, seed: int, people: Sequence[Person], now: dt.datetime, state: str, curp: str) -> None:
        self.chance, self.now, self.staff = random.Random(seed), now, people
        self.places = dict(catalogs.women_2020(state).values)
        self.elsewhere = catalogs.largest_municipalities("26", 1)[0].code
        self.women = People(self.chance, now.date(), self.places, curp)
        self.home = {code: [p for p in people if p.institution.municipality == code] for code in self.places}

    def draw(self, count: int) -> Iterator[Drawn]:
        """That many files, in order of time."""
        for at in calendar.moments(self.chance, count, self.now):
            yield self.one(at)

    def one(self, at: dt.datetime) -> Drawn:
        """One file."""
        who = self.women.woman()
        first = self.visit(who, self._capturer(who.home), at, asked=tuple(Owner))
        visits = [first]
        if self.chance.random() < RETURNS:
            visits.append(self.visit(who, first.by, self._after(at)))
        if self.chance.random() < ELSEWHERE:
            visits.append(self.visit(who, self.chance.choice(self.staff), self._after(at)))
        return Drawn(who, tuple(visits), self._looks(first.by, at))

    def _looks(self, by: Person, at: dt.datetime) -> tuple[tuple[Person, dt.datetime], ...]:
        """When she opened it again: at different hours, for within one hour it is noted once."""
        hours = sorted(self.chance.sample(range(2, 4000, 2), self.chance.randrange(2 * LOOKS)))
        moments = [at + dt.timedelta(hours=n) for n in hours]
        return tuple((by, moment) for moment in moments if moment < self.now)

    def _after(self, at: dt.datetime) -> dt.datetime:
        return min(at + dt.timedelta(hours=self.chance.randrange(1, 2000)), self.now)

    def _capturer(self, municipality: str) -> Person:
        near = self.home.get(municipality) or self.staff
        return self.chance.choice(near if self.chance.random() < 0.9 else self.staff)

    def visit(
        self, who: SyntheticWoman, by: Person, at: dt.datetime, asked: tuple[Owner, ...] = AGAIN
    ) -> Visit:
        """One case at one desk; about her she is asked the first time only."""
        data = situations.case(self.chance, at.date(), who.home, self.elsewhere)
        named = tuple(
            replace(each, name=f"{who.identity.first_surname} Ficticio")
            if self.chance.random() < 0.4
            else each
            for each in data.aggressors
        )
        kind = "REF" if by.institution.is_shelter else self.chance.choices(*SERVICES)[0]
        service = ServiceData(kind, at.date(), "OTO") if self.chance.random() < 0.85 else None
        data = replace(data, aggressors=named)
        return Visit(by, at, data, self._answered(asked, data, by, at.date()), service)

    def _answered(
        self, owners: tuple[Owner, ...], data: CaseData, by: Person, day: dt.date
    ) -> tuple[Answered, ...]:
        asked = sheet.sections(day, *owners)
        free = [s for s in asked if s.key not in ALWAYS and not s.when]
        chosen = {s.key for s in self.chance.sample(free, SOMETIMES)} | set(ALWAYS)
        law = law_day(data, day)
        return tuple(self._section(s, by, day, law) for s in asked if s.key in chosen)

    def _section(self, section: Section, by: Person, day: dt.date, law: dt.date) -> Answered:
        told = {f.key: self._answer(f, by, law if f.on_facts else day) for f in section.fields}
        coded = {f.key: told[f.key] for f in section.fields if f.kind in sheet.CODED}
        words = {f.key: told[f.key] for f in section.fields if f.kind not in sheet.CODED}
        return Answered(section.key, coded, words, 0, 0 if section.of is Owner.AGGRESSOR else None)

    def _answer(self, asked: sheet.Field, by: Person, day: dt.date) -> object:
        """An answer of the kind that the question wants."""
        if asked.kind in (Kind.ONE, Kind.MANY):
            code = self.chance.choice(catalogs.options(asked.catalog, day)).code
            return [code] if asked.kind is Kind.MANY else code
        if asked.kind is Kind.PLACE:
            return by.institution.municipality or self.elsewhere
        if asked.kind is Kind.NUMBER:
            return self.chance.randrange(asked.least, min(asked.most, asked.least + 10) + 1)
        if asked.kind is Kind.FIXED:
            return notice_now(day).version
        if asked.kind in (Kind.DAY, Kind.DATE):
            return day.isoformat()
        return "Dato ficticio de práctica"[: asked.limit]
