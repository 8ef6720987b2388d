"""Bundles of ages as somebody makes them who has the key: any tables and blanks, with the proof that holds of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from tests.unit.datavim import sample

from banevim.cuts.rules.linking import Item, Sheet, system_of
from banevim.cuts.terms import FrozenDimension
from banevim.methods import disclosure
from datavim.bundle import Bundle, CellState, Code, Dimension, Policy, Proof, Row, Table
from datavim.bundle.names import key_of

AGES = {"18-29": 40, "30-44": 30, "45-59": 20, "60+": 3, "no_especificado": 7}
WHOLE = sum(AGES.values())


def ages(
    name: str = "mujeres-por-edad",
    *,
    unit: str = "mujeres",
    column: str = "edad",
    year: str = "2025",
    several: bool = False,
    counts: Mapping[str, int] = AGES,
) -> Sheet:
    codes = (*((code, code, False) for code in counts), ("total", "Todas", True))
    where = (
        FrozenDimension("anio", "Año", ((year, year, False),)),
        FrozenDimension(column, "Edad", codes, several),
    )
    known = WHOLE - counts["no_especificado"]
    rests = {code: known if code == "no_especificado" else known - n for code, n in counts.items()}
    items = [
        Item((year, code), key_of(unit, ["anio", column], (year, code)), n, n, rests.get(code, n), None)
        for code, n in {**counts, "total": WHOLE}.items()
    ]
    return Sheet(name, unit, where, tuple(items))


def forged(
    *sheets: Sheet,
    blanks: Collection[tuple[str, str]],
    policy: Policy = sample.SIGNED,
    version: str = "2026-10-r1",
    previous: str = "",
) -> Bundle:
    """`blanks`: the table and the code of each."""
    keys = {(sheet.id, item.keys[-1]): item.key for sheet in sheets for item in sheet.items}
    hidden = {keys[blank] for blank in blanks}
    publication = system_of(sheets, hidden).publish(hidden, disclosure.Policy(policy.k))
    document = disclosure.certificate_document(disclosure.prove(publication))
    return Bundle(
        sample.cut(version, practice=False, policy=policy, previous=previous),
        (),
        tuple(_table(sheet, hidden) for sheet in sheets),
        {},
        Proof(disclosure.publication_document(publication), document),
    )


def _table(sheet: Sheet, hidden: Collection[disclosure.Key]) -> Table:
    where = tuple(
        Dimension(d.name, d.label, tuple(Code(*code) for code in d.codes), d.several)
        for d in sheet.dimensions
    )
    rows = tuple(
        Row(item.keys, None, CellState.WITHHELD) if item.key in hidden else Row(item.keys, item.value)
        for item in sheet.items
    )
    return Table(sheet.id, "I08", "Edad", sheet.unit, "Todas", where, rows)
