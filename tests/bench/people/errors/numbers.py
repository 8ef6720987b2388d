"""Dates, ages, CURP, telephones and places."""

import datetime as dt
import random

from tests.bench.people.draw import TODAY
from tests.bench.people.errors.told import Told


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        found = dt.date(year, month, day)
    except ValueError:
        return None
    return found if dt.date(1905, 1, 1) < found < TODAY else None


def _put(told: Told, day: dt.date | None) -> bool:
    if day is None or day == told.born:
        return False
    told.born = day
    return True


def no_date(told: Told, _: random.Random) -> bool:
    had = told.born is not None
    told.born = told.age = None
    return had


def age_only(told: Told, chance: random.Random) -> bool:
    if told.born is None:
        return False
    told.age = max(0, (TODAY - told.born).days // 365 + chance.choice([0, 0, 0, -1, 1]))
    told.born = None
    return True


def age_rounded(told: Told, chance: random.Random) -> bool:
    if not age_only(told, chance) or told.age is None or told.age < 15:
        return False
    told.age = 5 * round(told.age / 5)
    return True


def day_for_month(told: Told, _: random.Random) -> bool:
    born = told.born
    return bool(born) and born.day <= 12 and _put(told, _day(born.year, born.day, born.month))


def day_off(told: Told, chance: random.Random) -> bool:
    step = chance.choice([-10, -1, 1, 10, 2, -2])
    return bool(told.born) and _put(told, _day(told.born.year, told.born.month, told.born.day + step))


def month_off(told: Told, chance: random.Random) -> bool:
    step = chance.choice([-1, 1, 2])
    return bool(told.born) and _put(told, _day(told.born.year, told.born.month + step, told.born.day))


def year_off(told: Told, chance: random.Random) -> bool:
    step = chance.choice([-1, 1, 1, -1, 2, 10, -10])
    return bool(told.born) and _put(told, _day(told.born.year + step, told.born.month, told.born.day))


def year_digits_exchanged(told: Told, _: random.Random) -> bool:
    if told.born is None:
        return False
    digits = str(told.born.year)
    return _put(told, _day(int(digits[:2] + digits[3] + digits[2]), told.born.month, told.born.day))


def first_of_january(told: Told, _: random.Random) -> bool:
    return bool(told.born) and _put(told, _day(told.born.year, 1, 1))


def own_year_today(told: Told, chance: random.Random) -> bool:
    """The day of the visit instead of the day of birth, with her year."""
    return bool(told.born) and _put(told, _day(told.born.year, 10, chance.randrange(1, 28)))


def _one_digit(text: str, chance: random.Random) -> str:
    n = chance.randrange(3, len(text))
    return text[:n] + chance.choice("0123456789".replace(text[n], "")) + text[n + 1 :]


def phone_digit(told: Told, chance: random.Random) -> bool:
    had = bool(told.phone)
    told.phone = _one_digit(told.phone, chance) if had else ""
    return had


def phone_exchange(told: Told, chance: random.Random) -> bool:
    if not told.phone:
        return False
    n = chance.randrange(4, 10)
    told.phone = told.phone[: n - 1] + told.phone[n] + told.phone[n - 1] + told.phone[n + 1 :]
    return True


def phone_new(told: Told, chance: random.Random) -> bool:
    had = bool(told.phone)
    told.phone = f"{told.phone[:3]}{chance.randrange(10**7):07d}" if had else ""
    return had


def curp_slip(told: Told, chance: random.Random) -> bool:
    if not told.curp:
        return False
    n = chance.choice([4, 5, 6, 7, 8, 9, 13, 14, 15, 16, 17])
    new = chance.choice("0123456789" if told.curp[n].isdigit() else "BCDFGLMNPRST")
    told.curp = told.curp[:n] + new + told.curp[n + 1 :]
    return True


def curp_exchange(told: Told, chance: random.Random) -> bool:
    if not told.curp:
        return False
    n = chance.randrange(5, 17)
    told.curp = told.curp[: n - 1] + told.curp[n] + told.curp[n - 1] + told.curp[n + 1 :]
    return True


def curp_o_for_zero(told: Told, _: random.Random) -> bool:
    changed = "0" in told.curp
    told.curp = told.curp.replace("0", "O", 1)
    return changed


def curp_of_another(told: Told, chance: random.Random) -> bool:
    """Somebody else's, from the form before."""
    if not told.curp:
        return False
    told.curp = f"{told.curp[:4]}{chance.randrange(60, 99)}0{chance.randrange(1, 9)}{told.curp[8:]}"
    return True


def moved(told: Told, chance: random.Random) -> bool:
    had, told.place = bool(told.place), f"{chance.randrange(1, 33):02d}{chance.randrange(1, 40):03d}"
    return had
