"""Totals with their parts as one tree, and what the printed numbers say about each withheld one."""

from collections.abc import Sequence
from dataclasses import dataclass

from .._types import Count

# More than any count; sums of a few of them stay exact integers.
UNBOUNDED = 10**15
Range = tuple[int, int]


@dataclass(frozen=True)
class Tree:
    """`parents[i]` is the place of the total of count i, or None. A total stands before its parts."""

    counts: tuple[Count, ...]
    parents: tuple[int | None, ...]

    def children(self, place: int) -> list[int]:
        return [i for i, parent in enumerate(self.parents) if parent == place]


def ranges(tree: Tree, hidden: set[int]) -> list[Range]:
    """Least and greatest value of every number that fit all printed ones; exact, because it is a tree."""
    below = _from_below(tree, hidden)
    result: list[Range] = []
    for place, (least, most) in enumerate(below):
        parent = tree.parents[place]
        if place in hidden and parent is not None:
            rest = [below[i] for i in tree.children(parent) if i != place]
            above = result[parent] if parent in hidden else below[parent]
            least = max(least, above[0] - sum(high for _, high in rest))
            most = min(most, above[1] - sum(low for low, _ in rest))
        result.append((least, min(most, UNBOUNDED)))
    return result


def _from_below(tree: Tree, hidden: set[int]) -> list[Range]:
    result: list[Range] = [(0, UNBOUNDED)] * len(tree.counts)
    for place in range(len(tree.counts) - 1, -1, -1):
        parts = [result[i] for i in tree.children(place)]
        if place not in hidden:
            result[place] = (tree.counts[place].value,) * 2
        elif parts:
            result[place] = (sum(low for low, _ in parts), min(UNBOUNDED, sum(high for _, high in parts)))
    return result


def flat(total: Count | None, parts: Sequence[Count]) -> Tree:
    if total is None:
        return Tree(tuple(parts), (None,) * len(parts))
    return Tree((total, *parts), (None, *(0 for _ in parts)))
