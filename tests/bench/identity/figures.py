"""What a run is worth: recall by what the query carried, errors by band, times. Pure: sequences in, numbers out."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import Any

from tests.bench.identity.tables import Row

DEPTHS = (1, 5, 10)
BANDS = ("probably", "possibly", "listed")
LEAST = 30
"""Labels borne by fewer queries than this are not told apart."""


def carried(row: Row) -> tuple[str, ...]:
    """The strata of a query: by what it carries, never by whether it is right."""
    named = bool(row.nombres and row.primer_apellido)
    more = bool(row.born or row.segundo_apellido or row.telefono or row.curp)
    found = ["minimum" if named and more else "hopeless"]
    if named and row.segundo_apellido and row.born:
        found.append("name_two_surnames_date")
    if named and (row.born or row.telefono or row.curp):
        found.append("name_and_date_phone_or_curp")
    if named and row.segundo_apellido and not (row.born or row.telefono or row.curp):
        found.append("name_two_surnames_only")
    return tuple(found)


@dataclass
class Count:
    """Known women of one stratum, and how many were found within each depth."""

    known: int = 0
    within: Counter[int] = field(default_factory=Counter)

    def add(self, rank: int | None) -> None:
        """One known woman, found at this rank or not at all."""
        self.known += 1
        self.within.update(depth for depth in DEPTHS if rank is not None and rank <= depth)

    def told(self) -> dict[str, Any]:
        """Shares, with half the width of their 95 % interval at the middle depth."""
        shares = {f"recall@{d}": share(self.within[d], self.known) for d in DEPTHS}
        middle = self.within[DEPTHS[1]] / self.known if self.known else 0.0
        margin = 1.96 * sqrt(middle * (1 - middle) / self.known) if self.known else None
        return {"n": self.known, **shares, "margin@5": margin and round(margin, 4)}


def share(part: int, whole: int) -> float | None:
    """A share, or nothing when there is nobody."""
    return round(part / whole, 5) if whole else None


class Judge:
    """Takes one query after another; `told` at the end."""

    def __init__(self) -> None:
        self.strata: dict[str, Count] = defaultdict(Count)
        self.labels: dict[str, Count] = defaultdict(Count)
        self.right, self.wrong, self.flagged = Counter[str](), Counter[str](), Counter[str]()
        self.known = self.new = 0

    def add(
        self, row: Row, person: str, labels: Iterable[str], found: Sequence[tuple[str, float, str]]
    ) -> None:
        """A judged query: the true person, or '' when she is new, and what was found, best first."""
        top, band = (found[0][0], found[0][2]) if found else ("", "")
        if not person:
            self.new += 1
            self.flagged[band] += bool(found)
            return
        self.known += 1
        (self.right if top == person else self.wrong)[band] += bool(found)
        rank = next((n for n, each in enumerate(found, 1) if each[0] == person), None)
        for name in ("all", *carried(row)):
            self.strata[name].add(rank)
        for name in set(labels):
            self.labels[name].add(rank)

    def told(self) -> dict[str, Any]:
        """Every figure, ready for JSON."""
        labels = {name: count.told() for name, count in sorted(self.labels.items()) if count.known >= LEAST}
        return {
            "known": self.known,
            "new": self.new,
            "recall": {name: count.told() for name, count in sorted(self.strata.items())},
            "bands": {band: self._band(band) for band in BANDS},
            "labels": labels,
        }

    def _band(self, band: str) -> dict[str, Any]:
        return {
            "right_on_top": share(self.right[band], self.known),
            "wrong_on_top": share(self.wrong[band], self.known),
            "wrong_on_top_n": self.wrong[band],
            "new_flagged": share(self.flagged[band], self.new),
            "new_flagged_n": self.flagged[band],
        }


def times(taken: Sequence[float]) -> dict[str, float]:
    """Percentiles by nearest rank, in milliseconds."""
    ranked = sorted(taken)
    found = {
        f"p{p}": ranked[min(len(ranked) - 1, int(p / 100 * len(ranked)))] for p in (50, 95, 99) if ranked
    }
    return {"n": len(ranked), **{name: round(value, 1) for name, value in found.items()}}


def lines(key: str, found: Sequence[tuple[str, float, str]]) -> Iterator[tuple[str, int, str, str, str]]:
    """The rows of `R.csv` of one query."""
    for rank, (person, bits, band) in enumerate(found, 1):
        yield key, rank, person, f"{bits:.2f}", band
