"""From rows of text to values; a bad row stops the whole load and says which one."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TypeVar

from banevim.catalogs.terms import Catalog
from banevim.common.errors import Invalid

Row = dict[str, str]
T = TypeVar("T")


def parsed(rows: Iterable[Row], make: Callable[[Row], T], what: str) -> list[T]:
    """`make` of every row. Raises Invalid with the number of the line that could not be read."""
    found = []
    for number, row in enumerate(rows, start=2):
        try:
            found.append(make(row))
        except (KeyError, ValueError) as error:
            raise Invalid(
                f"La línea {number} de {what} no se puede leer ({type(error).__name__}: {error})."
            ) from error
    return found


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def day_or_none(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def number(text: str) -> int:
    """A count written with digits only."""
    if not text.isdecimal():
        raise ValueError("número")
    return int(text)


def number_or_none(text: str | None) -> int | None:
    return number(text) if text else None


def yes(text: str) -> bool:
    """`yes` or `no`; anything else is an error, never a guess."""
    if text not in ("yes", "no", "si", "sí"):
        raise ValueError("yes/no")
    return text != "no"


def digits(text: str, *lengths: int) -> str:
    """A key of only digits with one of the given lengths."""
    if not text.isdecimal() or len(text) not in lengths:
        raise ValueError("clave")
    return text


def known_catalog(text: str) -> str:
    return Catalog(text).value
