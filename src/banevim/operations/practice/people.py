"""Synthetic women: identity and coded answers, drawn from a seeded generator."""

import datetime as dt
import random
from dataclasses import dataclass

from banevim.casefiles.terms import Identity, Profile
from banevim.catalogs.terms import Missing
from banevim.methods.linkage import curp
from banevim.operations.practice.names import GIVEN, SURNAMES, weighted

DIFFERENTIATOR_BEFORE_2000, DIFFERENTIATOR_AFTER = "9", "Z"
"""The last ones that would ever be assigned, so that a synthetic CURP is nobody's."""


OCCUPATIONS = (["HOG", "4", "5", "9", "2", "3", "EST", "BUS", "NOT"], [33, 17, 14, 11, 8, 6, 5, 3, 3])


@dataclass(frozen=True)
class SyntheticWoman:
    """Who she is and what she answered; `home` is the municipality where she lives."""

    identity: Identity
    profile: Profile
    home: str


class People:
    """Draws women. One generator, one seed: the same calls give the same women."""

    def __init__(
        self, chance: random.Random, today: dt.date, places: dict[str, int], state_curp: str
    ) -> None:
        self.chance, self.today, self.state_curp = chance, today, state_curp
        self.places, self.weights = list(places), list(places.values())
        self.given, self.surnames = weighted(GIVEN), weighted(SURNAMES)

    def _one(self, table: tuple[list[str], list[int]]) -> str:
        return self.chance.choices(table[0], table[1])[0]

    def place(self) -> str:
        """A municipality, by its number of women."""
        return self.chance.choices(self.places, self.weights)[0]

    def _birth(self) -> dt.date:
        age = min(max(int(self.chance.gauss(33, 13)), 3), 88)
        return self.today - dt.timedelta(days=age * 365 + self.chance.randrange(365))

    def _curp(self, given: str, first: str, second: str, born: dt.date) -> str:
        later = DIFFERENTIATOR_AFTER if born.year >= 2000 else DIFFERENTIATOR_BEFORE_2000
        stem = curp.root(given, first, second, born, "M", self.state_curp) + later
        return stem + curp.check_digit(stem)

    def woman(self) -> SyntheticWoman:
        """One woman; some give less than others."""
        draw, born = self.chance.random, self._birth()
        given, first = self._one(self.given), self._one(self.surnames)
        second = self._one(self.surnames) if draw() < 0.93 else ""
        known_birth = draw() < 0.88
        identity = Identity(
            given_names=given,
            first_surname=first,
            second_surname=second,
            known_as=given.split()[-1][:4] + "is" if draw() < 0.05 else "",
            curp=self._curp(given, first, second, born) if known_birth and draw() < 0.45 else "",
            birth_date=born if known_birth else None,
            phone=f"612000{self.chance.randrange(10_000):04d}" if draw() < 0.6 else "",
        )
        return SyntheticWoman(identity, self._profile(born), self.place())

    def _answer(self, options: list[str], weights: list[int], unknown: float) -> str:
        if self.chance.random() < unknown:
            return self.chance.choice([Missing.NOT_ASKED, Missing.UNKNOWN, Missing.PREFERS_NOT]).value
        return self.chance.choices(options, weights)[0]

    def _profile(self, born: dt.date) -> Profile:
        age = (self.today - born).days // 365
        children = self.chance.choices(range(6), [20, 22, 28, 18, 8, 4])[0] if age > 16 else 0
        return Profile(
            age=age,
            birth_year=born.year,
            residence=self.place(),
            nationality=self._answer(["MEX"], [1], 0.04),
            schooling=self._answer(["00", "02", "03", "04", "11", "13"], [4, 18, 32, 27, 17, 2], 0.08),
            civil_status=self._answer(
                ["SOL", "CAS", "ULI", "DIV", "SEP", "VIU"], [30, 24, 28, 6, 10, 2], 0.06
            ),
            occupation=self._answer(OCCUPATIONS[0], OCCUPATIONS[1], 0.05) if age > 15 else "EST",
            children=children,
            children_missing="",
        )
