"""An indicator whose tables are of no known form, or hold nothing yet: its numbers as they are."""

from __future__ import annotations

from datavim.bundle import Bundle, Card, Row, Table
from datavim.figures.cube import STATE
from datavim.present.model import Sheet, View, ViewRow, ViewTable, cell
from datavim.words import thousands

NOTHING_YET = "Todavía no hay un periodo cerrado que publicar."


def view(bundle: Bundle, card: Card, note: str) -> View:
    tables = [bundle.table(name) for name in card.tables]
    return View(
        path="",
        place=STATE,
        place_name="",
        finding=card.finding or card.name,
        lede=card.lede or (card.definition if any(table.rows for table in tables) else NOTHING_YET),
        period="",
        chart=None,
        tables=tuple(_table(table) for table in tables if table.rows),
        sheet=_sheet(tables, note),
        sources=card.tables,
        reading=card.how_to_read,
    )


def _names(table: Table, row: Row) -> list[str]:
    return [item.label_of(key) for item, key in zip(table.dimensions, row.keys, strict=True)]


def _table(table: Table) -> ViewTable:
    rows = tuple(
        ViewRow(", ".join(_names(table, row)), (cell(row.value, thousands(row.value or 0), row.state),))
        for row in table.rows
    )
    label = ", ".join(item.label for item in table.dimensions)
    return ViewTable(table.title, (label, table.unit.capitalize()), rows)


def _sheet(tables: list[Table], note: str) -> Sheet:
    rows = []
    for table in tables:
        for row in table.rows:
            value = "" if row.value is None else str(row.value)
            rows.append(
                (table.id, " | ".join(row.keys), ", ".join(_names(table, row)), value, row.state.value, note)
            )
    return Sheet(("tabla", "claves", "etiquetas", "valor", "estado", "nota"), tuple(rows))
