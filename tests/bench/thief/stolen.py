"""The dump as the thief reads it: tables without keys. Only the size of the cells is looked at, never their inside."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import psycopg
from tests.bench.thief.theft import Dump

KEYS = """
COPY (SELECT k.key, r.number FROM vault_matchkey k JOIN stolen_records r USING (record_id) ORDER BY k.key)
TO STDOUT (FORMAT csv)
"""
NUMBERS = """
CREATE TEMP TABLE stolen_records AS SELECT id AS record_id, row_number() OVER (ORDER BY id) - 1 AS number
  FROM casefiles_woman
"""
SIZES = "SELECT {columns} FROM {table} GROUP BY {columns}"
CROWDS = """
SELECT birth_year, residence, count(*) FROM casefiles_woman GROUP BY birth_year, residence
"""
CELLS = {
    "casefiles_womanidentity": (
        "given_names",
        "first_surname",
        "second_surname",
        "curp",
        "birth_date",
        "phone",
    ),
    "casefiles_searchcard": ("card",),
}


def dump_of(link: psycopg.Connection[Any]) -> Dump:
    """Match-keys and the records they lead to, numbered in the order of their ids."""
    link.execute(NUMBERS)
    with link.cursor().copy(KEYS) as out:
        raw = b"".join(bytes(part) for part in out)
    table = np.array([line.split(b",") for line in raw.split()], dtype=np.int64).reshape(-1, 2)
    people = link.execute("SELECT count(*) FROM stolen_records").fetchone()
    return Dump(table[:, 0], table[:, 1], int(people[0]) if people else 0)


def cell_sizes(link: psycopg.Connection[Any]) -> dict[str, dict[str, int]]:
    """How many records have a cell of each size: one size tells nothing."""
    found: dict[str, dict[str, int]] = {}
    for table, columns in CELLS.items():
        for column in columns:
            rows = link.execute(
                f"SELECT length({column}), count(*) FROM {table} GROUP BY 1 ORDER BY 1"
            ).fetchall()
            found[column] = {str(size): count for size, count in rows}
    return found


def crowds(link: psycopg.Connection[Any]) -> dict[str, Any]:
    """Women who share year of birth and municipality, in clear: how few a thief who knows both must tell apart."""
    sizes = sorted(count for *_, count in link.execute(CROWDS).fetchall())
    women: Sequence[int] = [size for size in sizes for _ in range(size)]
    alone = sum(size for size in sizes if size == 1)
    return {
        "alone": round(alone / len(women), 4),
        "median_crowd": women[len(women) // 2],
        "women": len(women),
    }
