"""What identity may be kept. A CURP that looks wrong only warns (`warnings`); one that is nobody's is refused."""

import datetime as dt

from banevim.casefiles.rules.text import raise_first, text_problem
from banevim.casefiles.terms import OLDEST_YEAR, Identity, Problem
from banevim.common.errors import Invalid
from banevim.methods.linkage import curp

TEXTS = {
    "given_names": ("El nombre", 100),
    "first_surname": ("El primer apellido", 100),
    "second_surname": ("El segundo apellido", 100),
    "known_as": ("El otro nombre", 100),
    "curp": ("La CURP", 30),
    "phone": ("El teléfono", 40),
    "phone_rules": ("La indicación para llamarle", 200),
}


def clean_identity(identity: Identity) -> Identity:
    """Spaces at the ends and repeated ones go; the CURP in capitals without separators."""
    texts = {name: " ".join(getattr(identity, name).split(" ")).strip(" ") for name in TEXTS}
    texts = {name: " ".join(part for part in text.split(" ") if part) for name, text in texts.items()}
    texts["curp"] = curp.compact(texts["curp"])
    return Identity(**texts, birth_date=identity.birth_date)


def identity_problems(identity: Identity, today: dt.date) -> list[Problem]:
    """Everything that must be mended before this identity is kept."""
    found = [text_problem(getattr(identity, name), name, *about) for name, about in TEXTS.items()]
    if curp.is_generic(identity.curp):
        found.append(
            Problem(
                "generic_curp",
                "Esa CURP es genérica: la comparten muchas personas y no dice quién es. Deja el campo vacío.",
                "curp",
            )
        )
    found.append(_birth_problem(identity.birth_date, today))
    return [problem for problem in found if problem]


def _birth_problem(born: dt.date | None, today: dt.date) -> Problem | None:
    if born and born > today:
        return Problem("future", "La fecha de nacimiento todavía no llega. Revisa el año.", "birth_date")
    if born and born.year < OLDEST_YEAR:
        sentence = f"La fecha de nacimiento es anterior a {OLDEST_YEAR}. Revisa el año."
        return Problem("too_old", sentence, "birth_date")
    return None


def check_identity(identity: Identity, today: dt.date) -> None:
    """Raises Invalid with the first thing to mend."""
    raise_first(identity_problems(identity, today))


def may_identity(identity: Identity, today: dt.date) -> bool:
    """Boolean twin of `check_identity`."""
    try:
        check_identity(identity, today)
    except Invalid:
        return False
    return True
