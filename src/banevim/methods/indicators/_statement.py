"""The one evaluator, as one SQL statement: rows of a de-identified relation in, counted labels out.

Every row gets the labels under which it counts in each column of the table (the total, each of its codes, or *not
specified*) and those that it is known to be outside of; the statement counts by period and label. Women are grouped
before they are counted: a woman is one, whatever the rows that speak of her.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from ._definition import Condition
from ._table import (
    ELSEWHERE,
    LATE,
    NO,
    TOTAL,
    UNSPECIFIED,
    YES,
    Asked,
    Dimension,
    Evaluation,
    assemble,
    tallied,
)
from ._vocabulary import Source, load_vocabulary

Line = tuple[str, str, str, str, int, int]
"""What it is (`in`, `out`, `rows`), period, group, label, number, women."""
_PERIOD = {
    "month": "counts_in",
    "quarter": "left(counts_in, 4) || '-T' || ((right(counts_in, 2)::int + 2) / 3)",
    "year": "left(counts_in, 4)",
}
_LAST_MONTH = {
    "month": "period",
    "quarter": "left(period, 5) || lpad((3 * right(period, 1)::int)::text, 2, '0')",
    "year": "period || '-12'",
}
_TOLD = {
    "code": "CASE WHEN {name} IS NOT NULL THEN ARRAY[{name}] END",
    "codes": "CASE WHEN cardinality({name}) > 0 THEN ARRAY(SELECT DISTINCT unnest({name})) END",
    "place": "CASE WHEN {name} = ANY (%({name}_codes)s::text[]) THEN ARRAY[{name}]"
    f" WHEN {{name}} IS NOT NULL THEN ARRAY['{ELSEWHERE}'] END",
    "by_then": f"CASE WHEN {{name}} <= {{last}} THEN ARRAY['{YES}'] ELSE ARRAY['{NO}'] END",
    "late": f"CASE WHEN late THEN ARRAY['{LATE}'] ELSE '{{{{}}}}'::text[] END",
    "all": "'{{}}'::text[]",
}
_LABELS = f"array_prepend('{TOTAL}', coalesce({{told}}, ARRAY['{UNSPECIFIED}']))"
_PLACES = (
    f"CASE WHEN {{told}} IS NULL THEN ARRAY['{UNSPECIFIED}'] WHEN {{told}} = ARRAY['{ELSEWHERE}'] THEN {{told}}"
    f" ELSE array_prepend('{TOTAL}', {{told}}) END"
)
_STATEMENT = """
WITH dated AS (
  SELECT {read} FROM {relation} WHERE state_code = %(state)s AND month <= %(closed)s
), placed AS (
  SELECT dated.*, coalesce({period}, '{unspecified}') AS period FROM dated
), told AS (
  SELECT number, woman, month, period, {told} FROM placed WHERE {where}
), chosen AS (
  SELECT {chosen} FROM told {order}
), labelled AS (
  SELECT woman, period, {groups} AS groups, {labels} AS labels,
         CASE WHEN {last} IS NULL THEN '{{}}'::text[]
              ELSE ARRAY(SELECT unnest(%(rest)s::text[]) EXCEPT SELECT unnest({last})) END AS rest
    FROM chosen
), grouped AS (
  SELECT period, g, l, woman, count(*) AS n
    FROM labelled, unnest(groups) g, unnest(labels) l GROUP BY period, g, l, woman
)
SELECT 'in', period, g, l, {value}::int, count(woman)::int FROM grouped GROUP BY period, g, l
 UNION ALL
SELECT 'out', period, g, l, 0, count(DISTINCT woman)::int
  FROM labelled, unnest(groups) g, unnest(rest) l GROUP BY period, g, l
 UNION ALL
SELECT 'rows', '', '', '', (SELECT count(*) FROM dated)::int, (SELECT count(*) FROM told)::int
"""


def statement(asked: Asked, *, state: str, closed: str, relation: str = "") -> tuple[str, dict[str, Any]]:
    """SQL of a table and its parameters, in the style of psycopg. Only rows registered up to the `closed` month count.

    `relation`: another one of the same columns, for tests. Nothing of the text comes from outside the vocabulary.
    """
    definition, source = asked.definition, load_vocabulary()[asked.definition.source]
    dimensions, last = asked.dimensions, f"told_{len(asked.dimensions) - 1}"
    names = dict.fromkeys([*(d.name for d in dimensions if d.name), *(c.column for c in definition.where)])
    moment = "facts_month" if definition.period.rule == "facts" else "month"
    latest = definition.unit == "women" and definition.each_woman == "latest"
    groups = _labels(dimensions[0], "told_0") if len(dimensions) > 1 else "ARRAY['']"
    text = _STATEMENT.format(
        read=", ".join(["number, woman, month, late", f"{moment} AS counts_in", *_read(source, names)]),
        relation=relation or source.relation,
        period=_PERIOD[asked.table.grain],
        unspecified=UNSPECIFIED,
        told=", ".join(f"{_told(d, asked.table.grain)} AS told_{n}" for n, d in enumerate(dimensions)),
        where=" AND ".join(["period = ANY (%(periods)s::text[])", *_where(source, definition.where)]),
        chosen="DISTINCT ON (period, woman) *" if latest else "*",
        order=f"ORDER BY period, woman, ({last} IS NULL), month DESC, number DESC" if latest else "",
        groups=groups,
        labels=_labels(dimensions[-1], last),
        last=last,
        value="count(woman)" if definition.unit == "women" else "sum(n)",
    )
    given: dict[str, Any] = {f"{d.name}_codes": list(d.codes) for d in dimensions if d.kind == "place"}
    given |= {f"where_{n}": list(each.any_of) for n, each in enumerate(definition.where)}
    given |= {
        "state": state,
        "closed": closed,
        "periods": list(asked.periods),
        "rest": list(dimensions[-1].rest),
    }
    return text, given


def evaluation(asked: Asked, lines: Iterable[Line]) -> Evaluation:
    """What the statement answered, as cells. Raises ValueError when a code is outside the catalogue."""
    found = list(lines)
    rows, counted = next((line[4], line[5]) for line in found if line[0] == "rows")
    tallies = tallied((line for line in found if line[0] != "rows"), len(asked.dimensions))
    return assemble(asked, tallies, rows, counted)


def _read(source: Source, names: Iterable[str]) -> list[str]:
    return [f"{source.columns[name].sql or name} AS {name}" for name in names]


def _told(dimension: Dimension, grain: str) -> str:
    return _TOLD[dimension.kind].format(name=dimension.name, last=_LAST_MONTH[grain])


def _labels(dimension: Dimension, told: str) -> str:
    return (_PLACES if dimension.kind == "place" else _LABELS).format(told=told)


def _where(source: Source, conditions: Sequence[Condition]) -> list[str]:
    several = {each.column: source.columns[each.column].kind == "codes" for each in conditions}
    return [
        f"{each.column} && %(where_{n})s::text[]"
        if several[each.column]
        else f"{each.column} = ANY (%(where_{n})s::text[])"
        for n, each in enumerate(conditions)
    ]
