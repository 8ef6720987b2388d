"""What of a case waits for somebody: an answer that is missing, a date that cannot be, an answer that looks odd."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from banevim.casefiles.rules.warnings import JUDGED
from banevim.casefiles.terms import Missing

WAITING = (Missing.NOT_ASKED, Missing.UNKNOWN, Missing.UNSPECIFIED)
"""What may still be answered. That it does not apply, or that she prefers not to say it, is an answer."""
UNASKED = (Missing.NOT_ASKED, Missing.UNSPECIFIED)
"""What nobody asked; an extract of another system says it in its own way."""


class Group(StrEnum):
    """Why a case is on the list, the gravest first."""

    IMPOSSIBLE = "imposible"
    ODD = "raro"
    MISSING = "falta"


OF_CASE = {
    "municipality": "Municipio de los hechos",
    "place": "Lugar de los hechos",
    "modality": "Modalidad",
    "types": "Tipos de violencia",
    "known_aggressor": "Si conoce a quien la agredió",
}
OF_WOMAN = {
    "age": "Edad de ella",
    "residence": "Municipio donde vive",
    "nationality": "Nacionalidad",
    "schooling": "Escolaridad",
    "civil_status": "Estado conyugal",
    "occupation": "Ocupación",
}
OF_AGGRESSOR = {"link": "Vínculo con la persona agresora", "sex": "Sexo de la persona agresora"}
KEY_FIELDS = {**OF_CASE, **OF_WOMAN, **OF_AGGRESSOR}
COLUMNS = {"age": "age_missing", "types": "types_missing"}
"""Where it is said why an answer is missing, when it is not in the column of the answer itself."""

WHEN, WHERE, WHO = "facts_on", "municipality", "aggressors-0-link"
ODD: Mapping[str, tuple[Group, str, str]] = {
    "learned_before": (Group.IMPOSSIBLE, "La institución lo supo antes de los hechos", "learned_on"),
    "before_birth": (Group.IMPOSSIBLE, "Los hechos son anteriores a su nacimiento", WHEN),
    "hechos_despues_del_registro": (Group.IMPOSSIBLE, "Los hechos son posteriores al registro", WHEN),
    "fecha_futura": (Group.IMPOSSIBLE, "Una fecha era posterior a la carga y no se tomó", WHEN),
    "fecha_hechos_ilegible": (Group.IMPOSSIBLE, "La fecha de los hechos no se pudo leer", WHEN),
    "fecha_registro_ilegible": (Group.IMPOSSIBLE, "La fecha de registro no se pudo leer", WHEN),
    "old_facts": (Group.ODD, "Los hechos son de dos años antes o más", WHEN),
    "hechos_muy_anteriores": (Group.ODD, "Los hechos son de más de tres años antes del registro", WHEN),
    "other_state": (Group.ODD, "El municipio de los hechos es de otro estado", WHERE),
    "estado_distinto": (Group.ODD, "El renglón cargado dice otro estado", WHERE),
    "estado_no_reconocido": (Group.ODD, "El estado no se reconoció", WHERE),
    "estado_sin_dato": (Group.ODD, "El renglón cargado no dice el estado", WHERE),
    "municipio_de_otro_estado": (Group.ODD, "El municipio solo existe en otro estado", WHERE),
    "municipio_no_reconocido": (Group.ODD, "El municipio no se reconoció", WHERE),
    "localidad_por_municipio": (Group.ODD, "Traía una localidad en lugar del municipio", WHERE),
    "aggressor_age_zero": (Group.ODD, "La persona agresora tiene 0 años", "aggressors-0-age"),
    "other_unsaid": (Group.ODD, "Se marcó otra forma de violencia y no dice cuál", "other_type"),
    "sin_tipos": (Group.ODD, "No traía ningún tipo de violencia", "types"),
    "fuera_de_catalogo": (Group.ODD, "La modalidad aún no existía en la fecha de los hechos", "modality"),
    "valor_modality": (Group.ODD, "La modalidad no está en el catálogo", "modality"),
    "valor_place": (Group.ODD, "El lugar de los hechos no está en el catálogo", "place"),
    "valor_types": (Group.ODD, "Un tipo de violencia no dice sí ni no", "types"),
    "valor_known_aggressor": (Group.ODD, "“Conoce agresor” no dice sí ni no", "known_aggressor"),
    "valor_drugs": (Group.ODD, "“Hubo drogas” no dice sí ni no", "drugs"),
    "valor_weapons": (Group.ODD, "“Hubo armas” no dice sí ni no", "weapons"),
    "renglon_corto": (Group.ODD, "El renglón cargado tenía columnas de menos", "modality"),
    "edad_cero": (Group.ODD, "Una edad decía 0", WHO),
    "edad_imposible": (Group.ODD, "Una edad no era posible", WHO),
}
"""By flag of a case: how grave, in words, and the question where it is mended."""
UNKNOWN_FLAG = (Group.ODD, "Un dato de la carga no se pudo leer", "modality")
CONFIRMED = ("old_facts", "other_state", "other_unsaid")
"""Odd and maybe true: whoever registered looked again and wrote why. They do not wait; they can be listed."""
IMPOSSIBLE = tuple(flag for flag, (group, _, _) in ODD.items() if group is Group.IMPOSSIBLE)


@dataclass(frozen=True)
class Point:
    """One thing to look at in a case: what it is, why, and the question of the form where it is mended."""

    group: Group
    what: str
    why: str
    field: str


def points(case: Any, people: Iterable[Mapping[str, str]]) -> list[Point]:
    """Everything that waits in a case, the gravest first; `people`: link and sex of each person who attacked."""
    odd = [Point(group, what, "", field) for group, what, field in _told(case.flags)]
    return sorted([*odd, *_missing(case, people)], key=lambda point: list(Group).index(point.group))


def waits(case: Any, people: Iterable[Mapping[str, str]]) -> bool:
    """Whether any of it waits: what was confirmed is on the list only for who asks for it."""
    odd = not set(case.flags) <= set(CONFIRMED)
    return odd or next(_missing(case, people), None) is not None


def flags_left(flags: Iterable[str], changed: Collection[str]) -> set[str]:
    """The flags of a case that a correction of these questions leaves: whose question was not among them, and that the
    bank does not judge anew. A municipality of another state is a question of its own in the form."""
    asked = {name.removesuffix("_other") for name in changed}
    return {flag for flag in flags if flag not in JUDGED and ODD.get(flag, UNKNOWN_FLAG)[2] not in asked}


def _told(flags: Collection[str]) -> list[tuple[Group, str, str]]:
    return [ODD.get(flag, UNKNOWN_FLAG) for flag in flags]


def _missing(case: Any, people: Iterable[Mapping[str, str]]) -> Iterator[Point]:
    for row, names in ((case, OF_CASE), (case.record, OF_WOMAN)):
        for name, what in names.items():
            why = getattr(row, COLUMNS.get(name, name))
            if why in WAITING and not (name == "age" and row.age is not None):
                yield Point(Group.MISSING, what, why, name)
    for n, person in enumerate(people):
        for name, what in OF_AGGRESSOR.items():
            if (why := person[name]) in WAITING:
                numbered = what if n == 0 else f"{what} {n + 1}"
                yield Point(Group.MISSING, numbered, why, f"aggressors-{n}-{name}")
