"""The one evaluator, as SQL: rows of a de-identified relation in, counted labels out.

The rows of a source are gathered once for all its tables. Every row gets the labels under which it counts in each
column of the table: the total, each of its codes and that its answer is known, or *not specified*; the statement counts
by period and label. Women are grouped before they are counted: a woman is one, whatever the rows that speak of her. She
is outside of a label when not all her known answers are in it. Rows that say the same, each alone of its woman in its
year, are counted together: no period is longer than a year, so that each of them is one woman of its period.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from ._definition import Condition
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
    " WHEN cardinality({name}) > 1 THEN ARRAY(SELECT DISTINCT unnest({name})) END",
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
_GATHERED = """
SELECT number, coalesce(woman, 0) AS woman,
       woman IS NOT NULL AND lag({year}) OVER hers IS DISTINCT FROM {year}
         AND lead({year}) OVER hers IS DISTINCT FROM {year} AS alone_in_year,
       woman IS NOT NULL AND lag(number) OVER hers IS NULL AND lead(number) OVER hers IS NULL AS alone_ever,
       {periods}, late, {columns}
  FROM {relation} WHERE state_code = %(state)s AND month <= %(closed)s
WINDOW hers AS (PARTITION BY woman ORDER BY month, number)
"""
_STATEMENT = f"""
WITH alike AS (
  SELECT CASE WHEN NOT {{alone}} THEN woman END AS woman, {{read}}, count(*) AS n
    FROM {{relation}} WHERE {{period}} = ANY (%(periods)s::text[]) GROUP BY {{keys}}
), dated AS (
  SELECT {{names}}, coalesce(woman, -row_number() OVER ()) AS woman,
         CASE WHEN woman IS NULL THEN n WHEN woman > 0 THEN 1 ELSE 0 END AS women,
         CASE WHEN woman IS NULL THEN 1 ELSE n END AS n, n AS rows FROM alike
), told AS (
  SELECT woman, women, n, rows, period, {{order}} {{told}} FROM dated {{where}}
), chosen AS (
  SELECT {{chosen}} FROM told {{latest}}
), grouped AS (
  SELECT period, g, l, woman, max(women) AS women, sum(n) AS n
    FROM (SELECT woman, women, n, period, {{groups}} AS groups, {{labels}} AS labels FROM chosen) each,
         unnest(groups) g, unnest(labels) l
   GROUP BY period, g, l, woman
), compared AS (
  SELECT *, max(n) FILTER (WHERE l = '{KNOWN}') OVER (PARTITION BY woman, period, g) AS known FROM grouped
)
SELECT period, g, l, {{value}}::int, sum(women)::int, coalesce(sum(women) FILTER (WHERE n = known), 0)::int
  FROM compared GROUP BY period, g, l
 UNION ALL
SELECT '', '', '', (SELECT count(*) FROM {{relation}})::int, coalesce((SELECT sum(rows) FROM told), 0)::int, 0
"""


def gathered(source: Source, *, state: str, closed: str, relation: str = "") -> tuple[str, dict[str, Any]]:
    """SQL of the rows that tables of a source are counted from, and its parameters, in the style of psycopg: those of a
    state, registered up to the `closed` month. `relation`: another one of the same columns, for tests."""
    dates = ["month", *(["facts_month"] if "facts" in source.rules else [])]
    periods = [f"{_PERIOD[grain].format(month=m)} AS {_period(m, grain)}" for m in dates for grain in _PERIOD]
    asked = [f"{column.sql or name} AS {name}" for name, column in source.columns.items()]
    text = _GATHERED.format(
        periods=", ".join(periods),
        columns=", ".join(asked),
        year="left(month, 4)",
        relation=relation or source.relation,
    )
    return text, {"state": state, "closed": closed}


def _period(month: str, grain: str) -> str:
    return month.replace("month", grain)


def statement(asked: Asked, relation: str) -> tuple[str, dict[str, Any]]:
    """SQL of a table and its parameters. `relation`: what `gathered` of its source gave. Nothing of the text comes from
    outside the vocabulary."""
    definition, source = asked.definition, load_vocabulary()[asked.definition.source]
    dimensions, last = asked.dimensions, f"told_{len(asked.dimensions) - 1}"
    columns = [d.name for d in dimensions if d.name] + [each.column for each in definition.where]
    latest = definition.unit == "women" and definition.each_woman == "latest"
    facts = definition.period.rule == "facts"
    alone = "alone_ever" if facts else "alone_in_year"
    month = _period("facts_month" if facts else "month", asked.table.grain)
    period = f"coalesce({month}, '{UNSPECIFIED}')" if facts else month
    names = {"period": period} | {name: name for name in columns}
    names |= {"late": "late"} if dimensions[-1].kind == "late" else {}
    order = {
        name: f"CASE WHEN NOT {alone} THEN {name} END" for name in (("month", "number") if latest else ())
    }
    read = names | order
    text = _STATEMENT.format(
        alone=alone,
        read=", ".join(f"{sql} AS {name}" for name, sql in read.items()),
        keys=", ".join(str(n) for n in range(1, len(read) + 2)),
        names=", ".join(read),
        relation=relation,
        period=period,
        order="month, number," if latest else "",
        told=", ".join(f"{_told(d, asked.table.grain)} AS told_{n}" for n, d in enumerate(dimensions)),
        where=_where(source, definition.where),
        chosen="DISTINCT ON (period, woman) *" if latest else "*",
        latest=f"ORDER BY period, woman, ({last} IS NULL), month DESC, number DESC" if latest else "",
        groups=_labels(dimensions[0], "told_0") if len(dimensions) > 1 else "ARRAY['']",
        labels=_labels(dimensions[-1], last, counted=True),
        value="sum(women)"
        if definition.unit == "women"
        else "sum(CASE WHEN woman < 0 THEN women ELSE n END)",
    )
    given: dict[str, Any] = {f"{d.name}_codes": list(d.codes) for d in dimensions if d.kind == "place"}
    given |= {f"where_{n}": list(each.any_of) for n, each in enumerate(definition.where)}
    return text, given | {"periods": list(asked.periods)}


def evaluation(asked: Asked, lines: Iterable[Line]) -> Evaluation:
    """What the statement answered, as cells. Raises ValueError when a code is outside the catalogue."""
    found = {line[:3]: line[3:] for line in lines}
    rows, counted, _ = found.pop(("", "", ""))
    return assemble(asked, found, rows, counted)


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
