"""Shares, rates and changes, with the small-number rules of the publication policy."""

from __future__ import annotations

MIN_BASE = 30  # no percentage on fewer records than this
MIN_YEAR = 20  # no percentage change when either period has fewer than this
PER = 100_000


def half_up(numerator: int, denominator: int) -> int:
    """Exact integer division rounded half up; floats never decide a published digit."""
    return (2 * numerator + denominator) // (2 * denominator)


def share_tenths(part: int | None, base: int | None) -> int | None:
    """Tenths of «por cada 100», or nothing when the base is small or a number is withheld."""
    if part is None or base is None or base < MIN_BASE:
        return None
    return half_up(1000 * part, base)


def share(part: int | None, base: int | None) -> int | None:
    if part is None or base is None or base < MIN_BASE:
        return None
    return half_up(100 * part, base)


def rate(count: int | None, women: int | None) -> int | None:
    """Women per 100,000 women, as a whole number."""
    if count is None or not women:
        return None
    return half_up(PER * count, women)


def change_tenths(now: int, before: int) -> int | None:
    """Size of the change in tenths of a percent, without sign, or nothing for small numbers."""
    if now < MIN_YEAR or before < MIN_YEAR:
        return None
    return half_up(1000 * abs(now - before), before)
