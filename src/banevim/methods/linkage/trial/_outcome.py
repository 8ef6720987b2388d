"""What one search came to when it is known who she is, and many of them counted."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from math import inf, log2

from ..scoring._bands import band, settle
from ..scoring._result import Band, Score
from ..scoring._weights import Weights

_STEP, _LOWER, _HIGHER = 0.5, 1.0, 6.0
_FEWEST, _WIDER = 20, 3.0
DEEP = 5


@dataclass(frozen=True)
class Top:
    """The best of a list: its band, how far above log2(records) it would be *probably* still (-inf: never), and how far
    its bits are (-inf: nobody)."""

    band: Band | None = None
    reach: float = -inf
    above: float = -inf


@dataclass(frozen=True)
class Outcome:
    """`rank` of her file from 1, None when it was not found; the `top` of the list, hers or not; and the `top` if she
    had been in none of the files (`absent`)."""

    rank: int | None
    top: Top
    absent: Top


def outcome(
    found: Sequence[tuple[Hashable, Score]], hers: Hashable, weights: Weights, people: int
) -> Outcome:
    """`found` are the files that a search would list, best first, each once, with the score of its best record."""
    rank = next((n for n, (file, _) in enumerate(found, 1) if file == hers), None)
    others = [score for file, score in found if file != hers]
    return Outcome(rank, _top([score for _, score in found], weights, people), _top(others, weights, people))


def _top(scores: Sequence[Score], weights: Weights, people: int) -> Top:
    if not scores:
        return Top()
    best = scores[0]
    free = [replace(best, band=band(best.bits, best.contributions, (-inf, -inf))), *scores[1:2]]
    strong = settle(free, weights)[0].band is Band.PROBABLY
    above = best.bits - log2(max(people, weights.fewest))
    return Top(settle(scores[:2], weights)[0].band, above if strong else -inf, above)


@dataclass
class Tally:
    """Searches for women who are there and, each done again without her, for women who are not."""

    searches: int = 0
    first: int = 0
    five: int = 0
    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    flagged: Counter[str] = field(default_factory=Counter)

    def add(self, each: Outcome) -> None:
        """One search more."""
        self.searches += 1
        self.first += each.rank == 1
        self.five += each.rank is not None and each.rank <= DEEP
        if each.top.band:
            (self.right if each.rank == 1 else self.wrong)[each.top.band] += 1
        if each.absent.band:
            self.flagged[each.absent.band] += 1

    def told(self) -> dict[str, object]:
        """Ready for JSON."""
        counts = {name: dict(getattr(self, name)) for name in ("right", "wrong", "flagged")}
        return {"searches": self.searches, "first": self.first, "five": self.five, **counts}


def bars_for(now: Iterable[Outcome], new: Iterable[Outcome], weights: Weights, in_force: Weights) -> Weights:
    """`weights` with the lowest bar for *probably* at which it is wrong there no more often than what is in force; and
    with the lowest for *possibly* at which, of those it puts first there, at least half are her.

    Both are outcomes of the same searches, which must not be those that judge it afterwards.
    """
    allowed = _strongly_wrong(now, in_force.probably)
    told = list(new)
    bar = in_force.probably - _LOWER
    while bar < in_force.probably + _HIGHER and _strongly_wrong(told, bar) > allowed:
        bar += _STEP
    return replace(weights, probably=bar, possibly=_even_bar(told, bar, in_force.possibly))


def _even_bar(outcomes: Sequence[Outcome], probably: float, usual: float) -> float:
    """A search counts twice: as it was, and as if she were not there. The usual bar when too few land in the band."""
    bar = usual - _WIDER
    while bar < min(usual + _HIGHER, probably):
        right, wrong = _between(outcomes, bar, probably)
        if right + wrong >= _FEWEST and right >= wrong:
            return bar
        bar += _STEP
    return min(usual, probably)


def _between(outcomes: Iterable[Outcome], possibly: float, probably: float) -> tuple[int, int]:
    """How many are first between two bars: her, and anybody else."""

    def inside(top: Top) -> bool:
        return top.above >= possibly and top.reach < probably

    right = wrong = 0
    for each in outcomes:
        hers = each.rank == 1
        right += hers and inside(each.top)
        wrong += (not hers and inside(each.top)) + inside(each.absent)
    return right, wrong


def _strongly_wrong(outcomes: Iterable[Outcome], bar: float) -> int:
    return sum((each.rank != 1 and each.top.reach >= bar) + (each.absent.reach >= bar) for each in outcomes)
