"""The tables of a cut counted from a million de-identified cases, next to one plain group-by of DuckDB on the same."""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import psycopg
from tests.bench.identity.bank import opened
from tests.bench.indicators import rows

from banevim.methods.indicators import (
    GATHER,
    MEASURE,
    SESSION,
    Asked,
    Definition,
    Table,
    ask,
    closed_months,
    closed_quarters,
    closed_years,
    evaluation,
    gathered,
    load_definitions,
    load_vocabulary,
    statement,
)

FIRST = closed_months("2000-01", rows.CLOSED)[-rows.MONTHS]
PLAIN = "SELECT month, municipality, modality, count(*), count(DISTINCT woman) FROM told GROUP BY ALL"


def tables(*, every: bool) -> list[tuple[Definition, Table]]:
    counted = [each for each in load_definitions().values() if each.source in rows.OF_A_CASE]
    return [(each, table) for each in counted for table in each.tables if every or table.published]


def questions(asked: Iterable[tuple[Definition, Table]]) -> dict[str, list[Asked]]:
    """What is asked of each source."""
    periods = {"month": closed_months, "quarter": closed_quarters, "year": closed_years}
    found: dict[str, list[Asked]] = {}
    for definition, table in asked:
        columns = load_vocabulary()[definition.source].columns
        codes = {column: told for column in table.by if (told := rows.asked_of(columns[column]))}
        question = ask(definition, table, periods[table.grain](FIRST, rows.CLOSED), codes)
        found.setdefault(definition.source, []).append(question)
    return found


def evaluate(connection: psycopg.Connection, asked: Iterable[tuple[Definition, Table]]) -> dict[str, Any]:
    """As a cut does: each source gathered once, then every table. Seconds of each, and those of the processor that the
    server spent in its own process (what its helpers spend is not in them)."""
    connection.execute(SESSION.encode())
    spent: dict[str, float] = {}
    cells, before = 0, _processor(connection)
    for source, mine in questions(asked).items():
        started = time.perf_counter()
        name = f"pg_temp.gathered_{source}"
        held = {"state": "03", "closed": rows.CLOSED, "relation": f"bench.{source}"}
        columns = {column for question in mine for column in question.columns}
        text, given = gathered(load_vocabulary()[source], columns, **held)
        count = connection.execute(GATHER.format(name=name, rows=text).encode(), given).rowcount
        connection.execute(MEASURE.format(name=name).encode())
        spent[f"gather {source}"] = time.perf_counter() - started
        for question in mine:
            started = time.perf_counter()
            sql, parameters = statement(question, name)
            lines = connection.execute(sql.encode(), parameters).fetchall()
            cells += len(evaluation(question, lines, gathered=count).cells)
            told = [question.definition.id, question.table.grain, *question.table.by]
            spent["-".join(told)] = time.perf_counter() - started
    return {
        "seconds": round(sum(spent.values()), 2),
        "processor_seconds": round(_processor(connection) - before, 2),
        "cells": cells,
        "tables": spent,
    }


def _processor(connection: psycopg.Connection) -> float:
    """Seconds of the processor that the server spent for a connection."""
    fields = Path(f"/proc/{connection.info.backend_pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def plain(connection: psycopg.Connection, folder: Path) -> dict[str, float]:
    """One plain group-by of DuckDB on the same cases, from its own table and from Parquet: the best of three."""
    engine = duckdb.connect()
    file = folder / "cases.csv"
    told = "COPY (SELECT woman, month, municipality, modality FROM bench.cases) TO STDOUT CSV HEADER"
    with connection.cursor().copy(told) as out:
        file.write_bytes(b"".join(bytes(part) for part in out))
    engine.execute(f"CREATE TABLE told AS SELECT * FROM read_csv('{file}')")
    best = min(_seconds(engine) for _ in range(3))
    return {"duckdb_group_by_seconds": round(best, 4)}


def _seconds(engine: duckdb.DuckDBPyConnection) -> float:
    started = time.perf_counter()
    engine.execute(PLAIN).fetchall()
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(prog="./banevim bench indicators", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="cases; the other sources go with them")
    parser.add_argument(
        "--every", action="store_true", help="every defined table, not only the published ones"
    )
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    asked = tables(every=options.every)
    with opened(None) as bank:
        with psycopg.connect(bank.url("owner")) as owner:
            counts = rows.load(owner, options.rows)
            told = plain(owner, bank.home)
        with psycopg.connect(bank.url("stats")) as stats:
            result = evaluate(stats, asked)
    ratio = round(result["seconds"] / told["duckdb_group_by_seconds"], 1)
    result = {"rows": counts, **told, "ratio": ratio, "asked": len(asked), **result}
    if options.json:
        print(json.dumps(result, ensure_ascii=False))
        return
    for name, value in result.items():
        if name != "tables":
            print(f"{name:>26}  {json.dumps(value, ensure_ascii=False)}")
    for name, seconds in sorted(result["tables"].items(), key=lambda each: -each[1]):
        print(f"{name:>44}  {seconds:6.2f} s")


if __name__ == "__main__":
    main()
