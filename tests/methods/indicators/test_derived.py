"""Percentages, rates and changes, and where none is given."""

from decimal import Decimal

import pytest

from banevim.methods.indicators import load_definitions, percentage, rate, yearly_change

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
