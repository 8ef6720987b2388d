"""Reading a CURP: shape, state, date, check digit."""

import re
from dataclasses import dataclass
from datetime import date

from ._tables import inconvenient_words, states

ALPHABET = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
_SHAPE = re.compile(r"[A-ZÑ]{4}[0-9]{6}[HMX][A-Z]{2}[B-DF-HJ-NÑP-TV-Z]{3}[0-9A-Z][0-9]", re.ASCII)
_FIGURE_OF, _LETTER_OF = str.maketrans("OQIZSB", "001258"), str.maketrans("01258", "OIZSB")
# Strings in circulation for foreigners without a CURP: many people carry the same one.
_GENERIC = re.compile(r"(XEXX|XAXX|XXXX)[0-9]{6}.*")


class InvalidCurp(ValueError):
    """The text is no CURP; `reason` is the Spanish sentence for the person who typed it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Curp:
    """A CURP that passed every check. `notes` are remarks for the screen; they never block."""

    text: str
    birth_date: date
    sex: str
    state_letters: str
    state_code: str
    notes: tuple[str, ...] = ()

    @property
    def root(self) -> str:
        """The sixteen characters that follow from the person's data."""
        return self.text[:16]

    @property
    def born_abroad(self) -> bool:
        return self.state_letters == "NE"


def compact(text: str) -> str:
    return re.sub(r"[\s\-_.]+", "", text).upper()


def check_digit(first17: str) -> str:
    """The eighteenth character. Ñ has its own value (24), so O to Z are one higher than in ASCII order."""
    total = sum(ALPHABET.index(symbol) * (18 - place) for place, symbol in enumerate(first17[:17]))
    return str(-total % 10)


def is_generic(text: str) -> bool:
    """A CURP that many people share: it identifies nobody."""
    return _GENERIC.fullmatch(compact(text)) is not None


def parse(text: str) -> Curp:
    """Read a CURP or raise `InvalidCurp`."""
    curp = compact(text)
    if is_generic(curp):
        raise InvalidCurp("Es una CURP genérica, que comparten muchas personas: deja el campo vacío.")
    if len(curp) != 18:
        raise InvalidCurp(f"La CURP tiene 18 caracteres y escribiste {len(curp)}.")
    if _SHAPE.fullmatch(curp) is None:
        raise InvalidCurp("La CURP no tiene la forma correcta: revisa letras y números.")
    if curp[11:13] not in states():
        raise InvalidCurp("La clave del estado en la CURP (letras 12 y 13) no existe.")
    birth_date = _birth_date(curp)
    if check_digit(curp[:17]) != curp[17]:
        raise InvalidCurp("El último número de la CURP no corresponde: algún carácter está cambiado.")
    letters = curp[11:13]
    return Curp(curp, birth_date, curp[10], letters, states()[letters][0], _notes(curp))


def birth_date(text: str) -> date:
    """The date inside a text that has the form of a CURP, whatever its check digit. Raises `InvalidCurp`."""
    if _SHAPE.fullmatch(text) is None:
        raise InvalidCurp("La CURP no tiene la forma correcta: revisa letras y números.")
    return _birth_date(text)


def mended(text: str) -> str:
    """Eighteen characters with a letter typed where a figure belongs (O for 0), or the reverse, set right; so are a
    letter and a figure beside it that were exchanged, where the check digit says so."""
    if len(text) != 18 or _SHAPE.fullmatch(text):
        return text
    for n in range(1, len(text)):
        other = text[: n - 1] + text[n] + text[n - 1] + text[n + 1 :]
        if _SHAPE.fullmatch(other) and check_digit(other[:17]) == other[17]:
            return other
    figures, letters = text.translate(_FIGURE_OF), text.translate(_LETTER_OF)
    return letters[:4] + figures[4:10] + letters[10:16] + text[16] + figures[17]


def _birth_date(curp: str) -> date:
    """The differentiator tells the century: a digit before 2000, a letter from 2000 on."""
    century = 1900 if curp[16].isdigit() else 2000
    try:
        return date(century + int(curp[4:6]), int(curp[6:8]), int(curp[8:10]))
    except ValueError:
        raise InvalidCurp("La fecha de nacimiento dentro de la CURP no existe.") from None


def _notes(curp: str) -> tuple[str, ...]:
    notes = []
    if curp[:4] in inconvenient_words() or curp[1] not in "AEIOUX":
        notes.append("Las primeras letras de la CURP son poco comunes: revísala con el documento.")
    if curp[11:13] == "NE":
        notes.append("La CURP indica nacimiento en el extranjero.")
    if curp[10] == "X":
        notes.append("La CURP indica sexo X.")
    return tuple(notes)
