"""Numbers, dates and lists as they are written in Mexico."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from unicodedata import combining, normalize

MONTHS = (
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
)
COUNT_WORDS = ("cero", "un", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez")


def thousands(number: int) -> str:
    return f"{number:,}"


def tenths(number: int) -> str:
    """730 tenths are written 73.0."""
    return f"{number // 10:,}.{number % 10}"


def counted(number: int, one: str, many: str) -> str:
    return f"{thousands(number)} {one if number == 1 else many}"


def in_words(number: int) -> str:
    return COUNT_WORDS[number] if number < len(COUNT_WORDS) else thousands(number)


def long_date(day: date) -> str:
    return f"{day.day} de {MONTHS[day.month - 1]} de {day.year}"


def day_and_month(day: date) -> str:
    return f"{day.day} de {MONTHS[day.month - 1]}"


def short_date(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def percent(number_tenths: int) -> str:
    """Number and sign never part at the end of a line."""
    return f"{tenths(number_tenths)}\u00a0%"


def month_name(code: str) -> str:
    """«2026-10» is «octubre de 2026»."""
    return f"{MONTHS[int(code[5:7]) - 1]} de {code[:4]}"


def month_short(code: str) -> str:
    return f"{MONTHS[int(code[5:7]) - 1][:3]} {code[:4]}"


PROTECTED = "Protegido no quiere decir cero: puede serlo o no."


def span(first: str, last: str) -> str:
    """From one month to another, the year said once when it is the same; one month alone by its name."""
    if first == last:
        return month_name(first)
    if first[:4] == last[:4]:
        return f"{MONTHS[int(first[5:7]) - 1]} a {month_name(last)}"
    return f"{month_name(first)} a {month_name(last)}"


def quarter_name(code: str) -> str:
    """«2026-T3» is «julio a septiembre de 2026»."""
    start = (int(code[-1]) - 1) * 3
    return f"{MONTHS[start]} a {MONTHS[start + 2]} de {code[:4]}"


def quarter_short(code: str) -> str:
    """«2026-T3» is «jul a sep 2026»."""
    start = (int(code[-1]) - 1) * 3
    return f"{MONTHS[start][:3]} a {MONTHS[start + 2][:3]} {code[:4]}"


def period_name(code: str) -> str:
    """A month, a quarter or a year, by its code."""
    return quarter_name(code) if "-T" in code else month_name(code) if "-" in code else code


def period_short(code: str) -> str:
    return quarter_short(code) if "-T" in code else month_short(code) if "-" in code else code


def in_period(code: str) -> str:
    """«de julio a septiembre de 2026», «en octubre de 2026», «en 2025»."""
    return f"{'de' if '-T' in code else 'en'} {period_name(code)}"


def listed(items: Sequence[str]) -> str:
    """«a, b y c», with «e» before the sound of i."""
    if len(items) < 2:
        return "".join(items)
    last = items[-1]
    bare = last.lower()
    sound_of_i = bare.startswith(("i", "hi", "í")) and not bare.startswith(("hia", "hie", "ia", "ie"))
    return f"{', '.join(items[:-1])} {'e' if sound_of_i else 'y'} {last}"


def size(count: int) -> str:
    return f"{max(1, -(-count // 1000)):,} kB"


def plain_letters(text: str) -> str:
    """Lower case without accents, to put names in order."""
    return "".join(each for each in normalize("NFD", text.lower()) if not combining(each))


def full_stop(text: str) -> str:
    """The sentence with its final stop, whoever wrote it."""
    return text if not text or text[-1] in ".!?" else f"{text}."


def sentence_start(text: str) -> str:
    return text[:1].upper() + text[1:]
