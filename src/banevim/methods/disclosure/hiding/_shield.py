"""Which further cells to withhold so that every sensitive one may be 0 and may reach k: flows, then trimming.

Cheapest flows by linear programming (Fischetti and Salazar 2001 give the model; here as a heuristic): each sensitive
cell must be able to go down to 0 and up to k while every published number stays, and while whatever counts k women or
more still does: a reader who sees that a blank is not small knows that too. What its flow crosses is withheld.
"""

import hmac
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import log

from .._components import components
from .._flows import Flow, Flows, Target
from .._solver import Row
from .._types import Decision, Key, Policy
from ..tables._system import GUARDED, Cell, System

# Moving a cell that is withheld anyway costs almost nothing, but less is better: short flows depend on few cells.
OPEN_COST = 1e-3
_DEAR = 0.1  # among what is withheld, cells that may be published again are crossed last
_FAVOUR = 0.5  # share of its cost that a favoured cell counts
_SPREAD = 3.0
_FEW = 4  # a turn for many targets that serves no more than these is the last


class Unprotectable(ValueError):
    """What earlier cuts published leaves no way to protect these cells."""

    def __init__(self, keys: tuple[Key, ...]) -> None:
        super().__init__(f"{len(keys)} cells cannot be protected, {keys[:1]}")
        self.keys = keys


def cost_of(value: int) -> float:
    """What withholding a count costs: a cell in itself, and a little more the more it counts."""
    return 1.0 + log(1.0 + value)


def chance_of(key: Key, seed: bytes) -> float:
    """By how much the cost of a cell is multiplied, from 1 to 4, for who has the seed; 1 without one.

    The cheapest choice would tell what a small number is not: with it another cell would have been cheaper.
    """
    drawn = int.from_bytes(hmac.digest(seed, "\x1f".join(key).encode(), "sha256")[:8])
    return 1.0 + _SPREAD * drawn / 2**64 if seed else 1.0


@dataclass(frozen=True)
class Protection:
    """What to withhold: `sensitive` cells by the rule, `complementary` ones so that nobody can compute those.

    `withheld` are the cells of tables without a number, earlier cuts included; complements and increments have no
    number to withhold and may be among the sensitive.
    """

    withheld: frozenset[Key]
    sensitive: frozenset[Key]
    complementary: frozenset[Key]

    def decision(self, key: Key) -> Decision:
        """For the office; the public sees one mark for both reasons."""
        if key not in self.withheld:
            return Decision(key, True)
        return Decision(key, False, "primary" if key in self.sensitive else "complementary")


def protect(system: System, policy: Policy, favoured: Collection[Key] = (), seed: bytes = b"") -> Protection:
    """The cells to withhold. Raises Unprotectable. Deterministic; whether it is enough, the witnesses prove.

    `seed`: a secret of whoever publishes, without which nobody can tell why one cell was withheld and not another.

    `favoured`: cells to withhold rather than others of the same cost, as those withheld of the month before: a quarter
    can be printed above two months withheld in the same place, and not above one.
    """
    shield = Shield(system, policy, frozenset(favoured), seed)
    shield.protect()
    shield.trim()
    shield.make_whole()
    keys = [cell.key for cell in system.cells]
    named = [
        frozenset(keys[i] for i in places) for places in (shield.hidden, shield.primary, shield.complementary)
    ]
    return Protection(*named)


@dataclass
class Shield:
    """The state of the search: what is withheld, and the flow on which each target rests."""

    system: System
    policy: Policy
    favoured: frozenset[Key] = frozenset()
    seed: bytes = b""
    primary: frozenset[int] = field(init=False)
    hidden: set[int] = field(init=False)
    live: set[int] = field(init=False)
    rests_on: dict[Target, Flow] = field(default_factory=dict)

    def __post_init__(self) -> None:
        place = self.system.place
        self.primary = frozenset(place[key] for key in self.system.sensitive(self.policy))
        past = {i for i, cell in enumerate(self.system.cells) if cell.decided is False}
        self.hidden = {i for i in self.primary if self.system.cells[i].kind == "table"} | past
        # how far each count may go down
        self.values = [cell.value - self._floor(cell) for cell in self.system.cells]
        self.rows: list[Row] = []
        for relation in self.system.relations:
            left, right = ([place[key] for key in side] for side in (relation.left, relation.right))
            self.rows.append(([*left, *right], [1] * len(left) + [-1] * len(right)))
        costs = self._costs()
        self.live = self._changing(costs)
        self.flows = self._flows(costs)

    def _floor(self, cell: Cell) -> int:
        return self.policy.k if cell.kind in GUARDED and not self.policy.is_small(cell.women) else 0

    def _changing(self, costs: list[float | None]) -> set[int]:
        """Cells that a number of this cut can tell anything about; what hangs together in the past alone stays."""
        moving = [i for i, cost in enumerate(costs) if cost is not None]
        groups = ([place for place in places if costs[place] is not None] for places, _ in self.rows)
        top = components(moving, groups)
        cells = self.system.cells
        new = {top[i] for i in moving if cells[i].kind == "table" and cells[i].decided is None}
        return {i for i in moving if top[i] in new} | {i for i, cost in enumerate(costs) if cost is None}

    def _flows(self, costs: list[float | None], *, integral: bool = False) -> Flows:
        return Flows(self.values, self.rows, costs, integral=integral)

    def _costs(self) -> list[float | None]:
        return [self._cost(i) for i in range(len(self.system.cells))]

    def _cost(self, place: int) -> float | None:
        cell = self.system.cells[place]
        if cell.kind == "zero" or cell.decided:
            return None
        free = cell.kind != "table" or place in self.hidden
        return OPEN_COST if free else self._worth(place)

    def _worth(self, place: int) -> float:
        cell = self.system.cells[place]
        chance = chance_of(cell.key, self.seed)
        return cost_of(cell.value) * chance * (_FAVOUR if cell.key in self.favoured else 1.0)

    @property
    def complementary(self) -> set[int]:
        return {i for i in self.hidden - self.primary if self.system.cells[i].decided is None}

    def targets_of(self, place: int) -> list[Target]:
        value = self.system.cells[place].value
        return [Target(place, shift) for shift in (-value, max(0, self.policy.k - value)) if shift]

    def targets(self) -> list[Target]:
        """The hardest first."""
        found = [target for place in sorted(self.primary & self.live) for target in self.targets_of(place)]
        return sorted(found, key=lambda t: (-abs(t.shift), t.place))

    def protect(self) -> None:
        """Raises Unprotectable."""
        lost: list[Target] = []
        served, together = 0, 0
        for target in self.targets():
            if target in self.rests_on:
                continue
            if served >= together:
                self._together()
                together = 2 * served + _FEW
            if target not in self.rests_on and not self._serve(target):
                lost.append(target)
            served += 1
        if lost:
            raise Unprotectable(tuple(dict.fromkeys(self.system.cells[t.place].key for t in lost)))

    def _together(self) -> None:
        """What can move among the cells that are withheld anyway needs no more."""
        inside = self._inside()
        waiting = [t for t in self.targets() if t not in self.rests_on and inside[t.place] is not None]
        for flow in self._bundled(self._flows(inside), waiting):
            self.adopt(flow)

    def _bundled(self, flows: Flows, waiting: Sequence[Target]) -> Iterator[Flow]:
        """Whole flows that reach many of these targets at once, while that helps."""
        turn, gained = 0, _FEW + 1
        while len(waiting) > _FEW and (gained > _FEW or turn < 2):
            asked = [t for t in waiting if (t.shift > 0) == ((t.place + turn) % 2 == 0)]
            flow = flows.together(asked) if asked else None
            left = waiting
            if flow is not None and flows.whole(flow) is not None:
                left = [t for t in waiting if not flow.reaches(t)]
                yield flow
            gained, waiting, turn = len(waiting) - len(left), left, turn + 1

    def _serve(self, target: Target) -> bool:
        flow = self.flows.find(target)
        if flow is None:
            return False
        self.withhold(i for i in flow.moves if self.system.cells[i].kind == "table")
        self.rests_on[target] = flow
        self.adopt(flow)
        return True

    def withhold(self, places: Iterable[int]) -> None:
        new = sorted(set(places) - self.hidden)
        self.hidden.update(new)
        self.flows.price(dict.fromkeys(new, OPEN_COST))

    def publish(self, places: Iterable[int]) -> None:
        back = sorted(places)
        self.hidden.difference_update(back)
        self.flows.price({i: self._worth(i) for i in back})

    def adopt(self, flow: Flow) -> None:
        """Every target that the flow reaches and that rests on nothing rests on it."""
        for place in flow.moves.keys() & self.primary & self.live:
            for other in self.targets_of(place):
                if other not in self.rests_on and flow.reaches(other):
                    self.rests_on[other] = flow

    def trim(self) -> None:
        """Publish complementary cells again, the most costly first, while every target finds another flow inside."""
        inside = self._flows(self._inside())
        for place in sorted(
            self.complementary,
            key=lambda i: (self.system.cells[i].key in self.favoured, -self._worth(i), i),
        ):
            resting = [target for target, flow in self.rests_on.items() if place in flow.moves]
            inside.close([place])
            found = self._elsewhere(resting, inside)
            if found is None:
                inside.open([place])
            else:
                self.rests_on.update(found)
                self.publish([place])

    def _elsewhere(self, resting: Sequence[Target], inside: Flows) -> dict[Target, Flow] | None:
        """Another flow for each target, or None: the first ones by themselves, so that it soon shows that one has none,
        then many at once, then each that is left."""
        found: dict[Target, Flow] = {}
        for n, target in enumerate(resting):
            if n == _FEW:
                for flow in self._bundled(inside, resting[n:]):
                    found.update((t, flow) for t in resting[n:] if t not in found and flow.reaches(t))
            if target not in found:
                alone = inside.find(target)
                if alone is None:
                    return None
                found[target] = alone
        return found

    def make_whole(self) -> None:
        """A fractional flow is no set of women: look for whole ones, inside first."""
        distinct = {id(flow): flow for flow in self.rests_on.values()}
        whole = {name: self.flows.whole(flow) is not None for name, flow in distinct.items()}
        broken = [target for target in self.targets() if not whole[id(self.rests_on[target])]]
        if not broken:
            return
        inside = self._flows(self._inside(), integral=True)
        for target in broken:
            flow = inside.find(target)
            if flow is None or inside.whole(flow) is None:
                flow = self._flows(self._costs(), integral=True).find(target)
                if flow is None or inside.whole(flow) is None:
                    raise Unprotectable((self.system.cells[target.place].key,))
                self.withhold(i for i in flow.moves if self.system.cells[i].kind == "table")
                inside.open(sorted(flow.moves))
            self.rests_on[target] = flow

    def _inside(self) -> list[float | None]:
        """Only what is withheld may move, and of what is never printed only what nobody knows."""
        inside = ((c.kind not in ("table", "zero") and c.decided is None) or i in self.hidden
                  for i, c in enumerate(self.system.cells))  # fmt: skip
        dear = self.complementary
        return [(_DEAR if i in dear else OPEN_COST) if each else None for i, each in enumerate(inside)]
