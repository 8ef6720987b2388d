"""One published version as the builder sees it."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from pathlib import Path

from datavim.bundle import (
    PRACTICE_NOTE,
    Bundle,
    BundleError,
    Card,
    CutInfo,
    bundles_in,
    chain_problems,
    intact_problems,
    manifest_digest,
    read_bundle,
    read_head,
    staying_problems,
)
from datavim.present import Indicator, present
from datavim.words import month_name


@dataclass(frozen=True, slots=True)
class Theme:
    """A legal theme, its basis, and the indicators that answer to it."""

    name: str
    basis: str
    indicators: tuple[Indicator, ...]


def _split(theme: str) -> tuple[str, str]:
    """«Casos o incidencia. Ley de Acceso…» is a name and a basis; anything else is only a name."""
    name, _, basis = theme.partition(". ")
    return (name, basis) if basis and len(name) > len("Art") else (theme, "")


@dataclass(frozen=True)
class Edition:
    """What is known of every version at once, and its bundle, which is read when it is asked for and never travels.

    `archived`: another cut is in force. `manifest`: digest of the signed list of its files.
    """

    folder: Path
    cut: CutInfo
    cards: tuple[Card, ...]
    manifest: str
    replaced_by: str | None
    archived: bool

    @cached_property
    def bundle(self) -> Bundle:
        return read_bundle(self.folder)

    def __getstate__(self) -> dict[str, object]:
        return {spec.name: getattr(self, spec.name) for spec in fields(self)}

    @property
    def prefix(self) -> str:
        """The permanent address."""
        return f"/v/{self.cut.version}"

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        return tuple(present(self.bundle, card) for card in self.bundle.cards)

    @property
    def themes(self) -> tuple[Theme, ...]:
        groups: dict[str, list[Indicator]] = {}
        basis: dict[str, str] = {}
        for item in self.indicators:
            name, law = _split(item.card.theme)
            groups.setdefault(name, []).append(item)
            basis.setdefault(name, law)
        return tuple(Theme(name, basis[name], tuple(items)) for name, items in groups.items())

    @property
    def stamp(self) -> str:
        """«corte de octubre de 2026 (2026-10-r1), provisional»."""
        state = ", provisional" if self.cut.provisional else ""
        return f"corte de {month_name(self.cut.month)} ({self.cut.version}){state}"

    @property
    def next_cut(self) -> date | None:
        """The announced day, unless it had already passed when this cut came out."""
        announced = self.cut.next_cut_on
        return announced if announced is not None and announced > self.cut.published_on else None

    @cached_property
    def _versions(self) -> dict[str, int]:
        """Of the definition of each indicator; nothing where the bank told them otherwise."""
        try:
            known = json.loads(self.cut.definition_version)
        except ValueError:
            return {}
        return known if isinstance(known, dict) else {}

    @property
    def definitions(self) -> str:
        """«versión 1 de I02, I04; versión 2 de I05»."""
        found: dict[int, list[str]] = {}
        for name, number in sorted(self._versions.items()):
            found.setdefault(number, []).append(name)
        told = (f"versión {number} de {', '.join(names)}" for number, names in sorted(found.items()))
        return "; ".join(told) or self.cut.definition_version

    def definition_of(self, card: Card) -> str:
        """«I02 versión 1»."""
        number = self._versions.get(card.id)
        return self.cut.definition_version if number is None else f"{card.id} versión {number}"

    @property
    def source(self) -> str:
        """The source line of every chart and table."""
        note = f" {PRACTICE_NOTE}." if self.cut.practice else ""
        return f"Fuente: {self.cut.office}, {self.stamp}.{note}"


def order(version: str) -> tuple[str, int]:
    month, _, revision = version.rpartition("-r")
    return month, int(revision)


def read_editions(bundles: Path, trusted_key: bytes | None) -> tuple[Edition, ...]:
    """Every version of the folder, newest first, each with its files as they were signed.

    Raises BundleError: one was touched, or they may not be published together.
    """
    folders = bundles_in(bundles)
    for folder in folders:
        if problems := intact_problems(folder, trusted_key):
            raise BundleError(f"No se publica «{folder.name}». {' '.join(problems)}")
    heads = [(folder, *read_head(folder)) for folder in folders]
    _agree([cut for _, cut, _ in heads], [folder.name for folder in folders])
    if problems := staying_problems(folders):
        raise BundleError(f"{problems[0]} Restándolas se podría deducir otro dato. No se publican juntas.")
    if problems := chain_problems({manifest_digest(folder): cut for folder, cut, _ in heads}):
        raise BundleError(" ".join(problems))
    heads.sort(key=lambda head: order(head[1].version), reverse=True)
    replaced = {cut.replaces: cut.version for _, cut, _ in heads if cut.replaces}
    return tuple(
        Edition(folder, cut, cards, manifest_digest(folder), replaced.get(cut.version), archived=place > 0)
        for place, (folder, cut, cards) in enumerate(heads)
    )


def _agree(cuts: list[CutInfo], names: list[str]) -> None:
    if [cut.version for cut in cuts] != names:
        raise BundleError("Una carpeta no se llama como la versión que guarda.")
    if len({cut.practice for cut in cuts}) > 1:
        raise BundleError("No se publican juntos cortes de práctica y cortes reales.")
    if len({cut.state_code for cut in cuts}) > 1:
        raise BundleError("No se publican juntos cortes de estados distintos.")
