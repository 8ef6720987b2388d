"""The SQL evaluator on rows like those of the views: known answers, and agreement with the oracle on any rows."""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.methods.indicators.known import CASES_ANSWERED, ROWS, Answer
from tests.methods.indicators.oracle import Row, evaluate
from tests.methods.indicators.test_evaluate import table_of, told

from banevim.methods.indicators import (
    Column,
    Definition,
    Evaluation,
    Table,
    ask,
    evaluation,
    gathered,
    later,
    load_definitions,
    load_vocabulary,
    statement,
)

SOURCES = load_vocabulary()
DEFINITIONS = {key: each for key, each in load_definitions().items() if each.state == "counted"}
TABLES = [(each, table) for each in DEFINITIONS.values() for table in each.tables]
PERIODS = {"month": ["2025-01", "2025-02"], "quarter": ["2025-T1", "2025-T2"], "year": ["2024", "2025"]}
MONTHS = ["2024-12", "2025-01", "2025-02", "2025-04", "2025-12", "2026-01"]
GIVEN = ["A", "B", "C"]
PLACES = ["03001", "03003"]
CLOSED = "2025-12"
Counter = Callable[..., Evaluation]


@pytest.fixture(scope="module")
def by_sql(bank: Any) -> Iterator[Counter]:
    """Counts given rows in PostgreSQL, in empty copies of the views."""
    with psycopg.connect(bank.url("owner")) as connection:
        for name, source in SOURCES.items():
            connection.execute(
                f"CREATE TEMP TABLE {name} AS SELECT * FROM {source.relation} WITH NO DATA".encode()
            )

        def count(
            definition: Definition,
            table: Table,
            rows: Sequence[Row],
            *,
            periods: Sequence[str],
            codes: dict[str, Any],
            closed: str = "9999-12",
        ) -> Evaluation:
            name = definition.source
            told = [
                {"state_code": "03", "number": r.number, "woman": r.woman, "month": r.month, "late": r.late}
                | ({"facts_month": r.facts_month} if name == "cases" else {})
                | dict(r.told)
                for r in rows
            ]
            elsewhere = [{**each, "state_code": "26"} for each in told[:1]]
            connection.execute(f"TRUNCATE {name}".encode())
            connection.execute(
                f"INSERT INTO {name} SELECT * FROM jsonb_populate_recordset(NULL::{name}, %s::jsonb)".encode(),
                [json.dumps(told + elsewhere)],
            )
            asked = ask(definition, table, periods, codes)
            held = {"state": "03", "closed": closed, "relation": f"pg_temp.{name}"}
            rows_sql, given_rows = gathered(SOURCES[name], asked.columns, **held)
            connection.execute(b"DROP TABLE IF EXISTS gathered_rows")
            here = connection.execute(
                f"CREATE TEMP TABLE gathered_rows AS {rows_sql}".encode(), given_rows
            ).rowcount
            after_sql, given_after = later(SOURCES[name], **held)
            after = connection.execute(after_sql.encode(), given_after).fetchall()[0][0]
            sql, given_values = statement(asked, "gathered_rows")
            lines = connection.execute(sql.encode(), given_values).fetchall()
            return evaluation(asked, lines, gathered=here, later=after)

        yield count


@pytest.mark.parametrize(("name", "answer"), CASES_ANSWERED)
def test_known_answers(by_sql: Counter, name: str, answer: Answer) -> None:
    definition, table = DEFINITIONS[name], table_of(name, answer)
    periods = [] if answer.period == "no_especificado" else [answer.period]
    rows = ROWS[definition.source]
    assert told(by_sql(definition, table, rows, periods=periods, codes=answer.codes), answer) == answer.cells


def codes_of(definition: Definition, table: Table) -> dict[str, list[str]]:
    columns = {name: SOURCES[definition.source].columns[name] for name in table.by}
    places = {name: PLACES for name, each in columns.items() if each.kind == "place"}
    return places | {name: GIVEN for name, each in columns.items() if each.catalog}


def values_of(column: Column) -> st.SearchStrategy[Any]:
    if column.kind == "by_then":
        return st.none() | st.sampled_from(MONTHS)
    if column.kind == "place":
        return st.none() | st.sampled_from([*PLACES, "02004", "00"])
    known = st.sampled_from([*(GIVEN if column.catalog else ()), *column.fixed])
    return st.none() | (st.lists(known, max_size=3) if column.kind == "codes" else known)


@st.composite
def rows_of(draw: st.DrawFn, definition: Definition, table: Table) -> list[Row]:
    """A few women with several rows each: names repeat, answers are missing, months are out of order."""
    columns = {name: SOURCES[definition.source].columns[name] for name in table.by}
    made = {name: values_of(each) for name, each in columns.items() if not each.sql}
    made |= {c.column: st.none() | st.sampled_from([*c.any_of, "other"]) for c in definition.where}
    women = st.none() if definition.unit == "institutions" else st.integers(1, 5)
    facts = st.tuples(
        women,
        st.sampled_from(MONTHS),
        st.booleans(),
        st.none() | st.sampled_from(MONTHS),
        st.fixed_dictionaries(made),
    )
    return [Row(number, *each) for number, each in enumerate(draw(st.lists(facts, max_size=14)), 1)]


def named(value: object) -> str:
    return value.id if isinstance(value, Definition) else "-".join([value.grain, *value.by])  # type: ignore[attr-defined]


@pytest.mark.parametrize(("definition", "table"), TABLES, ids=named)
def test_any_rows_count_as_the_oracle_counts_them(
    by_sql: Counter, definition: Definition, table: Table
) -> None:
    codes = codes_of(definition, table)
    if any(each.column in table.by for each in definition.where):
        codes = {**codes, **{c.column: [*c.any_of, "other"] for c in definition.where}}

    @settings(max_examples=12)
    @given(rows_of(definition, table))
    def agree(rows: list[Row]) -> None:
        words = {"periods": PERIODS[table.grain], "codes": codes, "closed": CLOSED}
        assert by_sql(definition, table, rows, **words) == evaluate(definition, table, rows, **words)

    agree()


def test_a_code_outside_the_catalogue_is_never_dropped(by_sql: Counter) -> None:
    definition = DEFINITIONS["I05"]
    with pytest.raises(ValueError, match="outside the catalogue: SEX"):
        by_sql(definition, definition.tables[0], ROWS["cases"], periods=["2025-T2"], codes={"types": ["PSI"]})
