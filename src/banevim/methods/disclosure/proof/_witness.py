"""Blind witnesses: sets of whole numbers that reproduce everything published, computed from what is public alone.

Which withheld cells are sensitive is itself hidden. So every cell that is not printed gets the lowest and the highest
witness found, down to 0 and up to k; no argument of this module holds a count that was not published.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from .._types import Key
from ..tables._cliques import with_records
from ..tables._system import Publication
from ._attack import attack
from ._pieces import Piece, Unsolvable, pieces
from ._search import HIGH, LOW, Search, Wish, fulfilled


@dataclass(frozen=True)
class Witness:
    """A value for each unknown cell of the certificate. `records`: it gives the records of the cliques too."""

    values: tuple[int, ...]
    records: bool


@dataclass(frozen=True)
class Bound:
    """The lowest and the highest value of a cell among witnesses, and which witness has it."""

    low: int
    low_in: int
    high: int
    high_in: int


@dataclass(frozen=True)
class Certificate:
    """What anyone can verify by adding: witnesses, and what each withheld cell may be.

    `unknown`: the cells whose values a witness gives; those from `plain` on are records of cliques, which only the
    witnesses with `records` give: these are margins of one set of records for each classification.
    """

    publication: Publication
    unknown: tuple[Key, ...]
    plain: int
    witnesses: tuple[Witness, ...]

    @cached_property
    def bounds(self) -> dict[Key, Bound]:
        """Over all witnesses: the proof at the level of tables at least."""
        return self._bounds(range(len(self.witnesses)))

    @cached_property
    def record_bounds(self) -> dict[Key, Bound]:
        """Over the witnesses that are margins of records: the proof at the level of microdata."""
        return self._bounds([i for i, witness in enumerate(self.witnesses) if witness.records])

    @cached_property
    def many(self) -> frozenset[Key]:
        """Cells of which anyone who reads this knows that they count k women or more: a small one could be 0 and k."""
        k = self.publication.k
        ends = ((key, self.bounds[key]) for key in self.publication.guarded)
        return self.publication.counting_many([key for key, b in ends if b.low or b.high < k])

    def with_at_least(self, many: Collection[Key]) -> tuple[Witness, ...]:
        """The witnesses that give k or more to each of these cells."""
        places = [place for place, key in enumerate(self.unknown[: self.plain]) if key in many]
        k = self.publication.k
        return tuple(each for each in self.witnesses if all(each.values[place] >= k for place in places))

    def _bounds(self, which: Sequence[int]) -> dict[Key, Bound]:
        found = {}
        for place, key in enumerate(self.unknown[: self.plain]) if which else ():
            values = [(self.witnesses[i].values[place], -i) for i in which]
            low, high = min((value, -i) for value, i in values), max(values)
            found[key] = Bound(*low, high[0], -high[1])
        return found


def prove(publication: Publication) -> Certificate:
    """Witnesses for all cells that are not printed. Raises Unsolvable if no whole numbers fit what is published.

    Whoever reads that a blank cannot be 0, or cannot reach k, knows that it is not small, so that it counts k or more;
    and so in turn of the blanks beside it. It is proven again with what is known, until nothing more follows.
    """
    views = [with_records(publication)] if publication.classifications else []
    many = _surely_many(publication)
    certificate = _certificate((*views, publication), many, ())
    while certificate.many != many:
        many = certificate.many
        certificate = _certificate((*views, publication), many, certificate.with_at_least(many))
    return certificate


def _surely_many(publication: Publication) -> frozenset[Key]:
    """Blanks that linear programs show not to be small: quickly most of what the witnesses will show."""
    k, many = publication.k, publication.counting_many(())
    while True:
        ends = attack(publication, publication.guarded - many, k, many)
        found = {key for key, (low, high) in ends.items() if low or (high is not None and high < k)}
        more = publication.counting_many(many | found)
        if more == many:
            return many
        many = more


def _certificate(views: Sequence[Publication], many: frozenset[Key], kept: Sequence[Witness]) -> Certificate:
    """With k or more in each cell of `many`, and these witnesses first.

    First as margins of records, where the tables come from one classification; what is not reached so, table by table.
    """
    publication = views[-1]
    hidden = [cell.key for cell in publication.cells if cell.number is None]
    unknown = [cell.key for cell in views[0].cells if cell.number is None]
    found = list(kept)
    told = [dict(zip(unknown, witness.values, strict=False)) for witness in kept]
    wanted = {(key, side) for key in publication.guarded - many for side in (LOW, HIGH)}
    wanted = {wish for wish in wanted if not any(fulfilled(wish, values, publication.k) for values in told)}
    tried: set[Piece] = set()
    base: dict[Key, int] = {}
    for view in views:
        records = view is not publication
        said = unknown if records else hidden
        base = base or next((v for w, v in zip(kept, told, strict=True) if w.records or not records), {})
        for world in _solved(view, many, tried, base, wanted):
            left = {wish for wish in wanted if not fulfilled(wish, world, publication.k)}
            if left != wanted or not found:
                found.append(Witness(tuple(world[key] for key in said), records))
            wanted, base = left, base or world
    if not found:
        raise Unsolvable("no whole numbers fit what is published")
    return Certificate(publication, tuple(unknown), len(hidden), tuple(found))


def _solved(
    view: Publication,
    many: frozenset[Key],
    tried: set[Piece],
    base: Mapping[Key, int],
    wanted: Collection[Wish],
) -> list[dict[Key, int]]:
    """Solutions of the pieces that were not tried; none if the view has none, as records of other people have not."""
    try:
        known, parts = pieces(view, many)
        fresh = [piece for piece in parts if piece not in tried]
        beyond = {key: value - view.k * (key in many) for key, value in base.items()}
        worlds = list(_worlds({**beyond, **known}, fresh, wanted, view.k)) if fresh or not base else []
    except Unsolvable:
        return []
    tried.update(fresh)
    return [{key: value + view.k * (key in many) for key, value in world.items()} for world in worlds]


def _worlds(
    base: Mapping[Key, int], parts: Sequence[Piece], wanted: Collection[Wish], k: int
) -> Iterator[dict[Key, int]]:
    """Whole solutions that together make true what can come true: in each, every piece has its next one."""
    runs = []
    for piece in parts:
        mine = set(piece.cells)
        wishes = {wish for wish in wanted if wish[0] in mine}
        if wishes or piece.cells[0] not in base:
            guarded = sorted({key for key, _ in wishes})
            runs.append(list(Search(piece, k, guarded).run(wishes)))
    for turn in range(max(map(len, runs), default=1)):
        world = dict(base)
        for run in runs:
            world.update(run[min(turn, len(run) - 1)])
        yield world
