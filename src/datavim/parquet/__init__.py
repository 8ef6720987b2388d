"""Rows as Parquet, for who reads figures with a program: the same rows give the same bytes."""

from .engine import MADE_WITH, Kind, parquet_bytes, parquet_rows
from .open_data import DATA_COLUMNS, DATA_WORDS, KEY_COLUMNS, open_data, placed

__all__ = [
    "DATA_COLUMNS",
    "DATA_WORDS",
    "KEY_COLUMNS",
    "MADE_WITH",
    "Kind",
    "open_data",
    "parquet_bytes",
    "parquet_rows",
    "placed",
]
