"""Folio of a unique file: `BCS-26-00412-K`.

The last character is computed over all the others modulo 29. Every symbol of the same class has a
different value below 29 and every position a different weight, so any single wrong character and any
exchange of two neighbours is noticed.
"""

import re

# 29 symbols for the check character: no 0/O, 1/I, Q, S, Z, which are confused when read or heard.
CHECK_ALPHABET = "23456789ABCDEFGHJKLMNPRTUVWXY"
_MODULUS = len(CHECK_ALPHABET)
_DIGITS = "0123456789"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Digits keep their own value also as check characters; the letters take what is left: 0, 1, 10 to 28.
_CHECK_SYMBOL = dict(enumerate("AB" + CHECK_ALPHABET[:8] + CHECK_ALPHABET[10:]))
_SHAPE = re.compile(rf"([A-Z]{{3}})([0-9]{{2}})([0-9]{{5,9}})([{CHECK_ALPHABET}])", re.ASCII)
_SEPARATORS = re.compile(r"[\s\-‐-―_./]+")
_SHORTEST = 5


class InvalidFolio(ValueError):
    """The text is no folio; str() is the Spanish sentence for the person who typed it."""


def make_folio(state: str, year: int, number: int) -> str:
    """Write the folio of file `number` opened in `year`; `state` is its ISO 3166-2 code
    without the country (`BCS`, `VER`, `CMX`): always three letters, so no slip can move the boundary."""
    if not re.fullmatch(r"[A-Z]{3}", state, re.ASCII):
        raise ValueError("the short name of the state has three capital letters (ISO 3166-2)")
    if number < 1 or number > 999_999_999:
        raise ValueError("the number of a file is between 1 and 999,999,999")
    short_year, serial = f"{year % 100:02d}", f"{number:05d}"
    return f"{state}-{short_year}-{serial}-{_check_character(state + short_year + serial)}"


def check_folio(text: str) -> str:
    """Return the folio as it is written on paper, or raise `InvalidFolio`.

    Lower case, spaces and missing or other dashes are accepted.
    """
    compact = _SEPARATORS.sub("", text).upper()
    if not compact:
        raise InvalidFolio("Escribe el folio, por ejemplo BCS-26-00412 y su carácter final.")
    shape = _SHAPE.fullmatch(compact)
    if shape is None:
        raise InvalidFolio(
            "El folio no tiene la forma esperada: letras del estado, dos cifras del año, número y "
            "carácter final. Revísalo, por favor."
        )
    state, year, serial, check = shape.groups()
    padded = len(serial) > _SHORTEST and serial.startswith("0")
    if padded or int(serial) == 0 or _check_character(state + year + serial) != check:
        raise InvalidFolio(
            "El folio no es correcto: algún carácter está cambiado o falta. Pide que te lo repitan letra por letra."
        )
    return f"{state}-{year}-{serial}-{check}"


def _check_character(payload: str) -> str:
    """Weights grow from 2 at the last position leftwards; the check character itself weighs 1."""
    total = sum(_value(symbol) * (distance + 2) for distance, symbol in enumerate(reversed(payload)))
    return _CHECK_SYMBOL[-total % _MODULUS]


def _value(symbol: str) -> int:
    return _DIGITS.index(symbol) if symbol in _DIGITS else _LETTERS.index(symbol)
