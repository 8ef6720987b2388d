"""The number of an official letter is kept in clear: only when it is the reason, and only if it names nobody."""

import pytest

from banevim.casefiles.rules import kept_letter, may_reason


@pytest.mark.parametrize("number", ["FGE/123/2026", "Oficio núm. 12-B de 2026", "SSP 9", "0001"])
def test_numbers_of_letters_are_taken(number):
    assert may_reason("OFI", number)
    assert kept_letter("OFI", f" {number} ") == number


@pytest.mark.parametrize(
    "wrong",
    ["", "María López", "Oficio de NOGT900512MBSXXL04", "612 774 9183", "612-774-9183", "x" * 61, "<b>1</b>"],
)
def test_names_and_data_of_a_person_are_not(wrong):
    assert not may_reason("OFI", wrong)


def test_with_another_reason_nothing_is_kept():
    assert may_reason("ATE", "María López")
    assert kept_letter("ATE", "María López") == ""
