"""Types of violence: many answers per case, so a part next to its base also prints its complement."""

from hypothesis import given, settings
from hypothesis import strategies as st

from banevim.methods.disclosure import (
    Count,
    Decision,
    Policy,
    audit_multi_response,
    protect_multi_response,
)

from .attacker import ranges, worlds

POLICY = Policy()


def cell(name: str, value: int) -> Count:
    return Count((name,), value, value)


def withheld(decisions: tuple[Decision, ...]) -> dict[str, str | None]:
    return {decision.key[0]: decision.reason for decision in decisions if not decision.published}


def test_part_and_complement_both_need_k_women() -> None:
    parts = [cell("rare", 3), cell("usual", 60), cell("nearly_all", 97), cell("all", 100)]
    decisions = protect_multi_response(cell("base", 100), parts, POLICY)
    assert withheld(decisions) == {"rare": "primary", "nearly_all": "primary", "all": "primary"}
    assert audit_multi_response(decisions, cell("base", 100), parts, POLICY) == ()


def test_a_small_base_withholds_everything() -> None:
    decisions = protect_multi_response(cell("base", 4), [cell("a", 4), cell("b", 0)], POLICY)
    assert withheld(decisions) == {"a": "primary", "b": "primary", "base": "primary"}


def test_a_base_withheld_elsewhere_withholds_everything() -> None:
    decisions = protect_multi_response(
        cell("base", 90), [cell("a", 50), cell("b", 3)], POLICY, base_published=False
    )
    assert withheld(decisions) == {"a": "complementary", "b": "primary", "base": "complementary"}


def test_the_one_withheld_part_must_not_follow_from_the_others() -> None:
    """Every case has a type: 40 + 57 of 100 leave at least 3 for the last, so a second one is withheld."""
    parts = [cell("a", 40), cell("b", 57), cell("c", 3)]
    decisions = protect_multi_response(cell("base", 100), parts, POLICY)
    assert withheld(decisions) == {"c": "primary", "a": "complementary"}
    assert withheld(protect_multi_response(cell("base", 100), parts, POLICY, covering=False)) == {
        "c": "primary"
    }
    leak = [
        Decision(("a",), True),
        Decision(("b",), True),
        Decision(("c",), False),
        Decision(("base",), True),
    ]
    findings = audit_multi_response(leak, cell("base", 100), parts, POLICY)
    assert findings[0] == "c: está protegido, pero se deduce que vale entre 3 y 100."


def test_given_complements_are_used() -> None:
    """97 of 100 women have a case with the type, but 20 also have one without it."""
    base, part = Count(("base",), 150, 100), Count(("a",), 120, 97)
    assert withheld(protect_multi_response(base, [part], POLICY, covering=False)) == {"a": "primary"}
    told = protect_multi_response(base, [part], POLICY, complements={part.key: 20}, covering=False)
    assert withheld(told) == {}
    assert audit_multi_response(told, base, [part], POLICY, complements={part.key: 20}, covering=False) == ()


def test_one_part_that_is_the_whole_takes_the_base_along() -> None:
    assert set(withheld(protect_multi_response(cell("base", 50), [cell("a", 50)], POLICY))) == {"a", "base"}


@given(st.lists(st.lists(st.booleans(), min_size=3, max_size=3).map(tuple), max_size=9))
@settings(max_examples=200, deadline=None)
def test_any_cases_against_the_slow_attacker(cases: list[tuple[bool, ...]]) -> None:
    """Cases of one woman each with up to three types; without any they are not specified."""
    policy = Policy(k=3)
    answers = [(*types, not any(types)) for types in cases]
    base = cell("base", len(answers))
    parts = [cell(f"p{i}", sum(answer[i] for answer in answers)) for i in range(4)]
    decisions = protect_multi_response(base, parts, policy)
    assert audit_multi_response(decisions, base, parts, policy) == ()
    if not decisions[-1].published:
        assert not any(d.published for d in decisions)
        return
    keys = [part.key for part in parts]
    found = ranges(
        worlds(
            parts,
            decisions[:-1],
            lambda w: all(w[k] <= base.value for k in keys) and sum(w[k] for k in keys) >= base.value,
            base.value,
        ),
        keys,
    )
    for part, decision in zip(parts, decisions, strict=False):
        least, most = found[part.key]
        small_part, small_rest = part.women < policy.k, base.women - part.women < policy.k
        assert not (decision.published and (small_part or small_rest))
        if small_part:
            assert policy.is_safe(least, most)
        if small_rest:
            assert policy.is_safe(base.value - most, base.value - least)
