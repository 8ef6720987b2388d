"""Which numbers of a table to withhold so that no small one can be read or computed."""

from collections.abc import Collection, Mapping, Sequence

from .._types import Count, Decision, Group, Key, Policy
from ._tree import Tree, flat, ranges


class CannotProtect(ValueError):
    """Numbers already public leave no way to protect a new one."""


def protect_additive(
    counts: Sequence[Count],
    total: Count | None,
    policy: Policy,
    *,
    published: Collection[Key] = (),
    withheld: Collection[Key] = (),
) -> tuple[Decision, ...]:
    """Parts that add up to a total (None: no total is printed). Decisions in the order of `counts`, then the total.

    `published` and `withheld` are the keys already decided by earlier cuts: they stay as they are.
    """
    if total is not None:
        Group(total, tuple(counts))
    decisions = _protect(flat(total, counts), policy, published, withheld)
    return decisions if total is None else (*decisions[1:], decisions[0])


def protect_hierarchy(
    groups: Sequence[Group],
    policy: Policy,
    *,
    grand: Count | None = None,
    published: Collection[Key] = (),
    withheld: Collection[Key] = (),
) -> tuple[Decision, ...]:
    """Months within quarters, and quarters within a year when `grand` is given: all of it printed together.

    Decisions: `grand` first if given, then each total followed by its parts.
    """
    counts: list[Count] = [] if grand is None else [grand]
    parents: list[int | None] = [] if grand is None else [None]
    if grand is not None:
        Group(grand, tuple(group.total for group in groups))
    for group in groups:
        place = len(counts)
        counts += [group.total, *group.parts]
        parents += [None if grand is None else 0, *(place for _ in group.parts)]
    return _protect(Tree(tuple(counts), tuple(parents)), policy, published, withheld)


def protect_overlapping(counts: Sequence[Count], total: Count, policy: Policy) -> tuple[Decision, ...]:
    """Parts that may share women (a woman in two municipalities) and the total that counts each once.

    Treated as if nothing overlapped, which is the most an attacker can assume.
    """
    if total.value > sum(count.value for count in counts) or any(
        count.value > total.value for count in counts
    ):
        raise ValueError(f"{total.key}: the parts do not cover the total")
    parts = _protect(flat(_sum(counts, total.key), counts), policy, (), ())[1:]
    if policy.is_small(total.women):
        return (
            *(Decision(count.key, False, "primary") for count in counts),
            Decision(total.key, False, "primary"),
        )
    return (*parts, Decision(total.key, True))


def protect_multi_response(
    base: Count,
    parts: Sequence[Count],
    policy: Policy,
    *,
    complements: Mapping[Key, int] | None = None,
    covering: bool = True,
    base_published: bool = True,
) -> tuple[Decision, ...]:
    """Parts of a base that exclude nothing (types of violence). Decisions in the order of `parts`, then the base.

    Printing a part next to the base prints its complement too: both need k women. `complements` gives the
    distinct women of each complement; without it the fewest possible are assumed. `covering`: every case of
    the base is in some part, so the printed parts bound the others from below.
    """
    if not base_published or policy.is_small(base.women):
        return tuple(_withheld(count, policy) for count in (*parts, base))
    least = complements or {part.key: base.women - part.women for part in parts}
    hidden = {part.key for part in parts if policy.is_small(min(part.women, least[part.key]))}
    primary = frozenset(hidden)
    shown = sorted((part for part in parts if part.key not in hidden), key=_smallest)
    while covering and len(hidden) == 1 and sum(part.value for part in shown) < base.value:
        if not shown:
            return tuple(_withheld(count, policy) for count in (*parts, base))
        hidden.add(shown.pop(0).key)
    return (*(_decision(part.key, hidden, primary) for part in parts), Decision(base.key, True))


def _protect(
    tree: Tree, policy: Policy, published: Collection[Key], withheld: Collection[Key]
) -> tuple[Decision, ...]:
    """Withhold what is small, then the nearest and smallest others until nothing can be computed."""
    primary = {i for i, count in enumerate(tree.counts) if policy.is_small(count.women)}
    hidden = primary | {i for i, count in enumerate(tree.counts) if count.key in withheld}
    while (place := _first_open(tree, hidden, policy)) is not None:
        hidden.add(_next(tree, hidden, place, published))
    if any(tree.counts[i].key in published for i in hidden):
        raise CannotProtect("a number that must be withheld was published before")
    keys, small = {tree.counts[i].key for i in hidden}, {tree.counts[i].key for i in primary}
    return tuple(_decision(count.key, keys, small) for count in tree.counts)


def _first_open(tree: Tree, hidden: set[int], policy: Policy) -> int | None:
    """A withheld number that can be narrowed: complementary ones that are no cover at all come first."""
    found = ranges(tree, hidden)
    bare = [i for i in sorted(hidden) if found[i][0] == found[i][1]]
    covers = [i for i in bare if not policy.is_small(tree.counts[i].women)]
    narrow = [
        i for i in sorted(hidden) if policy.is_small(tree.counts[i].women) and not policy.is_safe(*found[i])
    ]
    return next(iter(covers + narrow), None)


def _next(tree: Tree, hidden: set[int], place: int, published: Collection[Key]) -> int:
    """Its own parts first (a total whose parts are all printed is printed), then its siblings, then its total."""
    parent = tree.parents[place]
    siblings = [] if parent is None else [i for i in tree.children(parent) if i != place]
    circles = (tree.children(place), siblings, [] if parent is None else [parent], range(len(tree.counts)))
    for circle in circles:
        free = [i for i in circle if i not in hidden and tree.counts[i].key not in published]
        if free:
            return min(free, key=lambda i: _smallest(tree.counts[i]))
    raise CannotProtect("numbers published before leave no way to protect another")


def _smallest(count: Count) -> tuple[int, Key]:
    return count.value, count.key


def _sum(counts: Sequence[Count], key: Key) -> Count:
    return Count(key, sum(count.value for count in counts), sum(count.women for count in counts))


def _decision(key: Key, hidden: Collection[Key], primary: Collection[Key]) -> Decision:
    if key not in hidden:
        return Decision(key, True)
    return Decision(key, False, "primary" if key in primary else "complementary")


def _withheld(count: Count, policy: Policy) -> Decision:
    return Decision(count.key, False, "primary" if policy.is_small(count.women) else "complementary")
