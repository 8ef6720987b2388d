"""The CURP: reading, check digit, comparison with the captured data."""

from ._disagreements import disagreements
from ._letters import letters_inside, letters_of
from ._parse import ALPHABET, Curp, InvalidCurp, birth_date, check_digit, compact, is_generic, mended, parse
from ._root import root

__all__ = [
    "ALPHABET",
    "Curp",
    "InvalidCurp",
    "birth_date",
    "check_digit",
    "compact",
    "disagreements",
    "is_generic",
    "letters_inside",
    "letters_of",
    "mended",
    "parse",
    "root",
]
