"""How the units of the indicators are named in a sentence."""

from __future__ import annotations

from datavim.figures.parts import KNOWN
from datavim.words import counted

_NAMES = {
    "casos": ("caso registrado", "casos registrados"),
    "mujeres": ("mujer registrada", "mujeres registradas"),
    "personas agresoras": ("persona agresora", "personas agresoras"),
    "servicios": ("servicio", "servicios"),
    "canalizaciones": ("canalización", "canalizaciones"),
    "instituciones": ("institución", "instituciones"),
    "órdenes": ("orden", "órdenes"),
}
ANSWERED = " con ese dato"


def known(unit: str) -> bool:
    """Whether it is one that the bank counts; the figures of others have the words of their source."""
    return unit in _NAMES


def one(unit: str) -> str:
    return _NAMES.get(unit, (unit, unit))[0]


def many(unit: str) -> str:
    return _NAMES.get(unit, (unit, unit))[1]


def some(number: int, unit: str) -> str:
    """«1 caso registrado», «1,241 casos registrados»."""
    return counted(number, one(unit), many(unit))


def bare(number: int, unit: str) -> str:
    """«113 casos»: where the verb says that they are registered."""
    words = some(number, unit)
    for end in ("registrados", "registradas", "registrado", "registrada"):
        words = words.removesuffix(f" {end}")
    return words


def of_all(rule: str) -> str:
    """Which records a share is of, said after their name."""
    return ANSWERED if rule == KNOWN else ""
