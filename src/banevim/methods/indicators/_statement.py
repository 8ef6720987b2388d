"""The one evaluator, as SQL: rows of a de-identified relation in, counted labels out.

The rows of a source are gathered once for all its tables, with the columns that these ask. Rows that say the same, each
alone of its woman in its year, are counted together: no period is longer than a year, so that each of them is one woman
of its period. What the others say is put together by woman, and women who say the same are counted together too. Then
what was said gets the labels under which it counts in each column of the table: the total, each of its codes and that
its answer is known, or *not specified*. A woman is one, whatever the rows that speak of her, and she is outside of a
label when not all her known answers are in it.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from ._definition import Condition
from ._periods import months_of
from ._table import (
    ELSEWHERE,
    KNOWN,
    LATE,
    NO,
    TOTAL,
    UNSPECIFIED,
    YES,
    Asked,
    Dimension,
    Evaluation,
    Records,
    assemble,
)
from ._vocabulary import Source, load_vocabulary

Line = tuple[str, str, str, int, int, int]
"""Period, group, label; the number, its women, and the women of whom every known answer is this one."""
_PERIOD = {
    "month": "{month}",
    "quarter": "left({month}, 4) || '-T' || ((right({month}, 2)::int + 2) / 3)",
    "year": "left({month}, 4)",
}
_LAST_MONTH = {
    "month": "period",
    "quarter": "left(period, 5) || lpad((3 * right(period, 1)::int)::text, 2, '0')",
    "year": "period || '-12'",
}
_TOLD = {
    "code": "CASE WHEN {name} IS NOT NULL THEN ARRAY[{name}] END",
    "codes": "CASE WHEN cardinality({name}) = 1 THEN {name}"
    " WHEN cardinality({name}) > 1 THEN ARRAY(SELECT DISTINCT unnest({name}) ORDER BY 1) END",
    "place": "CASE WHEN {name} = ANY (%({name}_codes)s::text[]) THEN ARRAY[{name}]"
    f" WHEN {{name}} IS NOT NULL THEN ARRAY['{ELSEWHERE}'] END",
    "by_then": f"CASE WHEN {{name}} <= {{last}} THEN ARRAY['{YES}'] ELSE ARRAY['{NO}'] END",
    "late": f"CASE WHEN late THEN ARRAY['{LATE}'] ELSE '{{{{}}}}'::text[] END",
    "all": "'{{}}'::text[]",
}
_LABELS = (
    f"CASE WHEN {{told}} IS NULL THEN ARRAY['{TOTAL}', '{UNSPECIFIED}']"
    f" ELSE ARRAY['{TOTAL}'{{known}}] || {{told}} END"
)
_PLACES = (
    f"CASE WHEN {{told}} IS NULL THEN ARRAY['{UNSPECIFIED}'] WHEN {{told}} = ARRAY['{ELSEWHERE}'] THEN {{told}}"
    f" ELSE ARRAY['{TOTAL}'] || {{told}} END"
)
SESSION = "SET LOCAL jit = off; SET LOCAL work_mem = '256MB'; SET LOCAL temp_buffers = '512MB'"
"""How a session counts."""
GATHER = "CREATE TEMP TABLE {name} ON COMMIT DROP AS {rows}"
MEASURE = "ANALYZE {name} (again, woman, month)"
"""A temporary table has no known size until it is measured, and would be read by plans for a few rows."""
_GATHERED = """
SELECT CASE WHEN woman IS NULL OR count(*) OVER (PARTITION BY woman, left(month, 4)) > 1
            THEN coalesce(woman, 0) END AS again,
       {columns}, number, late, coalesce(woman, 0) AS woman
  FROM {relation} WHERE state_code = %(state)s AND month <= %(closed)s
"""
"""`again`: the woman of a row that is not her only one in its year, 0 when nobody knows whose it is; else nothing."""
_LATEST = """SELECT woman, n, period, {told} FROM told WHERE woman IS NULL
   UNION ALL
  SELECT NULL, 1, period, {told}
    FROM (SELECT DISTINCT ON (period, woman) * FROM told WHERE woman > 0
           ORDER BY period, woman, ({last} IS NULL), dated DESC, number DESC) hers"""
_LATER = "SELECT count(*) FROM {relation} WHERE state_code = %(state)s AND month > %(closed)s"
_STATEMENT = f"""
WITH alike AS (
  SELECT {{woman}} AS woman, {{read}}, count(*) AS n
    FROM {{relation}} WHERE {{dated}} = ANY (%(months)s::text[]) GROUP BY {{keys}}
), told AS MATERIALIZED (
  SELECT woman, n, period, {{order}} {{told}} FROM (SELECT *, {{period}} AS period FROM alike) alike {{where}}
), chosen AS (
  {{chosen}}
), spread AS (
  SELECT woman, n, period, g, {{last}}::text AS told FROM chosen, unnest({{groups}}) g
), said AS (
  SELECT period, g, ARRAY[told] AS tolds, ARRAY[1::bigint] AS ns, (told IS NOT NULL)::int AS known, n AS women,
         true AS somebody
    FROM spread WHERE woman IS NULL
   UNION ALL
  SELECT period, g, array_agg(told), array_agg(n), sum(n) FILTER (WHERE told IS NOT NULL), 1, woman > 0
    FROM spread WHERE woman IS NOT NULL GROUP BY period, g, woman
), voices AS (
  SELECT row_number() OVER () AS voice, period, g, tolds, ns, known, somebody, sum(women) AS times
    FROM said GROUP BY period, g, tolds, ns, known, somebody
), labelled AS (
  SELECT period, g, l, sum(n) AS n, known, somebody, times
    FROM (SELECT v.*, each.told::text[] AS said, each.n AS n
            FROM voices v, unnest(v.tolds, v.ns) AS each (told, n)) spoken, unnest({{labels}}) l
   GROUP BY voice, l, period, g, known, somebody, times
)
SELECT period, g, l, {{value}}::int, coalesce(sum(times) FILTER (WHERE somebody), 0)::int,
       coalesce(sum(times) FILTER (WHERE somebody AND n = known AND l <> '{TOTAL}'), 0)::int
  FROM labelled GROUP BY period, g, l
 UNION ALL
SELECT '', '', '', (SELECT coalesce(sum(n), 0) FROM alike)::int, (SELECT coalesce(sum(n), 0) FROM told)::int, 0
"""


def gathered(
    source: Source, columns: Collection[str], *, state: str, closed: str, relation: str = ""
) -> tuple[str, dict[str, Any]]:
    """SQL of the rows that tables of a source are counted from, with the `columns` that these ask, and its parameters,
    in the style of psycopg: those of a state, registered up to the `closed` month. `relation`: another one of the same
    columns, for tests."""
    read = {"month": "month"} | ({"facts_month": "facts_month"} if "facts" in source.rules else {})
    read |= {name: column.sql or name for name, column in source.columns.items() if name in columns}
    text = _GATHERED.format(
        columns=", ".join(f"{sql} AS {name}" for name, sql in read.items()),
        relation=relation or source.relation,
    )
    return text, {"state": state, "closed": closed}


def later(source: Source, *, state: str, closed: str, relation: str = "") -> tuple[str, dict[str, Any]]:
    """SQL of how many rows of a state were registered after the `closed` month, and its parameters."""
    return _LATER.format(relation=relation or source.relation), {"state": state, "closed": closed}


def statement(asked: Asked, relation: str) -> tuple[str, dict[str, Any]]:
    """SQL of a table and its parameters. `relation`: what `gathered` of its source gave. Nothing of the text comes from
    outside the vocabulary."""
    definition, source = asked.definition, load_vocabulary()[asked.definition.source]
    dimensions, last = asked.dimensions, f"told_{len(asked.dimensions) - 1}"
    latest = definition.unit == "women" and definition.each_woman == "latest"
    read = _read(asked, latest)
    text = _STATEMENT.format(
        woman="woman" if definition.period.rule == "facts" else "again",
        read=", ".join(f"{sql} AS {name}" for name, sql in read.items()),
        keys=", ".join(str(n) for n in range(1, len(read) + 2)),
        relation=relation,
        dated=read["dated"],
        period=_period(asked),
        order="dated, number," if latest else "",
        told=", ".join(f"{_told(d, asked.table.grain)} AS told_{n}" for n, d in enumerate(dimensions)),
        where=_where(source, definition.where),
        chosen=_LATEST.format(last=last, told=", ".join(f"told_{n}" for n in range(len(dimensions))))
        if latest
        else "SELECT * FROM told",
        last=last,
        groups=_labels(dimensions[0], "told_0") if len(dimensions) > 1 else "ARRAY['']",
        labels=_labels(dimensions[-1], "said", counted=True),
        value="coalesce(sum(times) FILTER (WHERE somebody), 0)"
        if definition.unit == "women"
        else "sum(n * times)",
    )
    given: dict[str, Any] = {f"{d.name}_codes": list(d.codes) for d in dimensions if d.kind == "place"}
    given |= {f"where_{n}": list(each.any_of) for n, each in enumerate(definition.where)}
    return text, given | {"months": [month for period in asked.periods for month in _months(period)]}


def _read(asked: Asked, latest: bool) -> dict[str, str]:
    """The SQL of what a table reads of each row, by its name in the statement."""
    facts = asked.definition.period.rule == "facts"
    read = {"dated": f"coalesce(facts_month, '{UNSPECIFIED}')" if facts else "month"}
    read |= {name: name for name in asked.columns}
    read |= {"late": "late"} if asked.dimensions[-1].kind == "late" else {}
    return read | ({"number": "CASE WHEN again IS NOT NULL THEN number END"} if latest else {})


def _period(asked: Asked) -> str:
    """The period of a month, as SQL; what has no date has its own."""
    period = _PERIOD[asked.table.grain].format(month="dated")
    undated = f"CASE WHEN dated = '{UNSPECIFIED}' THEN dated ELSE {period} END"
    return undated if asked.definition.period.rule == "facts" else period


def _months(period: str) -> Sequence[str]:
    return [period] if period == UNSPECIFIED else months_of(period)


def evaluation(asked: Asked, lines: Iterable[Line], *, gathered: int = 0, later: int = 0) -> Evaluation:
    """What the statement answered, as cells. `gathered`: rows of its relation; `later`: those registered after the
    closed month. Raises ValueError when a code is outside the catalogue."""
    found = {line[:3]: line[3:] for line in lines}
    dated, counted, _ = found.pop(("", "", ""))
    records = Records(gathered + later, later, gathered - dated, dated - counted, counted)
    return assemble(asked, found, records)


def _told(dimension: Dimension, grain: str) -> str:
    return _TOLD[dimension.kind].format(name=dimension.name, last=_LAST_MONTH[grain])


def _labels(dimension: Dimension, told: str, *, counted: bool = False) -> str:
    known = f", '{KNOWN}'" if counted else ""
    return (_PLACES if dimension.kind == "place" else _LABELS).format(told=told, known=known)


def _where(source: Source, conditions: Sequence[Condition]) -> str:
    several = {each.column: source.columns[each.column].kind == "codes" for each in conditions}
    kept = [
        f"{each.column} && %(where_{n})s::text[]"
        if several[each.column]
        else f"{each.column} = ANY (%(where_{n})s::text[])"
        for n, each in enumerate(conditions)
    ]
    return f"WHERE {' AND '.join(kept)}" if kept else ""
