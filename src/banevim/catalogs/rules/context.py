"""What a file of the SESNSP victims series must hold, line by line."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

COLUMNS = (
    "n_year",
    "cve_ent",
    "nombre_estado",
    "bien_juridico_afectado",
    "tipo_de_delito",
    "subtipo_de_delito",
    "modalidad",
    "genero",
    "n_victimas",
)
WORDS = COLUMNS[3:7]
FIRST_YEAR = 2015
"""The series by sex begins then."""

Row = Mapping[str, str]


def victims_problems(rows: Sequence[Row], state_code: str, edition: dt.date) -> list[str]:
    """Spanish sentences about what is wrong, with the number of the line; none: it may be loaded."""
    if not rows:
        return ["El archivo no tiene filas."]
    if missing := [name for name in COLUMNS if name not in rows[0]]:
        return [f"Faltan columnas: {', '.join(missing)}. Deben ser {', '.join(COLUMNS)}."]
    found = [
        f"Línea {number}: {problem}"
        for number, row in enumerate(rows, start=2)
        for problem in _of_line(row, state_code, edition)
    ]
    return found or [*_twice(rows), *_more_than_all(rows)]


def _of_line(row: Row, state_code: str, edition: dt.date) -> Iterator[str]:
    year, victims = row["n_year"], row["n_victimas"]
    if not (year.isdecimal() and FIRST_YEAR <= int(year) <= edition.year):
        yield f"el año «{year}» no está entre {FIRST_YEAR} y {edition.year}, el año del corte."
    if row["cve_ent"] != state_code:
        yield f"la clave de estado «{row['cve_ent']}» no es {state_code}, la de este banco."
    for name in WORDS:
        if not row[name]:
            yield f"«{name}» está vacío."
    if row["genero"] not in ("Total", "Hombre", "Mujer"):
        yield f"«genero» dice «{row['genero']}»; debe ser Total, Hombre o Mujer."
    if not victims.isdecimal():
        yield f"«n_victimas» dice «{victims}»; debe ser un número entero, sin comas."


def _cell(row: Row) -> tuple[str, ...]:
    return (row["n_year"], *(row[name] for name in WORDS))


def _twice(rows: Sequence[Row]) -> Iterator[str]:
    seen: dict[tuple[str, ...], int] = {}
    for number, row in enumerate(rows, start=2):
        first = seen.setdefault((*_cell(row), row["genero"]), number)
        if first != number:
            yield f"Línea {number}: repite la cifra de la línea {first}."


def _more_than_all(rows: Sequence[Row]) -> Iterator[str]:
    """`Total` counts women, men and those whose sex was not recorded."""
    known: dict[tuple[str, ...], dict[str, int]] = {}
    for row in rows:
        known.setdefault(_cell(row), {})[row["genero"]] = int(row["n_victimas"])
    for number, row in enumerate(rows, start=2):
        sexes = known[_cell(row)]
        parts = sexes.get("Hombre", 0) + sexes.get("Mujer", 0)
        if row["genero"] == "Total" and sexes["Total"] < parts:
            yield f"Línea {number}: el total, {sexes['Total']}, es menor que hombres y mujeres juntos, {parts}."
