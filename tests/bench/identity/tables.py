"""The tables of the bench, read line by line and never held whole. What cannot be read is told with its line.

`P.csv`: `persona_id,nombres,primer_apellido,segundo_apellido,fecha_nacimiento,curp,telefono,cve_municipio,sexo`.
`Q.csv`: `consulta_id`, the same, and `edad`. `T.csv`: `consulta_id,persona_id,etiquetas`. Empty is missing; other
columns are ignored.
"""

import csv
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench.cells import long_cells

NAMES = ("nombres", "primer_apellido", "segundo_apellido")
SHARED = (*NAMES, "fecha_nacimiento", "curp", "telefono", "cve_municipio", "sexo")
LIMITS = dict.fromkeys(NAMES, 100) | {"curp": 30, "telefono": 40, "cve_municipio": 5}
OLDEST = 1900
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_AGE = re.compile(r"[0-9]{1,3}")
_PLACE = re.compile(r"\d{5}")
_PLAIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ .'’-]*")
_LABELS = re.compile(r"[|;,]")
LONGEST_CELL = 1 << 20


class BadTable(Exception):
    """A table that cannot be used. The sentence says which, where and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """A person or a query. `line` is the first line of the row in its file.

    What a query tells of her birth is kept as it was told: what the page refuses, the page answers.
    """

    line: int
    key: str
    nombres: str
    primer_apellido: str
    segundo_apellido: str
    born: dt.date | None
    age: int | None
    curp: str
    telefono: str
    cve_municipio: str
    sexo: str
    told_birth: str = ""


@dataclass(frozen=True, slots=True)
class Truth:
    """Who a query was about; without a person she is new. `labels`: what was done to the data."""

    line: int
    query: str
    person: str
    labels: tuple[str, ...]


def people(path: Path) -> Iterator[Row]:
    """The persons of a table, in its order. Raises BadTable."""
    today = dt.datetime.now(dt.UTC).date()
    for line, values in _rows(path, "persona_id", ("persona_id", *SHARED)):
        if problem := _problem(values, today):
            raise BadTable(f"{path.name}, línea {line}: {problem}")
        yield _row(line, values, "persona_id")


def queries(path: Path) -> Iterator[Row]:
    """The queries of a table, in its order, whatever they ask. Raises BadTable where one has no key."""
    for line, values in _rows(path, "consulta_id", ("consulta_id", *SHARED, "edad")):
        yield _row(line, values, "consulta_id")


def truths(path: Path) -> Iterator[Truth]:
    """Who each query was about. Raises BadTable."""
    for line, told in _lines(path, ("consulta_id", "persona_id", "etiquetas")):
        key = told["consulta_id"].strip()
        if not key:
            raise BadTable(f"{path.name}, línea {line}: falta consulta_id.")
        labels = tuple(each.strip() for each in _LABELS.split(told["etiquetas"]) if each.strip())
        yield Truth(line, key, told["persona_id"].strip(), labels)


def _lines(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with long_cells(LONGEST_CELL), path.open(encoding="utf-8-sig", newline="") as file:
            yield from _read(path.name, file, columns)
    except OSError as error:
        raise BadTable(f"No se puede leer {path}: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise BadTable(f"{path.name} no está en UTF-8: guárdalo con esa codificación.") from None


def _read(name: str, file: Iterator[str], columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.reader(file, strict=True)
    line = 1
    try:
        header = [each.strip() for each in next(reader, [])]
        if absent := [each for each in columns if each not in header]:
            raise BadTable(f"{name}: en la primera línea faltan las columnas {', '.join(absent)}.")
        places = [(each, header.index(each)) for each in columns]
        line = reader.line_num + 1
        for row in reader:
            if row and len(row) != len(header):
                raise BadTable(
                    f"{name}, línea {line}: tiene {len(row)} columnas y la primera línea dice {len(header)}."
                )
            if row:
                yield line, {each: row[place] for each, place in places}
            line = reader.line_num + 1
    except csv.Error:
        raise BadTable(f"{name}, línea {line}: las comillas no cierran o un campo es enorme.") from None


def _rows(path: Path, key: str, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    for line, told in _lines(path, columns):
        values = {name: " ".join(told[name].split()) for name in columns}
        if not values[key]:
            raise BadTable(f"{path.name}, línea {line}: falta {key}.")
        yield line, values


def _row(line: int, values: dict[str, str], key: str) -> Row:
    born, age = values["fecha_nacimiento"], values.get("edad", "")
    return Row(
        line,
        values[key],
        *(values[name] for name in NAMES),
        _day(born),
        int(age) if _AGE.fullmatch(age) else None,
        *(values[name] for name in ("curp", "telefono", "cve_municipio", "sexo")),
        born or age,
    )


def _problem(values: dict[str, str], today: dt.date) -> str:
    """What is wrong with a person, or ''."""
    if any(len(values[name]) > most for name, most in LIMITS.items()):
        name = next(name for name, most in LIMITS.items() if len(values[name]) > most)
        return f"{name} pasa de {LIMITS[name]} letras."
    if odd := _odd(values):
        return odd
    if (sex := values["sexo"]) not in ("", "M", "H", "X"):
        return f"sexo dice «{sex[:10]}»: va M (mujer), H, X o vacío."
    if (place := values["cve_municipio"]) and not _PLACE.fullmatch(place):
        return "cve_municipio lleva cinco números, como 03003, o va vacío."
    return _date_problem(values["fecha_nacimiento"], today)


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if _ISO.fullmatch(text) else None
    except ValueError:
        return None


def _odd(values: dict[str, str]) -> str:
    for name in NAMES:
        text = values[name]
        if not _PLAIN.fullmatch(text) and not text.isprintable():
            return f"{name} lleva caracteres invisibles o de control: quítalos."
    return ""


def _date_problem(text: str, today: dt.date) -> str:
    if not text:
        return ""
    born = _day(text)
    if born is None:
        return f"fecha_nacimiento dice «{text[:20]}»: va como 1992-11-23 y debe existir en el calendario."
    if born > today:
        return "fecha_nacimiento está en el futuro."
    return "" if born.year >= OLDEST else f"fecha_nacimiento es anterior a {OLDEST}."
