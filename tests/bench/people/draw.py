"""Women as they are, by households: alone, sisters, twins, mother and daughter of one name, and homonyms."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from tests.bench.people.names import Given, surnames

from banevim.methods.linkage import curp

TODAY = dt.date(2026, 11, 1)
AREAS = ("612", "624", "613", "55", "33", "81", "664", "667", "222", "951", "999", "744", "961", "477")
SISTERS, TWINS, DAUGHTERS, SAME_NAME, HOMONYMS = 0.075, 0.003, 0.04, 0.3, 0.004


@dataclass(frozen=True, slots=True)
class Her:
    """A woman as her documents would say."""

    given: str
    first: str
    second: str
    born: dt.date
    curp: str
    phone: str
    place: str


class People:
    """Draws women, household by household. The same seed gives the same women."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(f"people {seed}")
        self.given, self.surnames = Given(self.chance), surnames(self.chance)
        self.places = [f"{state:02d}{place:03d}" for state in range(1, 33) for place in range(1, 40)]
        self.sums = list(accumulate(1 / (1 + n % 39) for n in range(len(self.places))))

    def draw(self) -> Iterator[Her]:
        """One woman after another, without end."""
        while True:
            yield from self.household()

    def household(self) -> list[Her]:
        """One woman, or those who share her house."""
        her, draw = self.woman(), self.chance.random()
        if draw < SISTERS:
            found = [her, *(self.sister(her) for _ in range(1 + (self.chance.random() < 0.3)))]
        elif draw < SISTERS + TWINS:
            found = [her, self.sister(her, born=her.born)]
        elif draw < SISTERS + TWINS + DAUGHTERS:
            found = [her, self.daughter(her)]
        elif draw < SISTERS + TWINS + DAUGHTERS + HOMONYMS:
            found = [her, self.homonym(her)]
        else:
            return [her]
        return found

    def woman(self) -> Her:
        """One on her own."""
        born = self._born()
        first = self.surnames.draw()
        second = self.surnames.draw() if self.chance.random() < 0.985 else ""
        return self._whole(self.given.draw(born.year), first, second, born, self._phone(), self._place())

    def sister(self, her: Her, born: dt.date | None = None) -> Her:
        """Same surnames; the same day when `born` says so; often one telephone for both."""
        day = born or self._near(her.born, 400, 3_000)
        given = next(name for name in iter(lambda: self.given.draw(day.year), "") if name != her.given)
        phone = her.phone if self.chance.random() < 0.4 else self._phone()
        return self._whole(given, her.first, her.second, day, phone, her.place)

    def daughter(self, her: Her) -> Her:
        """Her father's surname and her mother's, or both of her mother; three in ten bear her name."""
        born = self._near(her.born, 6_000, 14_000, later=True)
        first, second = (
            (her.first, her.second) if self.chance.random() < 0.35 else (self.surnames.draw(), her.first)
        )
        given = her.given if self.chance.random() < SAME_NAME else self.given.draw(born.year)
        phone = her.phone if self.chance.random() < 0.5 else self._phone()
        return self._whole(given, first, second, born, phone, her.place)

    def homonym(self, her: Her) -> Her:
        """Another woman with every name the same, in the same place, of about the same age."""
        born = self._near(her.born, 20, 1_500)
        return self._whole(her.given, her.first, her.second, born, self._phone(), her.place)

    def _born(self) -> dt.date:
        age = min(max(self.chance.gauss(34, 14), 1), 95)
        return TODAY - dt.timedelta(days=int(age * 365.25) + self.chance.randrange(365))

    def _near(self, day: dt.date, least: int, most: int, *, later: bool = False) -> dt.date:
        step = dt.timedelta(days=self.chance.randrange(least, most))
        other = day + step if later or self.chance.random() < 0.5 else day - step
        return other if other < TODAY else TODAY - dt.timedelta(days=self.chance.randrange(30, 700))

    def _phone(self) -> str:
        area = self.chance.choice(AREAS)
        return area + f"{self.chance.randrange(10 ** (10 - len(area))):0{10 - len(area)}d}"

    def _place(self) -> str:
        return self.chance.choices(self.places, cum_weights=self.sums)[0]

    def _whole(self, given: str, first: str, second: str, born: dt.date, phone: str, place: str) -> Her:
        state = self.chance.choice(("BS", "DF", "JC", "SR", "SL", "OC", "YN", "PL", "VZ", "MC"))
        stem = curp.root(given, first, second, born, "M", state)
        stem += self.chance.choice("6789") if born.year < 2000 else self.chance.choice("VWXYZ")
        return Her(given, first, second, born, stem + curp.check_digit(stem), phone, place)
