"""The folio: known answers, tolerance, and proof that single slips are noticed."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banevim.methods.linkage.folio import CHECK_ALPHABET, InvalidFolio, check_folio, make_folio

states = st.sampled_from(["BCS", "VER", "CMX", "ROO", "ZAC"])
folios = st.builds(make_folio, states, st.integers(2024, 2060), st.integers(1, 3_000_000))
SYMBOLS = string.ascii_uppercase + string.digits


def refused(text: str) -> bool:
    try:
        check_folio(text)
    except InvalidFolio as refusal:
        return str(refusal).endswith(".")
    return False


def test_known_answers() -> None:
    """Worked by hand in the README: the weighted sum of BCS2600001 is 253, and 253 + 8 is 9 times 29."""
    assert make_folio("BCS", 2026, 1) == "BCS-26-00001-8"
    assert make_folio("BCS", 2026, 412) == "BCS-26-00412-J"
    assert make_folio("BCS", 2026, 123_456).startswith("BCS-26-123456-")


def test_the_check_alphabet_has_no_confusable_symbol() -> None:
    assert len(CHECK_ALPHABET) == len(set(CHECK_ALPHABET)) == 29
    assert not set(CHECK_ALPHABET) & set("01OIQSZ")


@given(folios)
def test_reading_is_tolerant(folio: str) -> None:
    for text in (
        folio,
        folio.lower(),
        folio.replace("-", ""),
        folio.replace("-", " "),
        f"  {folio} ",
        folio.replace("-", "–"),
    ):
        assert check_folio(text) == folio


@given(folios)
def test_every_single_substitution_is_noticed(folio: str) -> None:
    compact = folio.replace("-", "")
    for place, right in enumerate(compact):
        for wrong in SYMBOLS:
            if wrong != right:
                assert refused(compact[:place] + wrong + compact[place + 1 :])


@given(folios)
def test_every_exchange_of_neighbours_is_noticed(folio: str) -> None:
    compact = folio.replace("-", "")
    for place in range(len(compact) - 1):
        left, right = compact[place], compact[place + 1]
        if left != right:
            assert refused(compact[:place] + right + left + compact[place + 2 :])


@given(st.text(max_size=40))
def test_any_text_gives_a_folio_or_a_sentence(text: str) -> None:
    if not refused(text):
        assert check_folio(check_folio(text)) == check_folio(text)


@pytest.mark.parametrize(("state", "number"), [("bcs", 1), ("B", 1), ("BCS", 0), ("BCS", 10**9)])
def test_impossible_parts_are_an_error_of_the_caller(state: str, number: int) -> None:
    with pytest.raises(ValueError, match=r"state|number"):
        make_folio(state, 2026, number)
