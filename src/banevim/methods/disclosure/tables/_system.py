"""Every number of every table and cut as one system of whole numbers, and what the public sees of it.

A relation says that two sets of cells have the same sum. With cells that are never printed it says everything:
a complement (part + rest = base), parts that may overlap (parts = total + repeated), an increment (after + removed =
before + added), a year with its late registrations (months + late = year).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from .._types import Key, Policy

# table: printed unless withheld. implied: never printed, but it counts women and anyone may compute it (a complement,
# an increment). slack: never printed and counts nobody by itself; again: what one count of the same women has more than
# another (women + again = cases), few where few women come twice. zero: impossible by definition, printed as such.
Kind = Literal["table", "implied", "slack", "again", "zero"]
GUARDED = ("table", "implied", "again")
"""Kinds that count women: none of them may be worked out when they are few."""


@dataclass(frozen=True)
class Cell:
    """A count. `women`: distinct women in it. `decided`: an earlier cut published (True) or withheld (False) it; of a
    slack, True says that somebody may know it though nobody prints it."""

    key: Key
    value: int
    women: int
    kind: Kind = "table"
    decided: bool | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.women <= self.value or (self.kind == "zero" and self.value):
            raise ValueError(
                f"{self.key}: {self.women} women in {self.value} is impossible for a {self.kind}"
            )


@dataclass(frozen=True)
class Relation:
    """The cells of both sides have the same sum. Keys."""

    left: tuple[Key, ...]
    right: tuple[Key, ...]


@dataclass(frozen=True)
class Classification:
    """Cells that are margins of one set of records. A record has one name of each attribute, and is keyed by them.

    `names` of each attribute (`mun=001`; of a type of violence `type=a` and `type≠a`); `sums` of names under another
    name; a cell that names no attribute sums over it. `impossible`: names that no record has together. The `cliques` of
    attributes form a tree (each meets what comes before it inside one earlier clique), so that tables over them which
    agree where they meet are the margins of some records.
    """

    names: Mapping[str, tuple[str, ...]]
    sums: Mapping[str, tuple[str, ...]]
    cliques: tuple[tuple[str, ...], ...]
    prefix: Key = ()
    impossible: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Shown:
    """A cell as anyone outside knows it: `number` is None if it is not printed."""

    key: Key
    kind: Kind
    number: int | None


@dataclass(frozen=True)
class Publication:
    """All that is public, and nothing else: numbers, definitions, k. Witnesses are computed from this alone."""

    k: int
    cells: tuple[Shown, ...]
    relations: tuple[Relation, ...]
    classifications: tuple[Classification, ...] = ()

    @cached_property
    def place(self) -> dict[Key, int]:
        return {cell.key: i for i, cell in enumerate(self.cells)}

    @cached_property
    def guarded(self) -> frozenset[Key]:
        """Cells without a number that count women: which of them are few is nobody's to know."""
        return frozenset(c.key for c in self.cells if c.number is None and c.kind in GUARDED)

    def counting_many(self, found: Collection[Key]) -> frozenset[Key]:
        """These guarded cells, known to count k women or more, and those that count the same women as one of them or as
        a printed number."""
        many = set(found)
        for relation in self._same_women:
            if any(key in many or key not in self.guarded for key in relation):
                many.update(key for key in relation if key in self.guarded)
        return frozenset(many)

    @cached_property
    def _same_women(self) -> list[tuple[Key, ...]]:
        again = {cell.key for cell in self.cells if cell.kind == "again"}
        sums = [(*r.left, *r.right) for r in self.relations if not again.isdisjoint(r.left)]
        return [tuple(key for key in keys if key not in again) for keys in sums]


@dataclass(frozen=True)
class System:
    """The counts of the office. Raises ValueError when a key repeats, is unknown, or a relation does not hold."""

    cells: tuple[Cell, ...]
    relations: tuple[Relation, ...]
    classifications: tuple[Classification, ...] = ()

    def __post_init__(self) -> None:
        if len(self.place) != len(self.cells):
            raise ValueError("a key is repeated")
        for relation in self.relations:
            if (left := self._sum(relation.left)) != (right := self._sum(relation.right)):
                one, other = (
                    " + ".join(" · ".join(key) or "total" for key in keys)
                    for keys in (relation.left, relation.right)
                )
                raise ValueError(f"{one} is {left}, {other} is {right}: the sides do not add up to the same")

    @cached_property
    def place(self) -> dict[Key, int]:
        return {cell.key: i for i, cell in enumerate(self.cells)}

    def _sum(self, keys: Sequence[Key]) -> int:
        try:
            return sum(self.cells[self.place[key]].value for key in keys)
        except KeyError as unknown:
            raise ValueError(f"{unknown.args[0]}: a relation names a cell that is not there") from None

    def sensitive(self, policy: Policy) -> frozenset[Key]:
        """Cells that count 0 to k - 1 women: of a table, of a complement, of an increment."""
        guarded = (cell for cell in self.cells if cell.kind in GUARDED)
        return frozenset(cell.key for cell in guarded if policy.is_small(cell.women))

    def publish(self, withheld: Collection[Key], policy: Policy) -> Publication:
        """What the public gets when these cells are withheld. Raises ValueError if it contradicts an earlier cut."""
        hidden = set(withheld)
        cells = []
        for cell in self.cells:
            shown = cell.kind == "zero" or (cell.kind == "table" and cell.key not in hidden)
            if cell.kind == "table" and cell.decided not in (None, shown):
                raise ValueError(f"{cell.key}: an earlier cut decided otherwise")
            cells.append(Shown(cell.key, cell.kind, cell.value if shown else None))
        return Publication(policy.k, tuple(cells), self.relations, self.classifications)
