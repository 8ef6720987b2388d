"""The CURP: reading, check digit, comparison with the captured data."""

from ._disagreements import disagreements
from ._parse import ALPHABET, Curp, InvalidCurp, check_digit, compact, is_generic, parse
from ._root import root

__all__ = [
    "ALPHABET",
    "Curp",
    "InvalidCurp",
    "check_digit",
    "compact",
    "disagreements",
    "is_generic",
    "parse",
    "root",
]
