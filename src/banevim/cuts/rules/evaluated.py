"""What a cut counted, as one long table of the office: every cell before protection, and which records came in.

A row is a cell (`clase` celda) or, of a table that was counted in this cut, how many records came in, were left out by
each rule and were counted (`clase` registros). The columns that say what a row speaks of are those of the open data.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from typing import Any

from banevim.cuts.terms import FrozenCell, FrozenTable
from banevim.methods.indicators import LATE, Evaluation, Records
from datavim.parquet import KEY_COLUMNS, Kind, placed

CELL, RECORDS = "celda", "registros"
COLUMNS: dict[str, Kind] = {
    "clase": "VARCHAR",
    **KEY_COLUMNS,
    "valor": "INTEGER",
    "mujeres": "INTEGER",
    "mujeres_fuera": "INTEGER",
    "contado_ahora": "BOOLEAN",
    "se_publica": "BOOLEAN",
    "motivo": "VARCHAR",
}
"""`mujeres`: distinct women in the cell; `mujeres_fuera`: those known to be outside of it. `contado_ahora`: not settled
by an earlier cut. `motivo`: why it is withheld (`terms.REASONS`)."""

RULES = {
    "came": ("entraron", "Había al congelar"),
    "later": ("despues", "Se registraron después del mes que cierra"),
    "elsewhen": ("otro_periodo", "De otro periodo: abierto, o ya publicado"),
    "excluded": ("otra_cosa", "No son lo que el indicador cuenta"),
    "counted": ("contados", "Contados"),
}
"""What became of the records, by the field of `Records` that holds how many: code and words."""

Line = tuple[object, ...]


@dataclass(frozen=True)
class CameIn:
    """The records of one table: how many, by rule, in the order of RULES."""

    table: str
    numbers: tuple[int, ...]


def lines_of(tables: Sequence[FrozenTable], counted: Mapping[str, Evaluation]) -> list[Line]:
    """The rows of the table, in the order of the cut. `counted`: what this cut counted, by table."""
    lines = []
    for table in tables:
        found = counted.get(table.id)
        fresh = {cell.keys[0] for cell in found.cells} if found else set()
        lines += [_cell(table, cell, cell.keys[0] in fresh) for cell in table.cells]
        lines += _late(table, found) + _records(table, found.records) if found else []
    return lines


def came_in(rows: Iterable[Mapping[str, Any]], titles: Mapping[str, str]) -> list[CameIn]:
    """What the rows say of the records, by title of table."""
    found: dict[str, list[int]] = {}
    for row in rows:
        if row["clase"] == RECORDS:
            found.setdefault(row["tabla"], []).append(row["valor"])
    return [CameIn(titles[table], tuple(numbers)) for table, numbers in found.items()]


def says_the_same(rows: Iterable[Mapping[str, Any]], tables: Sequence[FrozenTable]) -> bool:
    """Whether the cells of the rows are those of the tables, all of them and no other; late records apart."""
    apart = list(COLUMNS).index("contado_ahora")
    told = [tuple(row.values()) for row in rows if row["clase"] == CELL and row["codigo"] != LATE]
    frozen = lines_of(tables, {})
    return [(*line[:apart], *line[apart + 1 :]) for line in told] == [
        (*line[:apart], *line[apart + 1 :]) for line in frozen
    ]


def _cell(table: FrozenTable, cell: FrozenCell, fresh: bool) -> Line:
    labels = [{code: label for code, label, _ in each.codes} for each in table.dimensions]
    said = [
        (each.name, key, known.get(key, key))
        for each, key, known in zip(table.dimensions, cell.keys, labels, strict=True)
    ]
    counted = (cell.value, cell.women, cell.rest, fresh)
    return (CELL, table.id, table.indicator, table.unit, *placed(said), *counted, cell.published, cell.reason)


def _late(table: FrozenTable, found: Evaluation) -> list[Line]:
    """The line of late records, which is counted and never printed."""
    return [
        (CELL, table.id, table.indicator, table.unit, cell.keys[0], None, None, "registro", LATE)
        + ("Registro tardío", cell.value, cell.women, cell.complement_women, True, False, "")
        for cell in found.cells
        if cell.role == "late"
    ]


def _records(table: FrozenTable, records: Records) -> list[Line]:
    numbers = dict(zip((each.name for each in fields(records)), astuple(records), strict=True))
    return [
        (RECORDS, table.id, table.indicator, "registros", None, None, None, "registros", *words)
        + (numbers[name], None, None, True, False, "")
        for name, words in RULES.items()
    ]
