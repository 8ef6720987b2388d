"""Cleaning of what a person typed or pasted, before anything is made of it."""

import re
import unicodedata

from banevim.common.errors import Invalid

LONGEST_BOX, LONGEST_NAME, LONGEST_NOTE = 160, 80, 300
_ODD = re.compile(r"[<>{}\[\]=;|\\@$%^*_~\"!¡?¿]")
_STRIPPED = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_PICTURES = {"So", "Sk", "Sm", "Sc"}


def clean(text: str) -> str:
    """One line of composed text: control, direction and invisible characters become spaces or go."""
    kept = (" " if c.isspace() else "" if unicodedata.category(c) in _STRIPPED else c for c in text)
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


def check_length(text: str, longest: int, field: str) -> None:
    """Raises Invalid when a text is longer than any name."""
    if len(text) > longest:
        raise Invalid(
            f"Es demasiado largo: escribe solo lo que ella te dijo, hasta {longest} letras.", field=field
        )


def check_name(text: str, field: str) -> None:
    """Raises Invalid for signs that no name carries (a pasted page, an emoji)."""
    if _ODD.search(text) or any(unicodedata.category(c) in _PICTURES for c in text):
        raise Invalid(
            "El nombre lleva signos que no podemos buscar. Escribe solo letras, espacios, puntos y guiones.",
            field=field,
        )
    if text and not any(c.isalpha() for c in text):
        raise Invalid("Aquí van letras: escribe el nombre como ella lo dice.", field=field)
