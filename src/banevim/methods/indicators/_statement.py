"""The one evaluator, as one SQL statement: rows of a de-identified relation in, counted labels out.

Every row gets the labels under which it counts in each column of the table: the total, each of its codes and that its
answer is known, or *not specified*; the statement counts by period and label. Women are grouped before they are
counted: a woman is one, whatever the rows that speak of her. She is outside of a label when not all her known answers
are in it.
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
_STATEMENT = f"""
WITH dated AS (
  SELECT {{read}} FROM {{relation}} WHERE state_code = %(state)s AND month <= %(closed)s
), placed AS (
  SELECT dated.*, coalesce({{period}}, '{UNSPECIFIED}') AS period FROM dated
), told AS (
  SELECT {{kept}}, {{told}} FROM placed WHERE {{where}}
), chosen AS (
  SELECT {{chosen}} FROM told {{order}}
), grouped AS (
  SELECT period, g, l, woman, count(*) AS n
    FROM (SELECT woman, period, {{groups}} AS groups, {{labels}} AS labels FROM chosen) each,
         unnest(groups) g, unnest(labels) l
   GROUP BY period, g, l, woman
), compared AS (
  SELECT *, max(n) FILTER (WHERE l = '{KNOWN}') OVER (PARTITION BY period, g, woman) AS known FROM grouped
)
SELECT period, g, l, {{value}}::int, count(woman)::int, count(woman) FILTER (WHERE n = known)::int
  FROM compared GROUP BY period, g, l
 UNION ALL
SELECT '', '', '', (SELECT count(*) FROM dated)::int, (SELECT count(*) FROM told)::int, 0
"""


def statement(asked: Asked, *, state: str, closed: str, relation: str = "") -> tuple[str, dict[str, Any]]:
    """SQL of a table and its parameters, in the style of psycopg. Only rows registered up to the `closed` month count.

    `relation`: another one of the same columns, for tests. Nothing of the text comes from outside the vocabulary.
    """
    definition, source = asked.definition, load_vocabulary()[asked.definition.source]
    dimensions, last = asked.dimensions, f"told_{len(asked.dimensions) - 1}"
    columns = [d.name for d in dimensions if d.name] + [each.column for each in definition.where]
    latest = definition.unit == "women" and definition.each_woman == "latest"
    order = ["month", "number"] if latest else []
    late = ["late"] if dimensions[-1].kind == "late" else []
    moment = "facts_month" if definition.period.rule == "facts" else "month"
    text = _STATEMENT.format(
        read=", ".join(["woman", f"{moment} AS counts_in", *late, *order, *_read(source, columns)]),
        relation=relation or source.relation,
        period=_PERIOD[asked.table.grain],
        kept=", ".join(["woman", "period", *order]),
        told=", ".join(f"{_told(d, asked.table.grain)} AS told_{n}" for n, d in enumerate(dimensions)),
        where=" AND ".join(["period = ANY (%(periods)s::text[])", *_where(source, definition.where)]),
        chosen="DISTINCT ON (period, woman) *" if latest else "*",
        order=f"ORDER BY period, woman, ({last} IS NULL), month DESC, number DESC" if latest else "",
        groups=_labels(dimensions[0], "told_0") if len(dimensions) > 1 else "ARRAY['']",
        labels=_labels(dimensions[-1], last, counted=True),
        value="count(woman)" if definition.unit == "women" else "sum(n)",
    )
    given: dict[str, Any] = {f"{d.name}_codes": list(d.codes) for d in dimensions if d.kind == "place"}
    given |= {f"where_{n}": list(each.any_of) for n, each in enumerate(definition.where)}
    given |= {"state": state, "closed": closed, "periods": list(asked.periods)}
    return text, given


def evaluation(asked: Asked, lines: Iterable[Line]) -> Evaluation:
    """What the statement answered, as cells. Raises ValueError when a code is outside the catalogue."""
    found = {line[:3]: line[3:] for line in lines}
    rows, counted, _ = found.pop(("", "", ""))
    return assemble(asked, found, rows, counted)


def _read(source: Source, columns: Iterable[str]) -> list[str]:
    return [f"{source.columns[name].sql or name} AS {name}" for name in dict.fromkeys(columns)]


def _told(dimension: Dimension, grain: str) -> str:
    return _TOLD[dimension.kind].format(name=dimension.name, last=_LAST_MONTH[grain])


def _labels(dimension: Dimension, told: str, *, counted: bool = False) -> str:
    known = f", '{KNOWN}'" if counted else ""
    return (_PLACES if dimension.kind == "place" else _LABELS).format(told=told, known=known)


def _where(source: Source, conditions: Sequence[Condition]) -> list[str]:
    several = {each.column: source.columns[each.column].kind == "codes" for each in conditions}
    return [
        f"{each.column} && %(where_{n})s::text[]"
        if several[each.column]
        else f"{each.column} = ANY (%(where_{n})s::text[])"
        for n, each in enumerate(conditions)
    ]
