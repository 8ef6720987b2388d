"""Every published row of a version in one long table, whose columns are the same in all versions."""

from __future__ import annotations

from collections.abc import Sequence

from datavim.bundle.model import Bundle, BundleError, Table
from datavim.bundle.names import MONTH, PLACE, PRACTICE_NOTE, QUARTER, YEAR

from .engine import Kind, parquet_bytes

KEY_COLUMNS: dict[str, Kind] = {
    "tabla": "VARCHAR",
    "indicador": "VARCHAR",
    "unidad": "VARCHAR",
    "periodo": "VARCHAR",
    "municipio": "VARCHAR",
    "municipio_etiqueta": "VARCHAR",
    "columna": "VARCHAR",
    "codigo": "VARCHAR",
    "etiqueta": "VARCHAR",
}
"""What a row speaks of. `columna` is the name of the dimension of `codigo`; empty where a table has no other."""

DATA_COLUMNS: dict[str, Kind] = {
    "version": "VARCHAR",
    **KEY_COLUMNS,
    "valor": "INTEGER",
    "estado": "VARCHAR",
    "nota": "VARCHAR",
}
DATA_WORDS = {
    "version": "El corte del que es el renglón",
    "tabla": "La tabla del paquete de la que es el renglón, con el nombre de su CSV",
    "indicador": "La clave del indicador; vacío en las tablas de contexto que no son de ninguno",
    "unidad": "Qué se cuenta, por ejemplo casos o mujeres: no se suman unas con otras",
    "periodo": "Mes (2026-03), trimestre (2026-T1) o año (2026)",
    "municipio": "La clave de INEGI del municipio, o de la entidad en su total; vacío si la tabla no lo dice",
    "municipio_etiqueta": "El nombre del municipio o de la entidad",
    "columna": "Qué más desglosa la tabla, por ejemplo «tipo»; vacío si nada más",
    "codigo": "La respuesta que cuenta el renglón, o su total",
    "etiqueta": "La respuesta en palabras",
    "valor": "Un número entero, o vacío si no se publica",
    "estado": "publicado, protegido, sin_captura, no_especificado o cero_estructural",
    "nota": "Advertencias que acompañan al dato",
}
PERIODS = frozenset({MONTH, QUARTER, YEAR})
NONE: tuple[None, ...] = (None, None, None)
Said = tuple[str, str, str]
"""The name of a dimension, a code of it and its label."""


def placed(said: Sequence[Said]) -> tuple[str | None, ...]:
    """Where the codes of a row stand: the columns of KEY_COLUMNS from `periodo` on.

    Raises BundleError: there is more than one besides period and municipality.
    """
    period = [code for name, code, _ in said if name in PERIODS]
    place = [each for name, *known in said if name == PLACE for each in known]
    rest = [each for each in said if each[0] not in PERIODS | {PLACE}]
    if len(rest) > 1:
        names = ", ".join(name for name, _, _ in rest)
        raise BundleError(f"Una tabla con {names} a la vez no cabe en los datos en Parquet.")
    return (*(period or NONE[:1]), *(place or NONE[:2]), *(rest[0] if rest else NONE))


def open_data(bundle: Bundle) -> bytes:
    """Every row of every table of a bundle, in their order, as Parquet. Raises BundleError: a table does not fit."""
    note = PRACTICE_NOTE if bundle.cut.practice else ""
    rows = [
        (bundle.cut.version, *keys, value, state, note)
        for table in bundle.tables
        for keys, value, state in _rows(table)
    ]
    return parquet_bytes(DATA_COLUMNS, rows)


def _rows(table: Table) -> list[tuple[tuple[str | None, ...], int | None, str]]:
    labels = [{code.code: code.label for code in item.codes} for item in table.dimensions]
    names = [item.name for item in table.dimensions]
    found = []
    for row in table.rows:
        said = [(name, key, known[key]) for name, key, known in zip(names, row.keys, labels, strict=True)]
        keys = (table.id, table.indicator, table.unit, *placed(said))
        found.append((keys, row.value, row.state.value))
    return found
