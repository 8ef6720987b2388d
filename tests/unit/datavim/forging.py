"""Bundles of ages as somebody makes them who has the key: any tables and blanks, with the proof that holds of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from tests.unit.datavim import sample

from banevim.cuts.rules.linking import Item, Sheet, system_of
from banevim.cuts.rules.protecting import decide
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


def types(name: str, grain: str, periods: Sequence[tuple[str, Mapping[str, int]]]) -> Sheet:
    """Cases by type, of which a case may have several, each of another woman."""
    codes = (*((code, code, False) for code in periods[0][1] if code != "total"), ("total", "Todos", True))
    where = (
        FrozenDimension(grain, "Periodo", tuple((when, when, False) for when, _ in periods)),
        FrozenDimension("tipo", "Tipo", codes, several=True),
    )
    items = [
        Item((when, code), key_of("casos", [grain, "tipo"], (when, code)), n, n, counts["total"] - n, None)
        for when, counts in periods
        for code, n in counts.items()
    ]
    return Sheet(name, "casos", where, tuple(items))


def protected(*sheets: Sheet) -> Bundle:
    """As the bank decides and proves it."""
    found = decide(sheets, disclosure.Policy(5))
    assert found.problems == ()
    hidden = {key for key, decision in found.decisions.items() if not decision.published}
    return _bundle(sheets, hidden, Proof(found.proof["publication"], found.proof["certificate"]))


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
    proof = Proof(disclosure.publication_document(publication), document)
    return _bundle(sheets, hidden, proof, version, policy, previous)


def _bundle(
    sheets: Sequence[Sheet],
    hidden: Collection[disclosure.Key],
    proof: Proof,
    version: str = "2026-10-r1",
    policy: Policy = sample.SIGNED,
    previous: str = "",
) -> Bundle:
    cut = sample.cut(version, practice=False, policy=policy, previous=previous)
    return Bundle(cut, (), tuple(_table(sheet, hidden) for sheet in sheets), {}, proof)


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
