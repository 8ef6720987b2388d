"""The slow attacker: tries every assignment of whole numbers that fits what is printed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product

from banevim.methods.disclosure import Count, Decision, Key

World = Mapping[Key, int]


def worlds(
    counts: Sequence[Count], decisions: Sequence[Decision], fits: Callable[[World], bool], most: int
) -> Iterator[World]:
    """All values 0..most of the withheld numbers for which the whole table is possible."""
    shown = {decision.key for decision in decisions if decision.published}
    hidden = [count.key for count in counts if count.key not in shown]
    printed = {count.key: count.value for count in counts if count.key in shown}
    for values in product(range(most + 1), repeat=len(hidden)):
        world = {**printed, **dict(zip(hidden, values, strict=True))}
        if fits(world):
            yield world


def ranges(found: Iterator[World], keys: Sequence[Key]) -> dict[Key, tuple[int, int]]:
    values: dict[Key, set[int]] = {key: set() for key in keys}
    for world in found:
        for key in keys:
            values[key].add(world[key])
    return {key: (min(seen), max(seen)) for key, seen in values.items()}


def adds_up(total: Key, parts: Sequence[Key]) -> Callable[[World], bool]:
    return lambda world: world[total] == sum(world[part] for part in parts)


def covers(total: Key, parts: Sequence[Key]) -> Callable[[World], bool]:
    """Parts that may overlap: none above the total, together at least the total."""
    return lambda world: (
        all(world[part] <= world[total] for part in parts)
        and world[total] <= sum(world[part] for part in parts)
    )
