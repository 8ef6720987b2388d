"""Words of the exchange: kinds of file, ends of a row, flags, and what a read row is."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

SOURCE = "banavim-abierto"
RESERVED_INSTITUTION = "CARGA"
"""Code of the reserved institution *Carga BANAVIM*, when no oficio names another."""


class Kind(StrEnum):
    """The three files of the national bank's public layout."""

    CASES = "cases"
    VICTIMS = "victims"
    AGGRESSORS = "aggressors"


KIND_LABELS = {Kind.CASES: "Casos", Kind.VICTIMS: "Víctimas", Kind.AGGRESSORS: "Personas agresoras"}


class UnknownLayout(ValueError):
    """The file is not of this layout; the text says in Spanish which, what is wrong and what to do."""

    def __init__(self, sentence: str, kind: Kind = Kind.CASES) -> None:
        super().__init__(sentence)
        self.kind = kind


class Outcome(StrEnum):
    """How a row ends. Every row ends in exactly one way."""

    NEW = "new"
    LINKED = "linked"
    UPDATED = "updated"
    REJECTED = "rejected"


OUTCOME_LABELS = {
    Outcome.NEW: "Nuevo",
    Outcome.LINKED: "Ya estaba",
    Outcome.UPDATED: "Actualizado",
    Outcome.REJECTED: "Rechazado",
}


class Progress(StrEnum):
    """Where an import stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"


JOB = "job"
"""The job process, on behalf of the person who began the load; the command line too."""
LOADERS = frozenset({"state_liaison", "it_aide", "administrator", "system"})
TRANSITIONS: dict[Progress, tuple[frozenset[Progress | None], frozenset[str]]] = {
    Progress.WAITING: (frozenset({None}), LOADERS),
    Progress.RUNNING: (frozenset({Progress.WAITING, Progress.RUNNING}), frozenset({JOB})),
    Progress.DONE: (frozenset({Progress.WAITING, Progress.RUNNING}), frozenset({JOB})),
}
"""progress of an import → (where it may come from, who brings it there)."""


UNKNOWN_VALUE = "valor_"
"""A flag that begins like this says that the value of a column is in no catalogue; it was not kept."""

FLAG_LABELS = {
    "sin_tipos": "Ningún tipo de violencia marcado",
    "municipio_no_reconocido": "Municipio no reconocido: queda como no especificado",
    "municipio_de_otro_estado": "Municipio que solo existe en otro estado",
    "localidad_por_municipio": "Localidad en lugar de municipio: queda como no especificado",
    "estado_distinto": "El renglón dice otro estado",
    "estado_no_reconocido": "Estado no reconocido",
    "estado_sin_dato": "Sin estado: se buscó en el de este banco",
    "fecha_hechos_ilegible": "Fecha de los hechos ilegible: queda como se desconoce",
    "fecha_registro_ilegible": "Fecha de registro ilegible: cuenta el día en que entró",
    "fecha_futura": "Fecha posterior a hoy: no se toma",
    "hechos_despues_del_registro": "Hechos posteriores al registro",
    "hechos_muy_anteriores": "Hechos de más de tres años antes del registro",
    "edad_cero": "Edad 0 en la fuente: se toma como no especificada",
    "edad_imposible": "Edad imposible: queda como no especificada",
    "hijos_ilegible": "Número de hijas e hijos ilegible: queda como no especificado",
    "fuera_de_catalogo": "El catálogo aún no tenía ese valor en la fecha de los hechos",
    "renglon_corto": "Renglón con columnas de menos: lo que falta queda como no especificado",
    "valor_modality": "Modalidad que no está en el catálogo",
    "valor_place": "Lugar de los hechos que no está en el catálogo",
    "valor_types": "Tipo de violencia con un valor que no es sí ni no",
    "valor_known_aggressor": "«Conoce agresor» con un valor que no es sí ni no",
    "valor_drugs": "«Hubo drogas» con un valor que no es sí ni no",
    "valor_weapons": "«Hubo armas» con un valor que no es sí ni no",
    "valor_schooling": "Escolaridad que no está en el catálogo",
    "valor_civil_status": "Estado civil que no está en el catálogo",
    "valor_income_source": "Fuente de ingresos que no está en el catálogo",
    "valor_sex": "Sexo que no está en el catálogo",
    "valor_link": "Vínculo que no está en el catálogo",
}


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One row of a file, by our names of its columns. `line` is where it begins; the first line of the file is 1.

    `fault` says why the row cannot be taken at all, in Spanish; `short` that it had fewer cells than the header.
    """

    line: int
    places: Mapping[str, int]
    cells: tuple[str, ...]
    fault: str = ""
    short: bool = False

    def __getitem__(self, name: str) -> str:
        return self.cells[self.places[name]]

    @property
    def source_id(self) -> str:
        """The ID that joins the files."""
        return self.cells[self.places["id"]]
