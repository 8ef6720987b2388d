"""Whether two searches in a row were for the same woman: a try again, with a datum more or written otherwise."""

from banevim.identity.terms import Asked
from banevim.methods import linkage

_NAMES = ("given_names", "first_surname", "second_surname")
_ALIKE = frozenset({linkage.Level.AGREES, linkage.Level.SIMILAR})


def as_person(asked: Asked) -> linkage.Person:
    """What was typed, for the matcher."""
    return linkage.Person(
        given_names=linkage.mended(asked.given_names),
        first_surname=linkage.mended(asked.first_surname),
        second_surname=linkage.mended(asked.second_surname),
        birth_date=asked.birth_date,
        birth_year=asked.birth_year,
        age=asked.age,
        curp=asked.curp,
        phone=asked.phone,
        municipality=asked.municipality,
        known_as=linkage.mended(asked.known_as),
    )


def is_retry(before: Asked, now: Asked, score: linkage.Score) -> bool:
    """Two names alike and none that differs, no other birth and no other CURP. `score` compares the two.

    It is strict on purpose: a search for somebody else must not hide behind the next woman who is attended.
    """
    if before.folio or now.folio:
        return before.folio == now.folio
    levels = {part.field: part.level for part in score.contributions}
    if linkage.Level.DISAGREES in (
        levels.get(f) for f in (*_NAMES, "birth_date", "birth_year", "age", "curp")
    ):
        return False
    names = sum(levels.get(field) in _ALIKE for field in _NAMES)
    return names >= 2 or levels.get("curp") is linkage.Level.AGREES
