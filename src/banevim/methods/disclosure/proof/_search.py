"""Whole solutions of one piece of a publication that together make every wish true that can come true."""

from collections.abc import Generator, Iterator, Mapping, Sequence

import numpy as np

from .._flows import Flows, Target
from .._solver import Program, Row, whole
from .._types import Key
from ._pieces import Piece, Unsolvable

LOW, HIGH = 0, 1
Wish = tuple[Key, int]
# A turn for many wishes that makes no more than these come true is the last.
_FEW = 4
# How many solutions to try deviations from before an integer program for each wish that is left.
_BASES = 6


def fulfilled(wish: Wish, values: Mapping[Key, int], k: int) -> bool:
    key, side = wish
    return values[key] == 0 if side == LOW else values[key] >= k


class Search:
    """One piece as an integer program. A guarded cell has two columns, its part up to k and the rest."""

    def __init__(self, piece: Piece, k: int, guarded: Sequence[Key]) -> None:
        self.piece, self.k = piece, k
        self.place = {key: i for i, key in enumerate(piece.cells)}
        first = len(piece.cells)
        self.rest = {key: first + i for i, key in enumerate(guarded)}
        self.upper = np.full(first + len(guarded), np.inf)
        self.upper[[self.place[key] for key in guarded]] = k
        self.sums: list[Row] = [
            ([self.place[k] for k, _ in e.terms], [s for _, s in e.terms]) for e in piece.equations
        ]

    def run(self, wanted: set[Wish]) -> Iterator[dict[Key, int]]:
        """Solutions, each with wishes come true that were not before; at least one. Raises Unsolvable.

        Many wishes at once while that helps; then each as a deviation from a solution there is already, which is a
        small linear program and mostly whole; what stays fractional, by an integer program of its own.
        """
        found: list[dict[Key, int]] = []
        many, turn, gained = self._program(), 0, len(wanted)
        while not found or (wanted and gained > _FEW):
            world = self._solve(many, self._mixed(wanted, turn))
            left = self._left(wanted, world)
            gained, turn, wanted = len(wanted) - len(left), turn + 1, left
            if gained or not found:
                found.append(world)
                yield world
        for base in found[:_BASES]:
            wanted = yield from self._deviations(base, wanted)
        for wish in self._ordered(wanted):
            if wish in wanted:
                world = self._try(wish)
                wanted = self._left(wanted, world)
                if world and fulfilled(wish, world, self.k):
                    yield world

    def _deviations(
        self, base: Mapping[Key, int], wanted: set[Wish]
    ) -> Generator[dict[Key, int], None, set[Wish]]:
        """Returns the wishes for which the deviation from this base is fractional; drops what cannot come true."""
        values = [base[key] for key in self.piece.cells]
        flows = Flows(values, self.sums, [1.0] * len(values)) if wanted else None
        for key, side in self._ordered(wanted):
            if flows is None or (key, side) not in wanted:
                continue
            place = self.place[key]
            flow = flows.find(Target(place, (0 if side == LOW else self.k) - values[place]))
            if flow is None:
                wanted = wanted - {(key, side)}
            elif (moves := flows.whole(flow)) is not None:
                world = {each: values[i] + moves.get(i, 0) for each, i in self.place.items()}
                wanted = self._left(wanted, world)
                yield world
        return wanted

    def _try(self, wish: Wish) -> dict[Key, int]:
        """The best for one wish; nothing if the solver gives no whole numbers for it."""
        try:
            return self._solve(self._program(), [wish])
        except Unsolvable:
            return {}

    def _left(self, wanted: set[Wish], world: Mapping[Key, int]) -> set[Wish]:
        return {wish for wish in wanted if not (world and fulfilled(wish, world, self.k))}

    def _ordered(self, wanted: set[Wish]) -> list[Wish]:
        return sorted(wanted, key=lambda wish: (self.place[wish[0]], wish[1]))

    def _mixed(self, wanted: set[Wish], turn: int) -> list[Wish]:
        """One side of each cell: every other cell low in one turn, the others in the next."""
        return [(key, side) for key, side in self._ordered(wanted) if side == (self.place[key] + turn) % 2]

    def _program(self) -> Program:
        rows: list[Row] = []
        for equation in self.piece.equations:
            terms = [(self.place[key], sign) for key, sign in equation.terms]
            terms += [(self.rest[key], sign) for key, sign in equation.terms if key in self.rest]
            rows.append(([column for column, _ in terms], [sign for _, sign in terms]))
        sides = [equation.side for equation in self.piece.equations]
        return Program(rows, sides, np.zeros(len(self.upper)), self.upper, integral=True)

    def _solve(self, program: Program, wishes: Sequence[Wish]) -> dict[Key, int]:
        costs = np.zeros(len(self.upper))
        for key, side in wishes:
            costs[self.place[key]] = 1.0 if side == LOW else -1.0
            costs[self.rest[key]] = 1.0 if side == LOW else 0.0
        program.price(range(len(costs)), costs)
        answer = program.solve()
        numbers = None if answer is None else whole(answer)
        if numbers is None:
            raise Unsolvable("no whole numbers fit what is published")
        world = {key: int(numbers[i]) for key, i in self.place.items()}
        for key, i in self.rest.items():
            world[key] += int(numbers[i])
        if any(sum(sign * world[key] for key, sign in e.terms) != e.side for e in self.piece.equations):
            raise Unsolvable("the solver's numbers do not add up")
        return world
