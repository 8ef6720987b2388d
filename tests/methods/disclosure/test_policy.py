"""One object states the rule and applies it."""

import pytest

from banevim.methods.disclosure import Policy


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
