"""How a pair is said on the desk: what agrees and what does not, in words. Telephone and place are never mentioned."""

from typing import Any

from banevim.identity import queries
from banevim.identity.actions import Compared
from banevim.identity.terms import Judged, Stage
from banevim.methods import linkage
from banevim.vault.context import Actor

LINES = {
    "probably": "Probablemente la misma",
    "possibly": "Posiblemente la misma",
    "listed": "Poco parecida",
}
SAID = {
    linkage.Level.AGREES: "coincide",
    linkage.Level.SIMILAR: "se parece",
    linkage.Level.DISAGREES: "no coincide",
    linkage.Level.MISSING: "falta en uno o en ambos",
}
NAMES = {
    "given_names": "Nombre",
    "first_surname": "Primer apellido",
    "second_surname": "Segundo apellido",
}
ROWS = {**NAMES, "birth_date": "Fecha de nacimiento", "curp": "CURP", "known_as": "Otro nombre que usa"}
BIRTH = ("birth_date", "birth_year", "age")
RARE, COMMON = 7.5, 4.5
"""Bits of an agreement above which a name is said to be uncommon, and below which to be very common."""

DONE = {
    (Judged.SAME, Stage.MERGED): "Se unieron los dos expedientes. Se puede deshacer.",
    (Judged.SAME, Stage.SECOND): "Anotado. Falta que otra persona de la oficina lo confirme.",
    (Judged.DIFFERENT, Stage.DIFFERENT): "Anotado: son mujeres distintas. No se propondrán otra vez.",
    (Judged.DIFFERENT, Stage.OPEN): "No hay acuerdo: el par queda abierto y nada se unió.",
    (Judged.LATER, Stage.LATER): "El par vuelve a la lista en una semana.",
    (Judged.LATER, Stage.SECOND): "Sigue en espera de una segunda persona.",
}
STAGES = {
    Stage.OPEN: "Sin decidir",
    Stage.LATER: "Para más tarde",
    Stage.SECOND: "Espera a una segunda persona",
    Stage.MERGED: "Unidos",
    Stage.DIFFERENT: "Son mujeres distintas",
}
VERDICTS = {
    Judged.SAME: "Dijo que es la misma",
    Judged.DIFFERENT: "Dijo que son distintas",
    Judged.LATER: "Lo dejó para más tarde",
    Judged.UNDONE: "Deshizo la unión",
    Judged.LIFTED: "Retiró que son distintas",
}


def pair_context(seen: Compared, actor: Actor) -> dict[str, Any]:
    """What the page of a pair shows."""
    told = _told(seen.row.parts)
    stage = Stage(seen.row.stage)
    return {
        "rows": [(ROWS[name], *_values(seen.sides, name), told.get(name, "")) for name in ROWS],
        "reasons": [_reason(seen, name, said) for name, said in told.items() if name in ROWS],
        "line": LINES[seen.row.band],
        "stage": STAGES[stage],
        "verdicts": [(VERDICTS[Judged(row.judged)], row, note) for row, note in seen.verdicts],
        "twins": _may_be_sisters(told),
        "decides": stage in (Stage.OPEN, Stage.LATER, Stage.SECOND),
        "is_first": stage is Stage.SECOND and seen.row.first_id == actor.person_id,
    }


def _told(parts: list[list[Any]]) -> dict[str, str]:
    """By row of the page, what the score says of it."""
    found = {}
    for name, level, bits in parts:
        row = "birth_date" if name in BIRTH else name
        if row in ROWS:
            found[row] = _rarity(name, level, bits) + SAID[linkage.Level(level)]
    return found


def _rarity(name: str, level: str, bits: float) -> str:
    if name not in NAMES or level != linkage.Level.AGREES:
        return ""
    return "poco común: " if bits >= RARE else "muy común: " if bits <= COMMON else ""


def _reason(seen: Compared, name: str, said: str) -> str:
    """`Primer apellido Verdugo, poco común: coincide`."""
    value = _values(seen.sides, name)[0] if name in NAMES and _agrees(said) else ""
    joint = ", " if said.count(":") else ": "
    return f"{ROWS[name]}{f' {value}' if value else ''}{joint}{said}"


def _values(sides: tuple[queries.Side, queries.Side], name: str) -> tuple[str, str]:
    one, two = (_value(side, name) for side in sides)
    return one, two


def _value(side: queries.Side, name: str) -> str:
    if side.card is None:
        return ""
    her = side.card.person
    if name == "known_as":
        return side.card.known_as
    if name == "birth_date":
        return f"{her.birth_date:%d/%m/%Y}" if her.birth_date else str(her.birth_year or "")
    return str(getattr(her, name))


def _may_be_sisters(told: dict[str, str]) -> bool:
    """The surnames agree and the given name does not."""
    return told.get("given_names") == SAID[linkage.Level.DISAGREES] and _agrees(told.get("first_surname", ""))


def _agrees(said: str) -> bool:
    """Whether what is said of a datum, with how common it is or without, is that it agrees."""
    return said.rpartition(": ")[2] == SAID[linkage.Level.AGREES]
