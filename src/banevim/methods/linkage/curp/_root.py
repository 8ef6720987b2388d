"""The sixteen characters of a CURP that follow from name, birth date, sex and state of birth.

Only for comparison: the last two characters are assigned by RENAPO and are never made up here.
"""

import re
import unicodedata
from datetime import date

from ._tables import inconvenient_words, letters_of_state, states

_PARTICLES = frozenset(
    ("DA", "DAS", "DE", "DEL", "DER", "DI", "DIE", "DD", "EL", "LA", "LOS", "LAS", "LE", "LES")
    + ("MAC", "MC", "VAN", "VON", "Y")
)
_SKIPPED_GIVEN = frozenset(["MARIA", "MA", "MA.", "M", "M.", "JOSE", "J", "J."])
_VOWELS = "AEIOU"


def root(given: str, first: str, second: str, birth_date: date, sex: str, state: str) -> str:
    """Sixteen characters; `state` is an INEGI key (`03`), CURP letters (`BS`) or anything else for abroad."""
    father, mother = _main_word(first), _main_word(second)
    name = _given_word(given)
    letters = initial(father) + _inner_vowel(father) + initial(mother) + initial(name)
    if letters in inconvenient_words():
        letters = f"{letters[0]}X{letters[2:]}"
    consonants = "".join(inner_consonant(word) for word in (father, mother, name))
    return f"{letters}{birth_date:%y%m%d}{sex[:1].upper() or 'X'}{_state_letters(state)}{consonants}"


def _state_letters(state: str) -> str:
    if state in letters_of_state():
        return letters_of_state()[state]
    return state if state in states() else "NE"


def _words(text: str) -> list[str]:
    """Capitals without accents; Ñ stays; signs inside a word stay, because the CURP turns them into X."""
    kept = text.upper().replace("Ñ", "\0").replace("N\u0303", "\0")
    plain = "".join(c for c in unicodedata.normalize("NFKD", kept) if not unicodedata.combining(c))
    return re.sub(r"[^A-Z\0'/.\- ]", "", plain.replace("\t", " ")).replace("\0", "Ñ").split()


def _main_word(surname: str) -> str:
    words = _words(surname)
    return next((word for word in words if word not in _PARTICLES), words[-1] if words else "")


def _given_word(given: str) -> str:
    """A leading María or José is skipped when other names follow."""
    words = [word for word in _words(given) if word not in _PARTICLES]
    if len(words) > 1 and words[0] in _SKIPPED_GIVEN:
        words = words[1:]
    return words[0] if words else ""


def initial(word: str) -> str:
    return word[0] if word[:1].isascii() and word[:1].isalpha() else "X"


def _inner_vowel(word: str) -> str:
    """A sign met before the first inner vowel takes its place as X."""
    for symbol in word[1:]:
        if symbol in _VOWELS:
            return symbol
        if not symbol.isalpha():
            return "X"
    return "X"


def inner_consonant(word: str) -> str:
    for symbol in word[1:]:
        if symbol == "Ñ":
            return "X"
        if symbol.isalpha() and symbol not in _VOWELS:
            return symbol
    return "X"
