"""One table as tidy CSV and back: codes with their labels, unit, value, state and note."""

from __future__ import annotations

import csv
import io

from datavim.bundle.model import BundleError, CellState, Dimension, Row, Table
from datavim.bundle.names import CSV_ENCODING, PRACTICE_NOTE


def columns(dimensions: tuple[Dimension, ...]) -> list[str]:
    named = [name for item in dimensions for name in (item.name, f"{item.name}_etiqueta")]
    return ["indicador", *named, "unidad", "valor", "estado", "nota"]


def csv_bytes(table: Table, practice: bool) -> bytes:
    labels = [{code.code: code.label for code in item.codes} for item in table.dimensions]
    note = PRACTICE_NOTE if practice else ""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow(columns(table.dimensions))
    for row in table.rows:
        keys = [part for key, names in zip(row.keys, labels, strict=True) for part in (key, names[key])]
        value = "" if row.value is None else str(row.value)
        writer.writerow([table.indicator, *keys, table.unit, value, row.state.value, note])
    return sheet.getvalue().encode(CSV_ENCODING)


def rows_from(raw: bytes, dimensions: tuple[Dimension, ...], name: str) -> tuple[Row, ...]:
    try:
        lines = list(csv.reader(io.StringIO(raw.decode(CSV_ENCODING), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as problem:
        raise BundleError(f"«{name}» no es un CSV legible.") from problem
    header = columns(dimensions)
    if not lines or lines[0] != header:
        raise BundleError(f"«{name}» no tiene las columnas de su definición.")
    return tuple(_row(cells, header, dimensions, name) for cells in lines[1:])


def _row(cells: list[str], header: list[str], dimensions: tuple[Dimension, ...], name: str) -> Row:
    if len(cells) != len(header):
        raise BundleError(f"«{name}» tiene una fila con columnas de más o de menos.")
    named = dict(zip(header, cells, strict=True))
    text = named["valor"]
    if text and not (text.isascii() and text.isdigit()):
        raise BundleError(f"«{name}» tiene un valor que no es un entero: {text!r}.")
    try:
        state = CellState(named["estado"])
    except ValueError as problem:
        raise BundleError(f"«{name}» tiene un estado desconocido: {named['estado']!r}.") from problem
    return Row(tuple(named[item.name] for item in dimensions), int(text) if text else None, state)
