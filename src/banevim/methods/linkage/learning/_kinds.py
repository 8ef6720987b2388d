"""What kind of datum a column holds, found from its values: it decides how two of them are compared."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from enum import StrEnum

_NOTHING = frozenset({"", "nan", "null", "none", "n/a", "<na>", "nat", "-", "?", "."})
_PARTS = re.compile(r"(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})(?:[T ][\d:.+Z-]*)?")
_SAMPLE = 5000


class Kind(StrEnum):
    """`NAME` short words, `TEXT` several words, `DATE`, `NUMBER`, `CODE` letters with digits, `CATEGORY` few values."""

    NAME = "name"
    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    CODE = "code"
    CATEGORY = "category"


def plain(value: str) -> str:
    """Small letters without accents; what is neither letter nor digit is a space; empty when nothing is said."""
    text = " ".join(value.split()).casefold()
    if text in _NOTHING:
        return ""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in text.replace("'", "")).split())


def guess_kind(values: Sequence[str]) -> Kind:
    """The kind of a column from its values as written (the missing ones apart)."""
    told = [
        text
        for text in (value.strip() for value in values[: 20 * _SAMPLE])
        if text.casefold() not in _NOTHING
    ]
    if not told:
        return Kind.CATEGORY
    sample = told[:: max(1, len(told) // _SAMPLE)]
    if _share(sample, lambda text: as_date(text) != "") > 0.8:
        return Kind.DATE
    tidy = [plain(text) for text in sample]
    if len(set(tidy)) <= min(25, len(tidy) // 8):
        return Kind.CATEGORY
    if _share(sample, _is_number) > 0.8:
        return Kind.NUMBER if _share(tidy, lambda text: len(text) <= 6) > 0.8 else Kind.CODE
    if _share(tidy, lambda text: any(c.isdigit() for c in text) and len(text.split()) <= 2) > 0.7:
        return Kind.CODE
    words = sum(len(text.split()) for text in tidy) / len(tidy)
    return Kind.TEXT if words > 1.6 else Kind.NAME


def as_date(text: str) -> str:
    """A date as eight digits, year first; empty when the text has not the shape of one. Impossible days are kept."""
    compact = text.strip()
    if len(compact) == 8 and compact.isdigit():
        return _eight(compact[:4], compact[4:6], compact[6:]) or _eight(
            compact[4:], compact[2:4], compact[:2]
        )
    found = _PARTS.fullmatch(compact)
    if not found:
        return ""
    first, second, third = found.groups()
    if len(first) == 4:
        return _eight(first, second, third)
    return _eight(third, second, first) if len(third) == 4 else ""


def tidy(value: str, kind: Kind) -> str:
    """The form in which a value of this kind is compared."""
    if kind is Kind.DATE:
        return as_date(value) or "".join(c for c in plain(value) if c.isalnum())
    text = plain(value)
    if kind is Kind.CODE:
        return text.replace(" ", "")
    if kind is Kind.NUMBER and _is_number(value.strip()):
        return f"{float(value):.15g}"
    return text


def _eight(year: str, month: str, day: str) -> str:
    if len(day) > 2 or not 1000 <= int(year) <= 2999:
        return ""
    return f"{int(year):04d}{int(month):02d}{int(day):02d}"


def _is_number(text: str) -> bool:
    try:
        return abs(float(text)) < 1e15
    except ValueError:
        return False


def _share(values: Sequence[str], holds: Callable[[str], bool]) -> float:
    return sum(1 for value in values if holds(value)) / len(values)
