"""Deviations from the true counts that change no published sum: what makes a withheld cell able to be something else.

Only the office can use this module: it knows the counts. It finds patterns to withhold; it proves nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .._solver import Program, Row
from ..tables._system import System

_DUST = 1e-7
_WHOLE = 1e-5
# Moving a cell that is withheld anyway costs almost nothing, but less is better: short flows depend on few cells.
OPEN_COST = 1e-3


@dataclass(frozen=True)
class Target:
    """Cell `place` must be able to move by `shift` (down to 0, or up to k)."""

    place: int
    shift: int


@dataclass(frozen=True)
class Flow:
    """Deviation of each cell that moves."""

    moves: Mapping[int, float]

    def exact(self, system: System) -> bool:
        """It moves cells by whole numbers and every relation still holds, added as integers."""
        whole = {system.cells[i].key: round(move) for i, move in self.moves.items()}
        if any(abs(move - round(move)) > _WHOLE for move in self.moves.values()):
            return False
        sums = ((r.left, r.right) for r in system.relations)
        return all(
            sum(whole.get(k, 0) for k in left) == sum(whole.get(k, 0) for k in right) for left, right in sums
        )

    def reaches(self, target: Target) -> bool:
        moved = self.moves.get(target.place, 0.0)
        return moved >= target.shift - _DUST if target.shift > 0 else moved <= target.shift + _DUST


class Flows:
    """The cheapest deviation for a target, where moving cell i by one costs `costs[i]` (None: it cannot move)."""

    def __init__(self, system: System, costs: Sequence[float | None], *, integral: bool = False) -> None:
        """Two columns a cell, up and down; a cell goes down by what it counts at most."""
        self._ceiling = [float("inf") if cost is not None else 0.0 for cost in costs]
        self._floor = [
            float(c.value) if cost is not None else 0.0 for c, cost in zip(system.cells, costs, strict=True)
        ]
        movable = {
            c.key: i for i, (c, cost) in enumerate(zip(system.cells, costs, strict=True)) if cost is not None
        }
        rows: list[Row] = []
        for relation in system.relations:
            signs = [(movable[key], 1) for key in relation.left if key in movable]
            signs += [(movable[key], -1) for key in relation.right if key in movable]
            if signs:
                columns = [column for place, _ in signs for column in (2 * place, 2 * place + 1)]
                rows.append((columns, [c for _, sign in signs for c in (sign, -sign)]))
        upper = np.array([bound for pair in zip(self._ceiling, self._floor, strict=True) for bound in pair])
        self._program = Program(rows, [0] * len(rows), np.zeros(len(upper)), upper, integral=integral)
        self.price({i: cost for i, cost in enumerate(costs) if cost is not None})

    def price(self, costs: Mapping[int, float]) -> None:
        columns = [column for place in costs for column in (2 * place, 2 * place + 1)]
        self._program.price(columns, [cost for cost in costs.values() for _ in (0, 1)])

    def open(self, places: Sequence[int], value: Sequence[int]) -> None:
        self._set(places, [float("inf")] * len(places), [float(v) for v in value])

    def close(self, places: Sequence[int]) -> None:
        self._set(places, [0.0] * len(places), [0.0] * len(places))

    def _set(self, places: Sequence[int], ceiling: Sequence[float], floor: Sequence[float]) -> None:
        for place, up, down in zip(places, ceiling, floor, strict=True):
            self._ceiling[place], self._floor[place] = up, down
        upper = [bound for pair in zip(ceiling, floor, strict=True) for bound in pair]
        self._program.bound([c for p in places for c in (2 * p, 2 * p + 1)], [0.0] * len(upper), upper)

    def find(self, target: Target) -> Flow | None:
        place, shift = target.place, float(target.shift)
        pair = [2 * place, 2 * place + 1]
        forced = [max(shift, 0.0), max(-shift, 0.0)]
        if forced[0] > self._ceiling[place] or forced[1] > self._floor[place]:
            return None
        self._program.bound(pair, forced, forced)
        found = self._program.solve()
        self._program.bound(pair, [0.0, 0.0], [self._ceiling[place], self._floor[place]])
        if found is None:
            return None
        net = found[0::2] - found[1::2]
        moving = np.flatnonzero(np.abs(net) > _DUST)
        return Flow({int(i): float(net[i]) for i in moving})
