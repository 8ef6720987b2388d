"""Birth date, year or age, however they are typed."""

import datetime as dt
import re
from dataclasses import dataclass

from banevim.common.errors import Invalid

OLDEST = 120
_MONTHS = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
_MONTH = {name[:3]: number for number, name in enumerate(_MONTHS, 1)} | {"set": 9}
_NUMBERS = re.compile(r"(?P<d>\d{1,2})[/\-.](?P<m>\d{1,2})[/\-.](?P<y>\d{4})")
_ISO = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})")
_DIGITS = re.compile(r"(?P<d>\d{2})(?P<m>\d{2})(?P<y>\d{4})")
_WORDS = re.compile(
    r"(?P<d>\d{1,2})\s+(?:de\s+)?(?P<word>(?:ene|feb|mar|abr|may|jun|jul|ago|sep|set|oct|nov|dic)[a-z]*)\.?"
    r"\s+(?:del?\s+)?(?P<y>\d{4})",
    re.IGNORECASE,
)
_AGE = re.compile(r"(?P<age>\d{1,3})\s*(?:años|anos|año|a\.?)?", re.IGNORECASE)


@dataclass(frozen=True)
class Birth:
    """One of the three, or none."""

    date: dt.date | None = None
    year: int | None = None
    age: int | None = None


def read_birth(text: str, today: dt.date, field: str) -> Birth:
    """Read `23/11/1992`, `23111992`, `1992-11-23`, `23 de noviembre de 1992`, `1992`, `34` or `34 años`.

    Raises Invalid with what to write instead.
    """
    if not text:
        return Birth()
    for shape in (_WORDS, _NUMBERS, _ISO, _DIGITS):
        if found := shape.fullmatch(text):
            return Birth(date=_date(found, today, field))
    if re.fullmatch(r"\d{4}", text):
        return Birth(year=_year(int(text), today, field))
    if found := _AGE.fullmatch(text):
        return Birth(age=_age(int(found["age"]), field))
    raise Invalid(
        "Escribe la fecha así: 23/11/1992. También sirve solo el año (1992) o la edad (34).", field=field
    )


def spoken_date(text: str) -> re.Match[str] | None:
    """A date with the month in words anywhere in a text."""
    return re.search(rf"\b{_WORDS.pattern}\b", text, re.IGNORECASE)


def spoken_age(text: str) -> re.Match[str] | None:
    """`34 años` anywhere in a text."""
    return re.search(r"\b\d{1,3}\s*(?:años|anos|año)(?=\W|$)", text, re.IGNORECASE)


def _date(found: re.Match[str], today: dt.date, field: str) -> dt.date:
    parts = found.groupdict()
    month = int(parts["m"]) if "m" in parts else _MONTH[parts["word"][:3].lower()]
    try:
        day = dt.date(int(parts["y"]), month, int(parts["d"]))
    except ValueError:
        raise Invalid("Esa fecha no existe en el calendario. Revisa el día y el mes.", field=field) from None
    if day > today:
        raise Invalid("La fecha de nacimiento está en el futuro. Revisa el año.", field=field)
    _year(day.year, today, field)
    return day


def _year(year: int, today: dt.date, field: str) -> int:
    if year > today.year:
        raise Invalid("El año de nacimiento está en el futuro. Revísalo.", field=field)
    if year < today.year - OLDEST:
        raise Invalid(f"Nadie vivo nació en {year}. Revisa el año de nacimiento.", field=field)
    return year


def _age(age: int, field: str) -> int:
    if age > OLDEST:
        raise Invalid("Revisa la edad: no puede pasar de 120 años.", field=field)
    return age
