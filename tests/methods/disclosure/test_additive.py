"""Tables with one total: known answers, and the slow attacker on every small table."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banevim.methods.disclosure import (
    CannotProtect,
    Count,
    Decision,
    Policy,
    audit,
    protect_additive,
    protect_overlapping,
)

from .attacker import adds_up, covers, ranges, worlds

POLICY = Policy()
TOTAL = ("total",)


def cell(name: str, value: int, women: int | None = None) -> Count:
    return Count((name,), value, value if women is None else women)


def table(*values: int) -> tuple[list[Count], Count]:
    counts = [cell(f"c{i}", value) for i, value in enumerate(values)]
    return counts, Count(TOTAL, sum(values), sum(values))


def withheld(decisions: tuple[Decision, ...]) -> dict[str, str | None]:
    return {decision.key[0]: decision.reason for decision in decisions if not decision.published}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((10, 20, 30), {}),
        ((3, 20, 30), {"c0": "primary", "c1": "complementary"}),
        ((0, 20, 30), {"c0": "primary", "c1": "complementary"}),
        ((3, 4, 30), {"c0": "primary", "c1": "primary"}),
        ((0, 1, 30, 40), {"c0": "primary", "c1": "primary", "c2": "complementary"}),
        ((2, 20), {"c0": "primary", "c1": "complementary"}),
        ((1, 2), {"c0": "primary", "c1": "primary", "total": "primary"}),
        ((0, 0, 0), {"c0": "primary", "c1": "primary", "c2": "primary", "total": "primary"}),
        ((4, 4), {"c0": "primary", "c1": "primary"}),
        ((9,), {}),
        ((3,), {"c0": "primary", "total": "primary"}),
    ],
)
def test_known_answers(values: tuple[int, ...], expected: dict[str, str]) -> None:
    counts, total = table(*values)
    decisions = protect_additive(counts, total, POLICY)
    assert withheld(decisions) == expected
    assert audit(decisions, counts, total, POLICY) == ()


def test_without_a_printed_total_only_small_ones_are_withheld() -> None:
    counts, _total = table(0, 3, 20)
    decisions = protect_additive(counts, None, POLICY)
    assert withheld(decisions) == {"c0": "primary", "c1": "primary"}
    assert audit(decisions, counts, None, POLICY) == ()


def test_the_unit_is_women_not_cases() -> None:
    counts = [cell("few", 40, 4), cell("many", 40, 30)]
    total = cell("total", 80, 33)
    assert withheld(protect_additive(counts, total, POLICY)) == {"few": "primary", "many": "complementary"}


def test_the_smallest_goes_first_and_order_does_not_matter() -> None:
    counts, total = table(50, 3, 9, 9, 70)
    assert withheld(protect_additive(counts, total, POLICY)) == {"c1": "primary", "c2": "complementary"}
    again = protect_additive(counts[::-1], total, POLICY)
    assert withheld(again) == {"c1": "primary", "c2": "complementary"}


def test_what_was_published_before_stays_and_the_total_gives_way() -> None:
    counts, total = table(3, 20, 30)
    decisions = protect_additive(counts, total, POLICY, published=[("c1",), ("c2",)])
    assert withheld(decisions) == {"c0": "primary", "total": "complementary"}
    assert audit(decisions, counts, total, POLICY) == ()
    with pytest.raises(CannotProtect):
        protect_additive(counts, total, POLICY, published=[("c1",), ("c2",), TOTAL])
    with pytest.raises(CannotProtect):
        protect_additive(counts, total, POLICY, published=[("c0",)])


def test_what_was_withheld_before_stays_withheld() -> None:
    counts, total = table(3, 20, 30)
    decisions = protect_additive(counts, total, POLICY, withheld=[("c2",)])
    assert withheld(decisions) == {"c0": "primary", "c2": "complementary"}


def test_parts_must_add_up_and_counts_must_be_possible() -> None:
    with pytest.raises(ValueError, match="add up"):
        protect_additive([cell("a", 3)], cell("total", 4), POLICY)
    for value, women in ((3, 4), (3, 0), (0, 1), (-1, -1)):
        with pytest.raises(ValueError, match="impossible"):
            Count(("a",), value, women)


def test_every_table_of_three_small_cells() -> None:
    """With k = 3 and values to 6 the slow attacker reaches every case of the rule."""
    policy = Policy(k=3)
    for values in product(range(6), repeat=3):
        counts, total = table(*values)
        decisions = protect_additive(counts, total, policy)
        cells = [*counts, total]
        found = ranges(
            worlds(cells, decisions, adds_up(TOTAL, [c.key for c in counts]), sum(values) + 3),
            [c.key for c in cells],
        )
        for count, decision in zip(cells, decisions, strict=True):
            if count.women < policy.k:
                assert not decision.published
                assert policy.is_safe(*found[count.key]), (values, count.key, found)
        assert audit(decisions, counts, total, policy) == ()


@given(st.lists(st.integers(0, 5), min_size=1, max_size=3), st.lists(st.booleans(), min_size=4, max_size=4))
@settings(max_examples=100, deadline=None)
def test_the_audit_sees_what_the_slow_attacker_sees(values: list[int], shown: list[bool]) -> None:
    """Any pattern at all, safe or not: both find the same open numbers."""
    policy = Policy(k=3)
    counts, total = table(*values)
    cells = [*counts, total]
    decisions = [Decision(c.key, show) for c, show in zip(cells, shown, strict=False)]
    found = ranges(
        worlds(cells, decisions, adds_up(TOTAL, [c.key for c in counts]), sum(values) + 3),
        [c.key for c in cells],
    )
    open_keys = {
        c.key
        for c, d in zip(cells, decisions, strict=True)
        if (policy.is_small(c.women) and (d.published or not policy.is_safe(*found[c.key])))
        or (not d.published and found[c.key][0] == found[c.key][1])
    }
    assert {
        tuple(finding.split(":")[0].split(" · ")) for finding in audit(decisions, counts, total, policy)
    } == open_keys


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), min_size=1, max_size=12))
def test_any_table_is_protected_and_the_gate_agrees(pairs: list[tuple[int, int]]) -> None:
    counts = [Count((f"c{i}",), value, -(-value // share)) for i, (value, share) in enumerate(pairs)]
    total = Count(TOTAL, sum(c.value for c in counts), sum(c.women for c in counts))
    decisions = protect_additive(counts, total, POLICY)
    assert audit(decisions, counts, total, POLICY) == ()
    small = {c.key for c in (*counts, total) if c.women < 5}
    assert {d.key for d in decisions if d.reason == "primary"} == small
    assert [d.key for d in decisions] == [c.key for c in (*counts, total)]


@given(st.lists(st.integers(0, 8), min_size=1, max_size=4), st.data())
@settings(max_examples=150, deadline=None)
def test_overlapping_parts_against_the_slow_attacker(values: list[int], data: st.DataObject) -> None:
    policy = Policy(k=3)
    counts, most = table(*values)
    women = data.draw(st.integers(max(values), most.value))
    total = Count(TOTAL, women, women)
    decisions = protect_overlapping(counts, total, policy)
    assert audit(decisions, counts, total, policy, overlapping=True) == ()
    cells = [*counts, total]
    found = ranges(
        worlds(cells, decisions, covers(TOTAL, [c.key for c in counts]), most.value + 3),
        [c.key for c in cells],
    )
    for count, decision in zip(cells, decisions, strict=True):
        if count.women < policy.k:
            assert not decision.published
            assert policy.is_safe(*found[count.key])
