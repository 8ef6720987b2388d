"""One object states the rule and applies it."""

import pytest

from banevim.methods.disclosure import Count, Decision, Policy, audit


@pytest.mark.parametrize("k", [2, 5, 10])
def test_the_sentence_and_the_test_use_the_same_k(k: int) -> None:
    policy = Policy(k=k)
    assert f"menos de {k} mujeres" in policy.text_es
    assert f"menos de {k} mujeres" in policy.rule_es
    assert policy.is_small(k - 1)
    assert not policy.is_small(k)
    assert policy.is_safe(0, k)
    assert not policy.is_safe(0, k - 1)
    assert not policy.is_safe(1, k)


def test_a_threshold_of_one_protects_nobody() -> None:
    with pytest.raises(ValueError, match="at least 2"):
        Policy(k=1)


def test_the_gate_needs_one_decision_for_each_number() -> None:
    counts = [Count(("a",), 9, 9)]
    shown = Decision(("a",), True)
    wrong = ("Las decisiones no corresponden una a una con las cifras de la tabla.",)
    assert audit([shown], counts, None, Policy()) == ()
    for decisions in ([], [shown, shown], [Decision(("b",), True)]):
        assert audit(decisions, counts, None, Policy()) == wrong


def test_the_gate_stops_a_small_number_and_a_wrong_margin() -> None:
    small = Count(("a",), 40, 4)
    assert audit([Decision(("a",), True)], [small], None, Policy()) == (
        "a: se publicaría con menos de 5 mujeres.",
    )
    decisions = [Decision(("a",), False, "primary"), Decision(("t",), True)]
    assert audit(decisions, [small], Count(("t",), 41, 5), Policy()) == ("t: las partes no suman el total.",)
