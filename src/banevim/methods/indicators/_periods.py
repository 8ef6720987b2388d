"""Months, quarters and years as text: `2026-03`, `2026-T1`, `2026`."""

import re
from typing import Literal

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)
_QUARTER = re.compile(r"\d{4}-T[1-4]", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)


def quarter_of(month: str) -> str:
    year, number = _split(month)
    return f"{year}-T{(number + 2) // 3}"


def year_of(month: str) -> str:
    _split(month)
    return month[:4]


def grain_of(period: str) -> Literal["month", "quarter", "year"]:
    if _MONTH.fullmatch(period):
        return "month"
    if _QUARTER.fullmatch(period):
        return "quarter"
    if _YEAR.fullmatch(period):
        return "year"
    raise ValueError(f"{period!r} is no month, quarter or year")


def period_of(month: str, grain: str) -> str:
    """The period of that grain that holds the month."""
    if grain == "quarter":
        return quarter_of(month)
    return year_of(month) if grain == "year" else "{:04d}-{:02d}".format(*_split(month))


def months_of(period: str) -> tuple[str, ...]:
    grain = grain_of(period)
    if grain == "month":
        return (period,)
    if grain == "year":
        return tuple(f"{period}-{number:02d}" for number in range(1, 13))
    first = 3 * int(period[-1]) - 2
    return tuple(f"{period[:4]}-{number:02d}" for number in range(first, first + 3))


def closed_months(first_month: str, closed_month: str) -> tuple[str, ...]:
    """Every month from the first captured one to the last closed one."""
    (year, number), end = _split(first_month), _split(closed_month)
    months = []
    while (year, number) <= end:
        months.append(f"{year:04d}-{number:02d}")
        year, number = (year + 1, 1) if number == 12 else (year, number + 1)
    return tuple(months)


def closed_quarters(first_month: str, closed_month: str) -> tuple[str, ...]:
    """Quarters whose three months are all captured and closed."""
    return _whole(closed_months(first_month, closed_month), "quarter")


def closed_years(first_month: str, closed_month: str) -> tuple[str, ...]:
    """Calendar years whose twelve months are all captured and closed."""
    return _whole(closed_months(first_month, closed_month), "year")


def _whole(months: tuple[str, ...], grain: str) -> tuple[str, ...]:
    known = set(months)
    periods = dict.fromkeys(period_of(month, grain) for month in months)
    return tuple(period for period in periods if known.issuperset(months_of(period)))


def _split(month: str) -> tuple[int, int]:
    found = _MONTH.fullmatch(month)
    if found is None:
        raise ValueError(f"{month!r} is no month")
    return int(found[1]), int(found[2])
