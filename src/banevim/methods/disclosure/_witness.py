"""Blind witnesses: sets of whole numbers that reproduce everything published, computed from what is public alone.

Which withheld cells are sensitive is itself hidden. So every cell that is not printed gets the lowest and the highest
witness found, up to 0 and k; no argument of this module holds a count that was not published.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ._cliques import with_records
from ._pieces import Piece, Unsolvable, pieces
from ._solver import Program, Row, whole
from ._system import Publication, Shown
from ._types import Key

# How far from the best sum of many wishes an answer may stay: it only has to fulfil some of them.
_ROUGH = 0.02
_EXACT = 0.0
LOW, HIGH = 0, 1
Wish = tuple[Key, int]


@dataclass(frozen=True)
class Witness:
    """A value for each cell that is not printed, in the order of the publication; records of cliques after them."""

    values: tuple[int, ...]
    records: bool


@dataclass(frozen=True)
class Bound:
    """The lowest and the highest value of a cell among the witnesses, and which witness has it."""

    low: int
    low_in: int
    high: int
    high_in: int


@dataclass(frozen=True)
class Certificate:
    """What anyone can verify by adding: the publication, the witnesses and what each cell may be.

    `unknown`: keys of the values of a witness; those from `plain` on are records of cliques, which only the witnesses
    with `records` give.
    """

    publication: Publication
    unknown: tuple[Key, ...]
    plain: int
    witnesses: tuple[Witness, ...]
    bounds: dict[Key, Bound]

    def proves(self, key: Key) -> bool:
        """The cell may be nobody and may be k or more."""
        bound = self.bounds.get(key)
        return bound is not None and bound.low == 0 and bound.high >= self.publication.k


def prove(publication: Publication) -> Certificate:
    """Witnesses for all cells that are not printed. Raises Unsolvable if no whole numbers fit what is published.

    First as margins of records, where the tables come from one classification; what is not reached so, table by table.
    """
    wide = with_records(publication) if publication.classifications else publication
    hidden = [cell for cell in publication.cells if cell.number is None]
    wanted = {(cell.key, side) for cell in hidden if cell.kind != "slack" for side in (LOW, HIGH)}
    plain = {cell.key for cell in publication.cells}
    unknown = [cell.key for cell in wide.cells if cell.number is None]
    found: list[Witness] = []
    for view in (wide, publication):
        records = bool(publication.classifications) and view is wide
        for values in _worlds(view, wanted):
            found.append(Witness(tuple(values[key] for key in unknown if records or key in plain), records))
            wanted = {wish for wish in wanted if not _fulfilled(wish, values, publication.k)}
        if not wanted or not records:
            break
    return Certificate(publication, tuple(unknown), len(hidden), tuple(found), _bounds(hidden, found))


def _bounds(hidden: Sequence[Shown], found: Sequence[Witness]) -> dict[Key, Bound]:
    bounds = {}
    for place, cell in enumerate(hidden):
        values = [(witness.values[place], -i) for i, witness in enumerate(found)]
        low, high = min((v, -i) for v, i in values), max(values)
        bounds[cell.key] = Bound(low[0], low[1], high[0], -high[1])
    return bounds


def _fulfilled(wish: Wish, values: Mapping[Key, int], k: int) -> bool:
    key, side = wish
    return values[key] == 0 if side == LOW else values[key] >= k


def _worlds(view: Publication, wanted: Collection[Wish]) -> Iterator[dict[Key, int]]:
    """Whole solutions that together fulfil what can be fulfilled: each piece gives its next one."""
    known, parts = pieces(view)
    guarded = {key for key, _ in wanted}
    searches = [_Search(piece, view.k, [key for key in piece.cells if key in guarded]) for piece in parts]
    runs = [list(search.run({wish for wish in wanted if wish[0] in search.place})) for search in searches]
    for turn in range(max(map(len, runs), default=1)):
        world = dict(known)
        for run in runs:
            world.update(run[min(turn, len(run) - 1)])
        yield world


class _Search:
    """One piece as an integer program. A guarded cell has two columns, its part up to k and the rest."""

    def __init__(self, piece: Piece, k: int, guarded: Sequence[Key]) -> None:
        self.piece, self.k = piece, k
        self.place = {key: i for i, key in enumerate(piece.cells)}
        first = len(piece.cells)
        self.rest = {key: first + i for i, key in enumerate(guarded)}
        upper = np.full(first + len(guarded), np.inf)
        upper[[self.place[key] for key in guarded]] = k
        rows: list[Row] = []
        for equation in piece.equations:
            terms = [(self.place[key], sign) for key, sign in equation.terms]
            terms += [(self.rest[key], sign) for key, sign in equation.terms if key in self.rest]
            rows.append(([column for column, _ in terms], [sign for _, sign in terms]))
        sides = [equation.side for equation in piece.equations]
        self.program = Program(rows, sides, np.zeros(len(upper)), upper, integral=True)

    def run(self, wanted: set[Wish]) -> Iterator[dict[Key, int]]:
        """Solutions, each fulfilling wishes that none before did; at least one. Raises Unsolvable."""
        turn, single, given = 0, False, False
        while wanted or not given:
            ordered = sorted(wanted, key=lambda wish: (self.place[wish[0]], wish[1]))
            world = self._solve(ordered[:1] if single else self._mixed(ordered, turn), _EXACT if single else _ROUGH)
            left = {wish for wish in wanted if not _fulfilled(wish, world, self.k)}
            if len(left) < len(wanted) or not given:
                given = True
                yield world
            elif single:  # the best of this cell: it cannot be fulfilled
                left.discard(ordered[0])
            single = len(left) == len(wanted)
            wanted, turn = left, turn + 1

    def _mixed(self, ordered: Sequence[Wish], turn: int) -> list[Wish]:
        """One wish of each cell: every other one low in one turn, the others in the next."""
        return list({key: (key, side) for key, side in ordered if side == (self.place[key] + turn) % 2} .values())

    def _solve(self, wishes: Sequence[Wish], gap: float) -> dict[Key, int]:
        costs = np.zeros(len(self.place) + len(self.rest))
        for key, side in wishes:
            costs[self.place[key]] = 1.0 if side == LOW else -1.0
            costs[self.rest[key]] = 1.0 if side == LOW else 0.0
        self.program.price(range(len(costs)), costs)
        self.program.option("mip_rel_gap", gap)
        answer = self.program.solve()
        numbers = None if answer is None else whole(answer)
        if numbers is None:
            raise Unsolvable("no whole numbers fit what is published")
        world = {key: int(numbers[i]) for key, i in self.place.items()}
        for key, i in self.rest.items():
            world[key] += int(numbers[i])
        for equation in self.piece.equations:
            if sum(sign * world[key] for key, sign in equation.terms) != equation.side:
                raise Unsolvable("the solver's numbers do not add up")
        return world
