"""Percentages, rates and changes: only from printed whole numbers, and only where they mean something."""

from decimal import ROUND_HALF_UP, Decimal

from ._definition import Definition

_TENTH = Decimal("0.1")


def percentage(part: int, base: int, definition: Definition) -> Decimal | None:
    """One decimal, half upwards; None when the base is too small to speak of a percentage."""
    if base < max(definition.small_numbers.percentage_base, 1):
        return None
    return _rounded(100 * Decimal(part) / base)


def share_base(total: int | None, missing: int | None, definition: Definition) -> int | None:
    """Of how many a share of a table is, from its printed total and its printed number of missing answers.

    None when a number that it takes was not printed, or when the base is a population that others count.
    """
    base = definition.denominator.base if definition.denominator else "external"
    if base == "all":
        return total
    return None if base == "external" or total is None or missing is None else total - missing


def rate(value: int, population: int, definition: Definition) -> Decimal | None:
    """Per 100,000 or what the definition says; None without a population."""
    if definition.denominator is None or population < 1:
        return None
    return _rounded(definition.denominator.per * Decimal(value) / population)


def yearly_change(before: int, now: int, definition: Definition) -> Decimal | None:
    """Percentage of change; None when the earlier number is too small."""
    if before < max(definition.small_numbers.change_base, 1):
        return None
    return _rounded(100 * Decimal(now - before) / before)


def _rounded(number: Decimal) -> Decimal:
    return number.quantize(_TENTH, ROUND_HALF_UP)
