"""Months within quarters within a year, all printed together."""

from hypothesis import given, settings
from hypothesis import strategies as st

from banevim.methods.disclosure import Count, Decision, Group, Policy, audit_hierarchy, protect_hierarchy

from .attacker import ranges, worlds

POLICY = Policy()


def group(name: str, *values: int) -> Group:
    parts = tuple(Count((f"{name}-{i}",), value, value) for i, value in enumerate(values, 1))
    return Group(Count((name,), sum(values), sum(values)), parts)


def year(*groups: Group) -> Count:
    value = sum(g.total.value for g in groups)
    return Count(("year",), value, value)


def withheld(decisions: tuple[Decision, ...]) -> set[str]:
    return {decision.key[0] for decision in decisions if not decision.published}


def test_known_answer_within_a_quarter() -> None:
    decisions = protect_hierarchy([group("T1", 3, 40, 50), group("T2", 60, 70, 80)], POLICY)
    assert withheld(decisions) == {"T1-1", "T1-2"}


def test_a_small_quarter_needs_cover_in_another_and_in_its_months() -> None:
    """T1 is withheld whole; hiding T2 alone would not do, because its three months add up to it."""
    groups = [group("T1", 1, 1, 1), group("T2", 60, 70, 80), group("T3", 90, 91, 92)]
    decisions = protect_hierarchy(groups, POLICY, grand=year(*groups))
    assert withheld(decisions) == {"T1", "T1-1", "T1-2", "T1-3", "T2", "T2-1"}
    assert audit_hierarchy(decisions, groups, POLICY, grand=year(*groups)) == ()


def test_months_published_before_make_the_quarter_give_way() -> None:
    groups = [group("T1", 3, 40, 50)]
    decisions = protect_hierarchy(groups, POLICY, published=[("T1-2",), ("T1-3",)])
    assert withheld(decisions) == {"T1", "T1-1"}
    assert audit_hierarchy(decisions, groups, POLICY) == ()


def test_the_audit_stops_a_quarter_that_gives_a_month_away() -> None:
    groups = [group("T1", 3, 40, 50)]
    leak = [Decision(("T1",), True), Decision(("T1-1",), False, "primary")]
    leak += [Decision(("T1-2",), True), Decision(("T1-3",), True)]
    assert audit_hierarchy(leak, groups, POLICY) == (
        "T1-1: está protegido, pero se deduce que vale entre 3 y 3.",
    )


small_groups = st.lists(st.lists(st.integers(0, 4), min_size=1, max_size=3), min_size=1, max_size=2)


@given(small_groups, st.booleans())
@settings(max_examples=80, deadline=None)
def test_small_trees_against_the_slow_attacker(values: list[list[int]], with_year: bool) -> None:
    policy = Policy(k=2)
    groups = [group(f"T{i}", *parts) for i, parts in enumerate(values)]
    grand = year(*groups) if with_year else None
    decisions = protect_hierarchy(groups, policy, grand=grand)
    assert audit_hierarchy(decisions, groups, policy, grand=grand) == ()
    leaves = [part for g in groups for part in g.parts]
    shown = {d.key for d in decisions if d.published}

    def fits(world: dict[tuple[str, ...], int]) -> bool:
        totals = {g.total.key: sum(world[p.key] for p in g.parts) for g in groups}
        whole = sum(totals.values())
        good = all(totals[g.total.key] == g.total.value for g in groups if g.total.key in shown)
        return good and (grand is None or grand.key not in shown or whole == grand.value)

    leaf_decisions = [d for d in decisions if d.key in {leaf.key for leaf in leaves}]
    possible = list(worlds(leaves, leaf_decisions, fits, 6))
    found = ranges(iter(possible), [leaf.key for leaf in leaves])
    for g in groups:
        sums = [sum(world[p.key] for p in g.parts) for world in possible]
        found[g.total.key] = (min(sums), max(sums))
        for count in (g.total, *g.parts):
            if count.women < policy.k:
                assert count.key not in shown
                assert policy.is_safe(*found[count.key])


@given(st.lists(st.lists(st.integers(0, 30), min_size=1, max_size=4), min_size=1, max_size=5), st.booleans())
@settings(max_examples=200, deadline=None)
def test_any_tree_is_protected_and_the_gate_agrees(values: list[list[int]], with_year: bool) -> None:
    groups = [group(f"T{i}", *parts) for i, parts in enumerate(values)]
    grand = year(*groups) if with_year else None
    decisions = protect_hierarchy(groups, POLICY, grand=grand)
    assert audit_hierarchy(decisions, groups, POLICY, grand=grand) == ()
    assert len(decisions) == sum(1 + len(g.parts) for g in groups) + with_year
