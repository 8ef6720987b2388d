"""Comparable forms of what people and files write: no accents, no case, no punctuation."""

import datetime as dt
import re
import unicodedata

MONTHS = [
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
]
_PREFIX = re.compile(r"^\s*\d+\s*-\s*(?=\D)")
_OTHER = re.compile(r"[^0-9a-z]+")


def normalise(text: str) -> str:
    """`" San José  del Cabo "` → `san jose del cabo`."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _OTHER.sub(" ", plain.casefold()).strip()


def accents_lost(text: str) -> str:
    """The same, as some exports leave it: letters with an accent are gone (`Cnyuge`, `Muleg`)."""
    return normalise("".join(c for c in unicodedata.normalize("NFC", text) if c.isascii()))


def without_prefix(text: str) -> str:
    """`1 - Familiar` → `Familiar`."""
    return _PREFIX.sub("", text)


def spell_date(day: dt.date) -> str:
    """`18 de enero de 2024`."""
    return f"{day.day} de {MONTHS[day.month - 1]} de {day.year}"
