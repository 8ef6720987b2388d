"""What the public reads of a correction: a reason of a fixed list, and words that tell no figure and no place.

"Three women of Loreto" beside the cut that it replaces would give away what both protect.
"""

import re
from collections.abc import Iterable

from banevim.catalogs.rules import normalise
from banevim.common.errors import Invalid
from banevim.cuts.terms import CORRECTION_LABELS, Correction

NUMBERS = re.compile(
    "cero|un[oa]?s?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieci[a-z]+"
    "|veint[a-z]+|(treint|cuarent|cincuent|sesent|setent|ochent|novent)[a-z]+|cien|[a-z]*cient[oa]s?|quinient[oa]s"
    "|mil|miles|millon(es)?|par(es)?|trio|(dec|doc|quinc|cent)enas?|centenar(es)?|amb[oa]s|ningun[oa]?|unic[oa]s?"
    "|solas?|doble|triple|mitad"
)
ROMAN = re.compile(r"\b[IVX]{2,}\b")


def correction_note(replaced: str | None, reason: str, more: str, places: Iterable[str]) -> str:
    """What a cut tells the public that it corrects; nothing if it replaces none. `places`: names of municipalities.

    Raises Invalid: a correction without a reason, a reason without a correction, words that could tell a figure.
    """
    more = more.strip()
    if not replaced and (reason or more):
        raise Invalid("Solo se explica qué corrige un corte que reemplaza a otro publicado.", field="reason")
    if not replaced:
        return ""
    if reason not in set(Correction):
        raise Invalid(
            f"Ese mes ya se publicó: es el corte {replaced}. Para corregirlo, ábrelo y elige qué se corrige.",
            field="reason",
        )
    if told := _telling(more, places):
        raise Invalid(
            f"Quita «{told}». Lo que escribes sale en público: no puede llevar cifras, números con letra (tampoco «un»"
            " o «una») ni municipios, porque podrían dejar ver un dato protegido.",
            field="note",
        )
    return f"{CORRECTION_LABELS[Correction(reason)]} {more}".strip()


def _telling(text: str, places: Iterable[str]) -> str:
    """The first word that could tell a figure or a place; nothing if none does."""
    plain = normalise(text)
    numbers = (word for word in plain.split() if NUMBERS.fullmatch(word))
    typed = (word for word in text.split() if any(c.isnumeric() for c in word) or ROMAN.search(word))
    named = (place for place in places if f" {normalise(place)} " in f" {plain} ")
    return next((found for kind in (typed, numbers, named) for found in kind), "")
