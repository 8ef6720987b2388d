"""Deviations from a known whole solution that change no sum: what lets one cell be something else.

The office asks it about the true counts, to choose what to withhold; the blind search asks it about a witness it has.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ._solver import Program, Row, Vector

_DUST = 1e-7
_WHOLE = 1e-5


@dataclass(frozen=True)
class Target:
    """Cell `place` must be able to move by `shift` (down to 0, or up to k)."""

    place: int
    shift: int


@dataclass(frozen=True)
class Flow:
    """Deviation of each cell that moves."""

    moves: Mapping[int, float]

    def reaches(self, target: Target) -> bool:
        moved = self.moves.get(target.place, 0.0)
        return moved >= target.shift - _DUST if target.shift > 0 else moved <= target.shift + _DUST


class Flows:
    """The cheapest deviation for a target. Cell i counts `values[i]`; moving it by one costs `costs[i]`, None: fixed.

    `rows`: places and coefficients whose sum stays as it is.
    """

    def __init__(
        self,
        values: Sequence[int],
        rows: Sequence[Row],
        costs: Sequence[float | None],
        *,
        integral: bool = False,
    ) -> None:
        """Two columns a cell, up and down; it goes down by what it counts at most."""
        self._rows = rows
        self._through: dict[int, list[int]] = {}
        for number, (places, _) in enumerate(rows):
            for place in places:
                self._through.setdefault(place, []).append(number)
        self._values = values
        self._prices: dict[int, float] = {}
        self._ceiling = [0.0 if cost is None else float("inf") for cost in costs]
        self._floor = [0.0 if cost is None else float(v) for v, cost in zip(values, costs, strict=True)]
        doubled: list[Row] = []
        for places, signs in rows:
            moving = [(p, sign) for p, sign in zip(places, signs, strict=True) if costs[p] is not None]
            doubled.append(
                ([c for p, _ in moving for c in (2 * p, 2 * p + 1)], [c for _, s in moving for c in (s, -s)])
            )
        doubled = [row for row in doubled if row[0]]
        upper = np.array([bound for pair in zip(self._ceiling, self._floor, strict=True) for bound in pair])
        self._program = Program(doubled, [0] * len(doubled), np.zeros(len(upper)), upper, integral=integral)
        self.price({i: cost for i, cost in enumerate(costs) if cost is not None})

    def price(self, costs: Mapping[int, float]) -> None:
        self._prices.update(costs)
        columns = [column for place in costs for column in (2 * place, 2 * place + 1)]
        self._program.price(columns, [cost for cost in costs.values() for _ in (0, 1)])

    def open(self, places: Sequence[int]) -> None:
        self._set(places, [float("inf")] * len(places), [float(self._values[place]) for place in places])

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
        return None if found is None else self._net(found)

    def together(self, targets: Sequence[Target]) -> Flow | None:
        """One deviation that takes many cells, each to one side, as far towards their targets as they go together."""
        limits = [abs(target.shift) for target in targets]
        columns = [2 * target.place + (target.shift < 0) for target in targets]
        others = [2 * target.place + (target.shift > 0) for target in targets]
        ends = [min(limit, self._upper(column)) for limit, column in zip(limits, columns, strict=True)]
        self._program.bound(columns, [0.0] * len(columns), ends)
        self._program.price(columns, [-1.0] * len(columns))
        self._program.price(others, [1.0] * len(others))
        found = self._program.solve()
        self._program.bound(columns, [0.0] * len(columns), [self._upper(column) for column in columns])
        self._program.price([*columns, *others], [self._prices[c // 2] for c in (*columns, *others)])
        return None if found is None else self._net(found)

    def _upper(self, column: int) -> float:
        return (self._floor if column % 2 else self._ceiling)[column // 2]

    def _net(self, found: Vector) -> Flow:
        net = found[0::2] - found[1::2]
        return Flow({int(i): float(net[i]) for i in np.flatnonzero(np.abs(net) > _DUST)})

    def whole(self, flow: Flow) -> dict[int, int] | None:
        """The moves as whole numbers if every sum stays, added as integers, and no count falls below zero."""
        moves = {place: round(move) for place, move in flow.moves.items()}
        if any(abs(move - moves[place]) > _WHOLE for place, move in flow.moves.items()):
            return None
        touched = {number for place in moves for number in self._through.get(place, ())}
        kept = all(
            sum(s * moves.get(p, 0) for p, s in zip(*self._rows[number], strict=True)) == 0
            for number in touched
        )
        return moves if kept and all(self._values[p] + move >= 0 for p, move in moves.items()) else None
