"""What may be said of a candidate: initials, an age band, and which typed data agree. Never a value."""

import datetime as dt
from collections.abc import Mapping

from banevim.identity.terms import BIRTH, NAMES, Asked, Kind, Likeness
from banevim.methods import linkage

NO_NAME, NO_AGE = "Sin nombre registrado", "edad no registrada"
OLDEST_BAND = 80
STRONG_BITS = 18.0
"""What is told weighs as much as a given name, a surname and a birth date."""
_JOINS = frozenset("DE DEL LA LAS LOS Y".split())


def initials(*names: str) -> str:
    """`M. G. R.`: the first letter of every name that is not a particle."""
    words = [w for name in names for w in linkage.normalise_name(name).split() if w not in _JOINS]
    return " ".join(f"{word[0]}." for word in words[:6]) or NO_NAME


def age_band(birth_date: dt.date | None, birth_year: int | None, today: dt.date) -> str:
    """Ten years wide; the oldest are together."""
    if birth_date is not None:
        age = today.year - birth_date.year - ((today.month, today.day) < (birth_date.month, birth_date.day))
    elif birth_year is not None:
        age = today.year - birth_year
    else:
        return NO_AGE
    start = max(0, age) // 10 * 10
    return f"{OLDEST_BAND} años o más" if start >= OLDEST_BAND else f"{start} a {start + 9} años"


def told(
    asked: Asked, levels: Mapping[str, linkage.Level], exact: frozenset[Kind]
) -> tuple[tuple[Kind, ...], tuple[Kind, ...], tuple[Kind, ...]]:
    """Typed kinds that agree, that are alike (names only), and all others together.

    A date, year or age is told to agree only when the name agrees too, and never to be *nearly* right: the page must
    not help anyone to guess a birth date step by step. `exact` are kinds already compared letter by letter.
    """
    agree, similar = set(exact), set()
    for kind in asked.told_kinds():
        level = levels.get(kind)
        if kind in NAMES and level is linkage.Level.AGREES:
            agree.add(kind)
        elif kind in NAMES and level is linkage.Level.SIMILAR:
            similar.add(kind)
    if _name_agrees(asked, agree):
        agree |= {k for k in asked.kinds() if k in BIRTH and levels.get(k) is linkage.Level.AGREES}
    kinds = asked.told_kinds()
    return (
        tuple(k for k in kinds if k in agree),
        tuple(k for k in kinds if k in similar and k not in agree),
        tuple(k for k in kinds if k not in agree and k not in similar),
    )


def _name_agrees(asked: Asked, agree: set[Kind]) -> bool:
    """The folio or the CURP, or a given name together with a surname when one was typed."""
    if agree & {Kind.FOLIO, Kind.CURP}:
        return True
    surnames = {k for k in asked.kinds() if k in (Kind.FIRST_SURNAME, Kind.SECOND_SURNAME)}
    called = agree & {Kind.GIVEN_NAMES, Kind.KNOWN_AS}
    return bool(called) and (not surnames or bool(surnames & agree))


def likeness(asked: Asked, agree: int, apart: int, weight: float) -> Likeness:
    """The strength of a candidate in words, from what is told only: nothing hidden shows through it.

    `weight` is the sum of bits of the data that are told to agree or to be alike.
    """
    if not apart:
        return Likeness.STRONG if weight >= STRONG_BITS else Likeness.PLAIN
    half = agree >= 2 and 2 * agree >= len(asked.told_kinds())
    return Likeness.FAIR if half else Likeness.WEAK


def next_question(asked: Asked) -> str:
    """What else to ask her: it depends only on what was not typed."""
    if not asked.second_surname and asked.first_surname:
        return "Pregúntale su segundo apellido"
    if asked.birth_date is None and not asked.curp:
        return "Pregúntale su fecha de nacimiento"
    return "" if asked.known_as else "Pregúntale con qué nombre la conocen"


def same_words(one: str, other: str) -> bool:
    """Whether two ways of calling her share a word that sounds the same."""
    sounds = [{linkage.phonetic(t) for t in linkage.name_tokens(text)} for text in (one, other)]
    return bool(sounds[0] & sounds[1])
