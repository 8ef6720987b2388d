"""The bundles of a made-up bank, one a month: every published table with invented figures, through the real writer.

A figure depends on its period, place and code alone, so that two versions say the same of what both hold, as real ones
do. Nothing here describes a person.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path

from tests.unit.datavim import sample

from banevim.methods.indicators import (
    Definition,
    closed_months,
    closed_quarters,
    closed_years,
    load_definitions,
    load_vocabulary,
)
from banevim.methods.indicators import Table as Defined
from datavim.bundle import Bundle, Card, CellState, Code, Dimension, Row, Table, write_bundle
from datavim.words import month_name, quarter_name, sentence_start

ENTRIES = Path(__file__).parents[3] / "src/banevim/catalogs/data/entries"
MONTHS_SHOWN, WITHHELD_IN_TEN, TOTAL = 24, 2, "total"
GRAINS = {"month": ("mes", "Mes"), "quarter": ("trimestre", "Trimestre"), "year": ("anio", "Año")}


def months(last: str, count: int) -> list[str]:
    return sample.months(last, count)


def write(versions: list[str], folder: Path, *, proof: bool) -> None:
    """One signed bundle for each `2026-10-r1`."""
    for version in versions:
        made = bundle(version, proof=proof)
        write_bundle(made, folder / version, sample.KEY.sign, sample.PUBLIC)


def bundle(version: str, *, proof: bool) -> Bundle:
    """Practice figures; `proof`: with the proof of each blank alone, as the verifier asks of real figures."""
    counted = [each for each in load_definitions().values() if each.state == "counted"]
    tables = {d.id: [_table(d, t, version[:7]) for t in d.published] for d in counted}
    cards = tuple(_card(d, tables[d.id]) for d in counted if tables[d.id])
    every = tuple(table for d in counted for table in tables[d.id])
    made = Bundle(sample.cut(version), cards, (*every, sample.population()), {})
    return replace(made, proof=sample.proof_of(every)) if proof else made


def _table(definition: Definition, table: Defined, month: str) -> Table:
    shown = months(month, MONTHS_SHOWN)
    name, label = GRAINS[table.grain]
    places = "municipality" in table.by
    columns = [column for column in table.by if column != "municipality"]
    where = [Dimension(name, label, tuple(_periods(table.grain, shown, month)))]
    where += [sample.municipalities()] if places else []
    where += [_column(definition, column) for column in columns[:1]]
    rows = tuple(
        _row(table.name, keys) for keys in product(*([code.code for code in each.codes] for each in where))
    )
    title = definition.wording.title
    return Table(
        table.name, definition.id, title, definition.unit_es, definition.period.text, tuple(where), rows
    )


def _periods(grain: str, shown: list[str], month: str) -> Iterator[Code]:
    """The closed periods of what is shown, each with its words."""
    closed = {"month": closed_months, "quarter": closed_quarters, "year": closed_years}[grain]
    for period in closed(shown[0], month):
        words = {"month": month_name, "quarter": quarter_name, "year": str}[grain](period)
        yield Code(period, sentence_start(words))


def _column(definition: Definition, name: str) -> Dimension:
    column = load_vocabulary()[definition.source].columns[name]
    known = dict(column.codes or {}) | dict(_catalog(column.catalog) if column.catalog else {})
    codes = tuple(Code(code, label) for code, label in known.items())
    apart = (
        Code("no_especificado", "No especificado"),
        Code(TOTAL, sentence_start(definition.unit_es), True),
    )
    return Dimension(column.public, column.label, (*codes, *apart))


@cache
def _catalog(name: str) -> tuple[tuple[str, str], ...]:
    rows = [
        row for path in sorted(ENTRIES.glob("*.csv")) for row in csv.DictReader(path.open(encoding="utf-8"))
    ]
    return tuple({row["code"]: row["label"] for row in rows if row["catalog"] == name}.items())


def _row(table: str, keys: tuple[str, ...]) -> Row:
    """A whole is some hundreds and a part a share of it; some are withheld. Always the same for the same keys."""
    drawn = int.from_bytes(hashlib.sha256("·".join((table, *keys)).encode()).digest()[:4], "big")
    if drawn % 10 < WITHHELD_IN_TEN and TOTAL not in keys and "03" not in keys:
        return Row(keys, None, CellState.WITHHELD)
    value = (400 if TOTAL in keys else 20) + drawn % 97
    state = CellState.UNSPECIFIED if "no_especificado" in keys else CellState.PUBLISHED
    return Row(keys, value * (6 if "03" in keys else 1), state)


def _card(definition: Definition, tables: list[Table]) -> Card:
    wording = definition.wording
    found = definition.denominator
    return Card(
        id=definition.id,
        slug=definition.slug,
        name=definition.name,
        theme=f"{definition.legal.theme}. {definition.legal.basis}",
        unit=definition.unit_es,
        definition=wording.definition,
        formula=wording.formula,
        numerator=definition.numerator,
        denominator=found.text if found else "",
        period_rule=definition.period.text,
        missing_policy=definition.missing.text,
        limits=tuple(wording.limits),
        how_to_read=wording.how_to_read,
        tables=tuple(table.id for table in tables),
        multi_response=definition.multi_response,
        base=found.base if found else "",
    )
