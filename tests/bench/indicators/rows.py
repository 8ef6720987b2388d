"""De-identified rows of a made-up bank, in tables with the columns of the views: one row in ten is a woman again."""

from __future__ import annotations

import psycopg

from banevim.methods.indicators import Column, Source, load_vocabulary

CLOSED, MONTHS, AGAIN, SEED = "2026-10", 24, 0.1, 0.5
OF_A_CASE = {"cases": 1.0, "aggressors": 1.1, "services": 1.0, "referrals": 0.2}
"""Rows of each source for each case. Who gets services gets three."""
PLACES = ["03001", "03002", "03003", "03008", "03009", "02004"]
CODES = [f"C{number:02d}" for number in range(10)]
"""Of a column whose codes are those of a catalogue."""


def load(connection: psycopg.Connection, cases: int) -> dict[str, int]:
    """Rows of every source as tables of the schema `bench`, which the role of the figures may read; how many."""
    connection.execute("CREATE SCHEMA bench; GRANT USAGE ON SCHEMA bench TO banevim_stats")
    connection.execute(f"SELECT setseed({SEED})".encode())
    counts = {}
    for name, share in OF_A_CASE.items():
        counts[name] = round(cases * share)
        for line in _statements(name, load_vocabulary()[name], counts[name]):
            connection.execute(line.encode())
    connection.commit()
    return counts


def _statements(name: str, source: Source, count: int) -> list[str]:
    women = round(count / 3 if name == "services" else count * (1 - AGAIN))
    month = (
        f"to_char(date '{CLOSED}-01' - make_interval(months => (random() * {MONTHS - 1})::int), 'YYYY-MM')"
    )
    columns = {column: _drawn(told) for column, told in source.columns.items() if not told.sql}
    columns |= {"facts_month": month} if "facts" in source.rules else {}
    return [
        f"CREATE TABLE bench.{name} AS SELECT * FROM {source.relation} WITH NO DATA",
        f"INSERT INTO bench.{name} (state_code, number, woman, month, late, {', '.join(columns)}) "
        f"SELECT '03', i, CASE WHEN i <= {women} THEN i ELSE (random() * {women})::int END, {month}, "
        f"random() < 0.1, {', '.join(columns.values())} FROM generate_series(1, {count}) i",
        f"ANALYZE bench.{name}",
        f"GRANT SELECT ON bench.{name} TO banevim_stats",
    ]


def asked_of(column: Column) -> list[str]:
    """The codes to print, besides those of its own."""
    return PLACES[:-1] if column.kind == "place" else CODES if column.catalog else []


def _drawn(column: Column) -> str:
    """SQL of a value: one in eight is missing; of several codes, one, two or three."""
    if column.kind == "by_then":
        return f"CASE WHEN random() < 0.5 THEN '{CLOSED}' END"
    codes = PLACES if column.kind == "place" else [*asked_of(column), *column.fixed]
    one = f"(ARRAY{codes!r})[1 + floor(random() * {len(codes)})::int]"
    if column.kind == "codes":
        two, three = ", ".join([one] * 2), ", ".join([one] * 3)
        several = f"WHEN random() < 0.7 THEN ARRAY[{two}] ELSE ARRAY[{three}]"
        one = f"CASE WHEN random() < 0.6 THEN ARRAY[{one}] {several} END"
    return f"CASE WHEN random() > 0.125 THEN {one} END"
