"""What a bundle holds, as frozen dataclasses that refuse to be built wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

_VERSION = re.compile(r"\d{4}-(0[1-9]|1[0-2])-r[1-9]\d*")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_NAME = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")
RESERVED_COLUMNS = frozenset({"indicador", "unidad", "valor", "estado", "nota"})


class BundleError(ValueError):
    """The bundle is not well formed. The text is Spanish, for the person who publishes."""


class CellState(StrEnum):
    PUBLISHED = "publicado"
    WITHHELD = "protegido"
    NOT_CAPTURED = "sin_captura"
    UNSPECIFIED = "no_especificado"
    STRUCTURAL_ZERO = "cero_estructural"


WITHOUT_VALUE = frozenset({CellState.WITHHELD, CellState.NOT_CAPTURED})


def _require(condition: bool, problem: str) -> None:
    if not condition:
        raise BundleError(problem)


@dataclass(frozen=True, slots=True)
class Policy:
    """The disclosure policy of the cut, as the public reads it.

    `number`, `signed` (the whole text), its SHA-256 and its first day: as the head of the office signed it; 0 and
    nothing in bundles of before there was one. `demand`: down to what every number must be proven.
    """

    k: int
    text: str
    number: int = 0
    signed: str = ""
    digest: str = ""
    in_force_from: date | None = None
    demand: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CutInfo:
    """What a cut says of itself. `previous`: SHA-256 of the manifest of the cut published before this one; empty in the
    first one, and in bundles of before the cuts were chained."""

    version: str
    month: str
    state_code: str
    state_name: str
    practice: bool
    provisional: bool
    published_on: date
    next_cut_on: date | None
    replaces: str | None
    policy: Policy
    contact: str
    office: str
    population_sources: tuple[str, ...]
    audit_checkpoint: str
    catalogue_version: str
    definition_version: str
    previous: str = ""

    def __post_init__(self) -> None:
        _require(bool(_VERSION.fullmatch(self.version)), f"La versión «{self.version}» no es AAAA-MM-rN.")
        _require(bool(_MONTH.fullmatch(self.month)), f"El mes «{self.month}» no es AAAA-MM.")
        _require(self.version.startswith(self.month + "-r"), "La versión y el mes no corresponden.")
        _require(bool(re.fullmatch(r"\d{2}", self.state_code)), "La clave del estado lleva dos dígitos.")
        _require(self.replaces != self.version, "Un corte no puede reemplazarse a sí mismo.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The public sheet of one indicator. An empty finding or lede is written by the site from the numbers.

    `base`: of what a share is (all: every record; known: those that answer; external: a population; none: no share).
    `answers`: the codes that the indicator speaks of, such as «sí»; none: each one.
    """

    id: str
    slug: str
    name: str
    theme: str
    unit: str
    definition: str
    formula: str
    numerator: str
    denominator: str
    period_rule: str
    missing_policy: str
    limits: tuple[str, ...]
    how_to_read: str
    tables: tuple[str, ...]
    finding: str = ""
    lede: str = ""
    multi_response: bool = False
    base: str = ""
    answers: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _require(bool(_NAME.fullmatch(self.slug)), f"La dirección «{self.slug}» del indicador no sirve.")


@dataclass(frozen=True, slots=True)
class Code:
    """One value of a dimension. A total is the sum of its parts, or the base of a multi-response table."""

    code: str
    label: str
    total: bool = False
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Dimension:
    """`several`: what is counted may have more than one of the codes."""

    name: str
    label: str
    codes: tuple[Code, ...]
    several: bool = False

    def __post_init__(self) -> None:
        _require(
            bool(re.fullmatch(r"[a-z][a-z0-9_]*", self.name)) and not self.name.endswith("_etiqueta"),
            f"El nombre de dimensión «{self.name}» no sirve.",
        )
        _require(self.name not in RESERVED_COLUMNS, f"«{self.name}» es una columna reservada.")
        known = [code.code for code in self.codes]
        _require(len(known) == len(set(known)), f"La dimensión «{self.name}» repite claves.")
        parents = {code.parent for code in self.codes if code.parent is not None}
        _require(parents <= set(known), f"La dimensión «{self.name}» nombra un total que no existe.")

    def label_of(self, code: str) -> str:
        return next(item.label for item in self.codes if item.code == code)


@dataclass(frozen=True, slots=True)
class Row:
    """One cell. Withheld and not captured cells carry no value; every other state carries one."""

    keys: tuple[str, ...]
    value: int | None
    state: CellState = CellState.PUBLISHED

    def __post_init__(self) -> None:
        object.__setattr__(self, "state", CellState(self.state))
        if self.state in WITHOUT_VALUE:
            _require(self.value is None, f"La celda {self.keys} es «{self.state}» y no puede llevar valor.")
            return
        _require(
            isinstance(self.value, int) and not isinstance(self.value, bool) and self.value >= 0,
            f"La celda {self.keys} es «{self.state}» y necesita un entero de 0 o más.",
        )
        if self.state is CellState.STRUCTURAL_ZERO:
            _require(self.value == 0, f"La celda {self.keys} es un cero estructural y su valor no es 0.")


@dataclass(frozen=True, slots=True)
class Table:
    id: str
    indicator: str
    title: str
    unit: str
    filter: str
    dimensions: tuple[Dimension, ...]
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        _require(bool(_NAME.fullmatch(self.id)), f"La clave de tabla «{self.id}» no sirve.")
        names = [dimension.name for dimension in self.dimensions]
        _require(len(names) == len(set(names)), f"La tabla «{self.id}» repite una dimensión.")
        known = [{code.code for code in dimension.codes} for dimension in self.dimensions]
        seen: set[tuple[str, ...]] = set()
        for row in self.rows:
            fits = len(row.keys) == len(known)
            _require(
                fits and all(k in codes for k, codes in zip(row.keys, known, strict=True)),
                f"La tabla «{self.id}» tiene una fila con claves que no define: {row.keys}.",
            )
            _require(row.keys not in seen, f"La tabla «{self.id}» repite la fila {row.keys}.")
            seen.add(row.keys)

    def dimension(self, name: str) -> Dimension:
        return next(item for item in self.dimensions if item.name == name)

    def cells(self) -> dict[tuple[str, ...], Row]:
        return {row.keys: row for row in self.rows}


@dataclass(frozen=True, slots=True)
class Proof:
    """What the independent checker reads (`datavim.witness`): all that is public, and the witnesses."""

    publication: Mapping[str, Any]
    certificate: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Bundle:
    """`proof`: that nothing withheld can be worked out; None in those that were published before there was any."""

    cut: CutInfo
    cards: tuple[Card, ...]
    tables: tuple[Table, ...]
    texts: Mapping[str, str] = field(default_factory=dict)
    proof: Proof | None = None

    def __post_init__(self) -> None:
        ids = [table.id for table in self.tables]
        _require(len(ids) == len(set(ids)), "El paquete repite una tabla.")
        for name in ("id", "slug"):
            values = [getattr(card, name) for card in self.cards]
            _require(len(values) == len(set(values)), "El paquete repite un indicador.")
        for card in self.cards:
            missing = set(card.tables) - set(ids)
            _require(not missing, f"El indicador {card.id} nombra tablas que no están: {sorted(missing)}.")

    def table(self, table_id: str) -> Table:
        return next(item for item in self.tables if item.id == table_id)

    def card(self, card_id: str) -> Card:
        return next(item for item in self.cards if item.id == card_id)
