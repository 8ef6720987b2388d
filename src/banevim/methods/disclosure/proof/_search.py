"""Whole solutions of one piece of a publication that together make every wish true that can come true."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from .._solver import Program, Row, whole
from .._types import Key
from ._pieces import Piece, Unsolvable

LOW, HIGH = 0, 1
Wish = tuple[Key, int]
# How far from the best sum of many wishes an answer may stay: it only has to make some of them true.
_ROUGH, _EXACT = 0.02, 0.0


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
        """Solutions, each with wishes come true that were not before; at least one. Raises Unsolvable.

        Many wishes at once while that helps, then one by one.
        """
        turn, single, given = 0, False, False
        while wanted or not given:
            ordered = sorted(wanted, key=lambda wish: (self.place[wish[0]], wish[1]))
            world = self._solve(
                ordered[:1] if single else self._mixed(ordered, turn), _EXACT if single else _ROUGH
            )
            left = {wish for wish in wanted if not fulfilled(wish, world, self.k)}
            if len(left) < len(wanted) or not given:
                given = True
                yield world
            elif single:  # this is the best for its cell: the wish cannot come true
                left.discard(ordered[0])
            single = single or len(left) == len(wanted)
            wanted, turn = left, turn + 1

    def _mixed(self, ordered: Sequence[Wish], turn: int) -> list[Wish]:
        """One side of each cell: every other cell low in one turn, the others in the next."""
        return [(key, side) for key, side in ordered if side == (self.place[key] + turn) % 2]

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
        if any(sum(sign * world[key] for key, sign in e.terms) != e.side for e in self.piece.equations):
            raise Unsolvable("the solver's numbers do not add up")
        return world
