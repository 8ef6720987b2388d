"""Percentages, rates and changes, and where none is given."""

from decimal import Decimal

import pytest

from banevim.methods.indicators import load_definitions, percentage, rate, share_base, yearly_change

I04, I05 = load_definitions()["I04"], load_definitions()["I05"]


@pytest.mark.parametrize(
    ("part", "base", "expected"),
    [(15, 30, "50.0"), (1, 3000, "0.0"), (1, 400, "0.3"), (2, 3, None), (0, 29, None)],
)
def test_percentage(part: int, base: int, expected: str | None) -> None:
    assert percentage(part, base, I05) == (None if expected is None else Decimal(expected))


def test_rate_by_hand() -> None:
    """100 women of the 8,795 of Loreto: 1,137.0 per 100,000."""
    assert rate(100, 8_795, I04) == Decimal("1137.0")
    assert rate(100, 0, I04) is None
    assert rate(100, 8_795, load_definitions()["I02"]) is None


@pytest.mark.parametrize(
    ("before", "now", "expected"), [(20, 25, "25.0"), (40, 30, "-25.0"), (19, 40, None), (0, 5, None)]
)
def test_yearly_change(before: int, now: int, expected: str | None) -> None:
    assert yearly_change(before, now, I04) == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(
    ("name", "total", "missing", "expected"),
    [
        ("I05", 100, 60, 100),
        ("I05", 100, None, 100),
        ("I05", None, 60, None),
        ("I06", 100, 60, 40),
        ("I06", 100, None, None),
        ("I06", None, 60, None),
        ("I04", 100, 60, None),
        ("I02", 100, 0, None),
    ],
)
def test_of_how_many_a_share_is(
    name: str, total: int | None, missing: int | None, expected: int | None
) -> None:
    """I05 over all cases, I06 over those with a known modality; a rate and a plain count have no share."""
    assert share_base(total, missing, load_definitions()[name]) == expected
