"""Which things hang together."""

from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def components(things: Iterable[T], groups: Iterable[Sequence[T]]) -> dict[T, T]:
    """For each thing, one thing that stands for all that groups tie it to, directly or through others."""
    parent = {thing: thing for thing in things}

    def top(thing: T) -> T:
        while parent[thing] != thing:
            parent[thing] = thing = parent[parent[thing]]
        return thing

    for group in groups:
        for thing in group[1:]:
            parent[top(thing)] = top(group[0])
    return {thing: top(thing) for thing in parent}
