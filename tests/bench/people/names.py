"""Names by how many bear them: draws are cheap, because many are taken at once."""

import csv
import random
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path

_DATA = Path(__file__).parent / "data"
_AT_ONCE = 4_096


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table of this folder, without its notes."""
    lines = (_DATA / name).read_text("utf-8").splitlines()
    return csv.DictReader(line for line in lines if not line.startswith("#"))


class Urn:
    """Draws from a weighted list."""

    def __init__(self, chance: random.Random, weighted: Sequence[tuple[str, float]]) -> None:
        self.chance = chance
        self.words = [word for word, _ in weighted]
        self.sums = list(accumulate(weight for _, weight in weighted))
        self.ready: list[str] = []

    def draw(self) -> str:
        """One of them."""
        if not self.ready:
            self.ready = self.chance.choices(self.words, cum_weights=self.sums, k=_AT_ONCE)
        return self.ready.pop()


def surnames(chance: random.Random) -> Urn:
    """Surnames by the number of people who bear them."""
    return Urn(chance, [(row["name"], float(row["thousands"])) for row in rows("surnames.csv")])


class Given:
    """Given names of the year: one, or two in the fashion of her time."""

    SECOND = ((1965, 0.55), (1985, 0.6), (2003, 0.6), (9999, 0.35))
    """Until which year of birth, and how many bear a second given name."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.since = sorted({int(row["since"]) for row in rows("given.csv")})
        lists: dict[int, list[tuple[str, float]]] = {year: [] for year in self.since}
        for row in rows("given.csv"):
            lists[int(row["since"])].append((row["name"], float(row["weight"])))
        self.urns = {year: Urn(chance, weighted) for year, weighted in lists.items()}

    def draw(self, year: int) -> str:
        """The given names of a girl born that year; one in ten bears a name of another time."""
        if self.chance.random() < 0.1:
            year -= 25
        urn = self.urns[max((each for each in self.since if each <= year), default=self.since[0])]
        first, share = urn.draw(), next(share for until, share in self.SECOND if year < until)
        second = urn.draw() if " " not in first and self.chance.random() < share else ""
        if not second or second == first or " " in second:
            return first
        return f"{second} {first}" if second == "María" else self._joined(first, second)

    def _joined(self, first: str, second: str) -> str:
        if first == "María" and second in ("Carmen", "Rosario", "Refugio", "Pilar", "Socorro", "Consuelo"):
            return f"María del {second}"
        if first == "María" and second in ("Luz", "Paz"):
            return f"María de la {second}"
        if first == "María" and second in ("Ángeles", "Dolores", "Mercedes"):
            return f"María de los {second}" if second == "Ángeles" else f"María {second}"
        return f"{first} {second}"


@cache
def nicknames() -> dict[str, tuple[str, ...]]:
    """Given name, and how she is called at home."""
    return {row["name"]: tuple(row["forms"].split("|")) for row in rows("nicknames.csv")}
