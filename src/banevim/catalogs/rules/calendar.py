"""Business days and the federal days of rest (Ley Federal del Trabajo, art. 74)."""

import calendar
import datetime as dt
from collections.abc import Collection

from banevim.catalogs.terms import Term, Unit

ONE_DAY = dt.timedelta(days=1)
_LFT = "LFT art. 74 fr. {}"


def federal_holidays(year: int) -> dict[dt.date, tuple[str, str]]:
    """Day → (name, legal basis) of the compulsory days of rest of a year, from 2020.

    Fraction VII (change of the federal executive) falls on 1 October every six years from 2024. Election days
    (fraction IX) are Sundays, so they never matter here.
    """
    days = {
        dt.date(year, 1, 1): ("Año Nuevo", "I"),
        nth_monday(year, 2, 1): ("Día de la Constitución", "II"),
        nth_monday(year, 3, 3): ("Natalicio de Benito Juárez", "III"),
        dt.date(year, 5, 1): ("Día del Trabajo", "IV"),
        dt.date(year, 9, 16): ("Día de la Independencia", "V"),
        nth_monday(year, 11, 3): ("Día de la Revolución", "VI"),
        dt.date(year, 12, 25): ("Navidad", "VIII"),
    }
    if year >= 2024 and (year - 2024) % 6 == 0:
        days[dt.date(year, 10, 1)] = ("Transmisión del Poder Ejecutivo Federal", "VII")
    return {day: (name, _LFT.format(fraction)) for day, (name, fraction) in sorted(days.items())}


def nth_monday(year: int, month: int, n: int) -> dt.date:
    """The n-th Monday of a month."""
    offset = (calendar.MONDAY - dt.date(year, month, 1).weekday()) % 7
    return dt.date(year, month, 1 + offset + 7 * (n - 1))


def is_business_day(day: dt.date, holidays: Collection[dt.date]) -> bool:
    """Monday to Friday, not a day of rest."""
    return day.weekday() < calendar.SATURDAY and day not in holidays


def add_business_days(start: dt.date, n: int, holidays: Collection[dt.date]) -> dt.date:
    """Last day of a period of n business days that begins the day after `start`; n = 0 gives `start`."""
    if n < 0:
        raise ValueError("n must not be negative")
    day = start
    while n:
        day += ONE_DAY
        n -= is_business_day(day, holidays)
    return day


def business_days_between(start: dt.date, end: dt.date, holidays: Collection[dt.date]) -> int:
    """Business days after `start` and up to `end`; 0 when `end` is not later."""
    length = (end - start).days
    return sum(is_business_day(start + dt.timedelta(days=i), holidays) for i in range(1, length + 1))


def add_months(start: dt.date, n: int) -> dt.date:
    """The same day n months later, or the last of that month."""
    year, month = divmod(start.month - 1 + n, 12)
    year, month = start.year + year, month + 1
    return dt.date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def due_date(start: dt.date, term: Term, holidays: Collection[dt.date]) -> dt.date:
    """Last day to comply with `term` counted from `start`."""
    if term.unit is Unit.BUSINESS_DAYS:
        return add_business_days(start, term.value, holidays)
    if term.unit is Unit.DAYS:
        return start + dt.timedelta(days=term.value)
    if term.unit is Unit.MONTHS:
        return add_months(start, term.value)
    raise ValueError(f"{term.key} is a limit, not a deadline")
