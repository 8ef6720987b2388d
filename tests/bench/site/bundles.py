"""The bundles of a made-up bank, one a month: every published table with invented figures, through the real writer.

A figure depends on its period, place and code alone, so that two versions say the same of what both hold, as real ones
do. Nothing here describes a person.
"""

from __future__ import annotations

import csv
import hashlib
from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path

from tests.unit.datavim import sample

from banevim.cuts.rules.catalogue import (
    Codebook,
    Plan,
    card_of,
    columns_of,
    period_of,
    periods_of,
    plans_of,
    title_of,
)
from banevim.methods.indicators import published_definitions
from datavim.bundle import Bundle, CellState, Code, Dimension, Row, Table, write_bundle

ENTRIES = Path(__file__).parents[3] / "src/banevim/catalogs/data/entries"
MONTHS_SHOWN, WITHHELD_IN_TEN, TOTAL = 24, 2, "total"


def months(last: str, count: int) -> list[str]:
    return sample.months(last, count)


def write(versions: list[str], folder: Path, *, proof: bool) -> None:
    """One signed bundle for each `2026-10-r1`, in order: as in a bank, what the first one holds stays in all."""
    first = months(versions[0][:7], MONTHS_SHOWN)[0]
    for version in versions:
        made = bundle(version, proof=proof, first=first)
        write_bundle(made, folder / version, sample.KEY.sign, sample.PUBLIC)


def bundle(version: str, *, proof: bool, first: str = "") -> Bundle:
    """Practice figures since the `first` month, or of two years; `proof`: with the proof of each blank alone, as the
    verifier asks of real figures."""
    plans = [plan for plan in plans_of(published_definitions()) if plan[0].state == "counted"]
    month = version[:7]
    every = tuple(_table(plan, month, first or months(month, MONTHS_SHOWN)[0]) for plan in plans)
    shown = {definition.id: definition for definition, _ in plans}
    cards = tuple(
        card_of(d, [table.id for table in every if table.indicator == key]) for key, d in shown.items()
    )
    made = Bundle(sample.cut(version), cards, (*every, sample.population()), {})
    return replace(made, proof=sample.proof_of(every)) if proof else made


def _table(plan: Plan, month: str, first: str) -> Table:
    definition, table = plan
    shown = periods_of(month, first)[table.grain]
    book = Codebook(
        (sample.WHOLE[0], sample.WHOLE[1]), {code: name for code, name, _, _ in sample.PLACES}, _catalog
    )
    where = tuple(
        Dimension(each.name, each.label, tuple(Code(*code) for code in each.codes), each.several)
        for each in (period_of(table, shown), *columns_of(plan, book))
    )
    rows = tuple(
        _row(table.name, keys) for keys in product(*([code.code for code in each.codes] for each in where))
    )
    return Table(
        table.name, definition.id, title_of(plan), definition.unit_es, definition.period.text, where, rows
    )


@cache
def _catalog(name: str) -> dict[str, str]:
    rows = [
        row for path in sorted(ENTRIES.glob("*.csv")) for row in csv.DictReader(path.open(encoding="utf-8"))
    ]
    return {row["code"]: row["label"] for row in rows if row["catalog"] == name}


def _row(table: str, keys: tuple[str, ...]) -> Row:
    """A whole is some hundreds and a part a share of it; some are withheld. Always the same for the same keys."""
    drawn = int.from_bytes(hashlib.sha256("·".join((table, *keys)).encode()).digest()[:4], "big")
    if drawn % 10 < WITHHELD_IN_TEN and TOTAL not in keys and "03" not in keys:
        return Row(keys, None, CellState.WITHHELD)
    value = (400 if TOTAL in keys else 20) + drawn % 97
    state = CellState.UNSPECIFIED if "no_especificado" in keys else CellState.PUBLISHED
    return Row(keys, value * (6 if "03" in keys else 1), state)
