"""Parquet written and read by DuckDB, in memory alone.

The file lives in memory that only this process names: rows that may not be published never lie on a disk, not even for
a moment. The engine may open that file and nothing else: no network, no extension, no file of its own.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Literal

import duckdb

Kind = Literal["VARCHAR", "INTEGER", "BOOLEAN"]
"""The type of a column. Every column may be empty."""

MADE_WITH = f"DuckDB {duckdb.__version__}"
ENGINE: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "memory_limit": "256MB",
    "temp_directory": "",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
ROW_GROUP = 122_880
FORMAT = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP}, USE_TMP_FILE false"
"""One thread, one size of group and one compression: the bytes depend on the rows and on the release of the engine."""


def parquet_bytes(columns: Mapping[str, Kind], rows: Sequence[Sequence[object]]) -> bytes:
    """A Parquet file of the rows, in their order. `columns`: names and types; each row has a value or None for each.

    Raises ValueError: a row is too short or too long.
    """
    if any(len(row) != len(columns) for row in rows):
        raise ValueError("a row does not have a value for each column")
    given = [[row[place] for row in rows] for place in range(len(columns))]
    asked = ", ".join(f'unnest(?::{kind}[]) AS "{name}"' for name, kind in columns.items())
    with _memory(b"") as (file, path), _engine(path) as engine:
        engine.execute(f"COPY (SELECT {asked}) TO '{path}' ({FORMAT})", given)
        return os.pread(file, os.fstat(file).st_size, 0)


def parquet_rows(raw: bytes) -> tuple[dict[str, Any], ...]:
    """Every row of a Parquet file by name of column, in order. Raises ValueError: it is none."""
    with _memory(raw) as (_, path), _engine(path) as engine:
        try:
            found = engine.execute(f"SELECT * FROM read_parquet('{path}')")
        except duckdb.Error as problem:
            raise ValueError("not a Parquet file") from problem
        names = [column[0] for column in found.description or ()]
        return tuple(dict(zip(names, row, strict=True)) for row in found.fetchall())


@contextmanager
def _memory(raw: bytes) -> Iterator[tuple[int, str]]:
    """A file without a name, in memory: its number and the path under which this process opens it."""
    file = os.memfd_create("parquet", os.MFD_CLOEXEC)
    try:
        os.pwrite(file, raw, 0)
        yield file, f"/proc/self/fd/{file}"
    finally:
        os.close(file)


@contextmanager
def _engine(path: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """An engine that may open one path."""
    with duckdb.connect(config=ENGINE) as engine:
        engine.execute(f"SET allowed_paths = ['{path}']; SET enable_external_access = false")
        engine.execute("SET lock_configuration = true")
        yield engine
