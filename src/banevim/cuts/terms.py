"""Words of the cut: its states, who moves it from one to the next, and what a frozen table holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from banevim.accounts.terms import Role


class Step(StrEnum):
    """What has been done to a cut. Each is a row of its own; nothing is edited."""

    TAKEN = "taken"
    REJECTED = "rejected"
    APPROVED = "approved"
    PUBLISHED = "published"


class Demand(StrEnum):
    """Down to what the policy demands that every protected number be proven (`methods.disclosure.Verdict.level`)."""

    MICRODATA = "microdata"
    TABLE = "table"


DEMAND_LABELS = {
    Demand.MICRODATA: "Hasta los registros",
    Demand.TABLE: "Por tablas",
}


class Correction(StrEnum):
    """What a cut that replaces another one may correct: never a figure that is public."""

    WORDS = "words"
    CONTEXT = "context"
    MISSING = "missing"


CORRECTION_LABELS = {
    Correction.WORDS: "Se corrigen nombres, explicaciones o fuentes.",
    Correction.CONTEXT: "Se corrigen cifras de población u otras de contexto.",
    Correction.MISSING: "Se agregan periodos o tablas que aún no habían salido.",
}

STEP_LABELS = {
    Step.TAKEN: "Congelado, espera aprobación",
    Step.REJECTED: "Devuelto",
    Step.APPROVED: "Aprobado, falta publicar",
    Step.PUBLISHED: "Publicado",
}

OFFICE = frozenset({Role.STATE_LIAISON, Role.MONITORING_AIDE, Role.IT_AIDE})

OFFICE_ROLES = (Role.STATE_LIAISON, Role.MONITORING_AIDE, Role.IT_AIDE, Role.ADMINISTRATOR)
"""Roles that open the pages of the cuts."""

TRANSITIONS: dict[Step, tuple[frozenset[Step | None], frozenset[Role]]] = {
    Step.TAKEN: (frozenset({None}), OFFICE),
    Step.APPROVED: (frozenset({Step.TAKEN}), frozenset({Role.STATE_LIAISON, Role.MONITORING_AIDE})),
    Step.REJECTED: (
        frozenset({Step.TAKEN, Step.APPROVED}),
        frozenset({Role.STATE_LIAISON, Role.MONITORING_AIDE}),
    ),
    Step.PUBLISHED: (frozenset({Step.APPROVED}), frozenset({Role.STATE_LIAISON})),
}
"""step → (states it may follow, roles that may take it)."""

REASONS = {
    "primary": "Menos de {k} mujeres",
    "complementary": "Para que no se deduzca otro",
    "held": "Ya se publicó protegido",
}


@dataclass(frozen=True)
class Check:
    """What an automatic check of a cut found, in a sentence; `look`: who approves must say that she has seen it."""

    key: str
    title: str
    sentence: str
    look: bool = False
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Captured:
    """What an institution registered in a month, and of how many cases it does not say each answer."""

    institution: str
    month: str
    cases: int
    untold: Mapping[str, int]


@dataclass(frozen=True)
class Since:
    """A printed number and what the bank counts today for it, with what happened since. `late`: registered after the
    period had ended; the other three are cases or records of the period that changed after the number was frozen."""

    period: str
    unit: str
    printed: int
    today: int
    late: int
    corrected: int
    joined: int
    parted: int


@dataclass(frozen=True)
class FrozenCell:
    """One cell of a frozen table: what was counted (office only) and what may be published. `rest`: distinct women
    known to be outside of it (None: frozen before they were kept)."""

    keys: tuple[str, ...]
    value: int
    women: int
    published: bool
    reason: str
    state: str
    rest: int | None = None


@dataclass(frozen=True)
class FrozenDimension:
    """A dimension with its codes in order: (code, label, is a total). `several`: one record may have more than one."""

    name: str
    label: str
    codes: tuple[tuple[str, str, bool], ...]
    several: bool = False


@dataclass(frozen=True)
class FrozenTable:
    """A table of a cut, as it was frozen."""

    id: str
    indicator: str
    title: str
    unit: str
    filter: str
    dimensions: tuple[FrozenDimension, ...]
    cells: tuple[FrozenCell, ...]
