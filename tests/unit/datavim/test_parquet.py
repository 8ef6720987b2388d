"""Every published row in one Parquet file: DuckDB reads back what the CSV files say, and each build has its bytes."""

import csv
import hashlib
import io
import json
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from tests.unit.datavim import sample

from datavim.bundle import BundleError, Code, Dimension, bundle_files
from datavim.bundle.names import CSV_ENCODING
from datavim.parquet import DATA_COLUMNS, DATA_WORDS, open_data, parquet_bytes, parquet_rows
from datavim.serve.files import content_type
from datavim.site import build_site

PERIODS = ("mes", "trimestre", "anio")


def of_csv(table: str, raw: bytes) -> list[tuple[str | None, ...]]:
    """The rows of a CSV in the columns of the long table, all as text."""
    found = []
    for row in csv.DictReader(io.StringIO(raw.decode(CSV_ENCODING))):
        others = [name.removesuffix("_etiqueta") for name in row if name.endswith("_etiqueta")]
        others = [name for name in others if name not in (*PERIODS, "municipio")]
        column = others[0] if others else None
        period = next(row[name] for name in PERIODS if name in row)
        place = (row.get("municipio"), row.get("municipio_etiqueta"))
        said = (row[column], row[f"{column}_etiqueta"]) if column else (None, None)
        keys = (table, row["indicador"], row["unidad"], period, *place, column, *said)
        found.append((*keys, row["valor"] or None, row["estado"], row["nota"]))
    return found


def test_duckdb_reads_the_rows_of_every_csv(tmp_path: Path) -> None:
    bundle = sample.bundle()
    file = tmp_path / "datos.parquet"
    file.write_bytes(open_data(bundle))
    with duckdb.connect() as engine:
        read = engine.execute(f"SELECT * FROM '{file}'")
        assert [column[0] for column in read.description or ()] == list(DATA_COLUMNS) == list(DATA_WORDS)
        rows = read.fetchall()
        withheld = engine.execute(f"SELECT count(*), count(valor) FROM '{file}' WHERE estado = 'protegido'")
        assert withheld.fetchall()[0] > (0, 0)
    files = bundle_files(bundle)
    told = [row for table in bundle.tables for row in of_csv(table.id, files[f"data/{table.id}.csv"])]
    read_back = [tuple(None if cell is None else str(cell) for cell in row[1:]) for row in rows]
    assert read_back == told
    assert {row[0] for row in rows} == {bundle.cut.version}
    assert {row[3] for row in rows} >= {"casos", "mujeres"}


def test_what_is_withheld_has_no_number() -> None:
    rows = [row for row in parquet_rows(open_data(sample.bundle())) if row["estado"] == "protegido"]
    assert rows
    assert {row["valor"] for row in rows} == {None}


def test_the_same_rows_give_the_same_bytes() -> None:
    columns = {"nombre": "VARCHAR", "valor": "INTEGER", "visto": "BOOLEAN"}
    rows = [(f"Loreto {n % 7} «ñ»", None if n % 3 else n, n % 2 == 0) for n in range(300_000)]
    raw = parquet_bytes(columns, rows)  # type: ignore[arg-type]
    assert raw == parquet_bytes(columns, rows)  # type: ignore[arg-type]
    assert tuple(tuple(row.values()) for row in parquet_rows(raw)) == tuple(rows)
    assert open_data(sample.bundle()) == open_data(sample.bundle())
    assert parquet_rows(parquet_bytes({"valor": "INTEGER"}, [])) == ()


def test_what_is_wrong_is_refused() -> None:
    with pytest.raises(ValueError, match="a value for each column"):
        parquet_bytes({"valor": "INTEGER"}, [(1, 2)])
    with pytest.raises(ValueError, match="not a Parquet file"):
        parquet_rows(b"PAR1 not really PAR1")
    bundle = sample.bundle()
    wide = next(table for table in bundle.tables if table.id == "casos-por-tipo")
    more = (*wide.dimensions, Dimension("lugar", "Lugar", (Code("CASA", "Casa"),)))
    rows = tuple(replace(row, keys=(*row.keys, "CASA")) for row in wide.rows)
    tables = tuple(
        replace(table, dimensions=more, rows=rows) if table is wide else table for table in bundle.tables
    )
    with pytest.raises(BundleError, match="tipo, lugar a la vez"):
        open_data(replace(bundle, tables=tables))


def test_every_version_has_its_file_and_what_it_means(tmp_path: Path) -> None:
    bundles, help_file = sample.write_all(tmp_path)
    build_site(bundles, tmp_path / "site", help_file=help_file, trusted_key=sample.PUBLIC)
    root = tmp_path / "site" / "current"
    for version in ("2026-09-r1", "2026-10-r1"):
        file = root / "v" / version / "datos.parquet"
        raw, told = file.read_bytes(), json.loads(file.with_name("datos.metadata.json").read_bytes())
        assert {row["version"] for row in parquet_rows(raw)} == {version}
        assert (told["bytes"], told["sha256"]) == (len(raw), hashlib.sha256(raw).hexdigest())
        manifest = (root / "v" / version / "paquete" / "manifest.json").read_bytes()
        assert told["hecho_de"].endswith(hashlib.sha256(manifest).hexdigest())
        assert told["columnas"].keys() == DATA_COLUMNS.keys()
        assert content_type(file) == "application/vnd.apache.parquet"
        page = (root / "v" / version / "datos-abiertos" / "index.html").read_text()
        assert f'href="/v/{version}/datos.parquet"' in page
    assert 'href="/actual/datos.parquet"' in (root / "datos-abiertos" / "index.html").read_text()
