"""The evaluator said again in plain Python, slowly and apart: for each cell, every row is asked whether it is in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from banevim.methods.indicators import (
    Asked,
    Cell,
    Definition,
    Dimension,
    Evaluation,
    Records,
    Table,
    ask,
    months_of,
    quarter_of,
)

MISSING, ELSEWHERE, TOTAL, LATE = "no_especificado", "otra_entidad", "total", "registro_tardio"


@dataclass(frozen=True)
class Row:
    """A row of a de-identified view: what every view has, and its own columns in `told`; a column left out is empty."""

    number: int
    woman: int | str | None
    month: str
    late: bool = False
    facts_month: str | None = None
    told: Mapping[str, Any] = field(default_factory=dict)


def case(
    number: int,
    woman: int | str,
    month: str,
    municipality: str | None,
    types: Sequence[str] | None,
    late: bool = False,
) -> Row:
    """A case as the three published indicators need it."""
    return Row(number, woman, month, late, told={"municipality": municipality, "types": types})


def period_of(row: Row, asked: Asked) -> str:
    month = row.facts_month if asked.definition.period.rule == "facts" else row.month
    if month is None:
        return MISSING
    return {"month": month, "quarter": quarter_of(month), "year": month[:4]}[asked.table.grain]


def codes_of(row: Row, dimension: Dimension, asked: Asked, rows: Sequence[Row]) -> list[str] | None:
    """What a row says in a column; None when it says nothing."""
    value = row.told.get(dimension.name)
    if dimension.kind == "late":
        return [LATE] if row.late else []
    if dimension.kind == "all":
        return []
    if dimension.kind == "by_then":
        if dimension.name == "second_month":
            hers = sorted((r.month, r.number) for r in rows if r.woman == row.woman)
            value = hers[1][0] if len(hers) > 1 else None
        last = months_of(period_of(row, asked))[-1]
        return ["SI"] if value is not None and value <= last else ["NO"]
    if not value:
        return None
    if dimension.kind == "place":
        return [value] if value in dimension.codes else [ELSEWHERE]
    return sorted(set(value)) if dimension.kind == "codes" else [value]


def is_in(label: str, codes: list[str] | None) -> bool:
    if label == MISSING:
        return codes is None
    if label == TOTAL:
        return codes is None or codes != [ELSEWHERE]
    return codes is not None and label in codes


def evaluate(
    definition: Definition,
    table: Table,
    rows: Iterable[Row],
    *,
    periods: Sequence[str],
    codes: Mapping[str, Sequence[str]] | None = None,
    closed: str = "9999-12",
) -> Evaluation:
    """The cells of a table, in the order of the page."""
    asked, rows = ask(definition, table, periods, codes), list(rows)
    seen = [row for row in rows if row.month <= closed]
    dated = [row for row in seen if period_of(row, asked) in asked.periods]
    mine = [row for row in dated if all(_passes(row, each.column, each.any_of) for each in definition.where)]
    cells = []
    for period in asked.periods:
        here = _latest(asked, [row for row in mine if period_of(row, asked) == period], seen)
        cells += _cells(asked, period, here, seen)
    left = (len(rows) - len(seen), len(seen) - len(dated), len(dated) - len(mine))
    return Evaluation(
        definition.id, definition.version, tuple(cells), Records(len(rows), *left, counted=len(mine))
    )


def _passes(row: Row, column: str, any_of: Sequence[str]) -> bool:
    value = row.told.get(column)
    return any(code in any_of for code in ([value] if isinstance(value, str) else value or []))


def _latest(asked: Asked, rows: list[Row], seen: Sequence[Row]) -> list[Row]:
    """Of each woman, her last row that says something, where the definition wants only that one."""
    if (asked.definition.unit, asked.definition.each_woman) != ("women", "latest"):
        return rows
    last = asked.dimensions[-1]
    found: dict[Any, Row] = {}
    for row in sorted(rows, key=lambda r: (codes_of(r, last, asked, seen) is not None, r.month, r.number)):
        found[row.woman] = row
    return list(found.values())


def _labels(dimension: Dimension) -> list[str]:
    more = {"place": [MISSING, ELSEWHERE], "late": [LATE], "all": [], "by_then": []}.get(
        dimension.kind, [MISSING]
    )
    return [TOTAL, *dimension.codes, *more]


def _cells(asked: Asked, period: str, rows: list[Row], seen: Sequence[Row]) -> list[Cell]:
    told = [[codes_of(row, each, asked, seen) for each in asked.dimensions] for row in rows]
    last = asked.dimensions[-1]
    cells = []
    for group in _labels(asked.dimensions[0]) if len(asked.dimensions) > 1 else [""]:
        near = [
            n
            for n, codes in enumerate(told)
            if len(codes) == 1 or _grouped(group, codes[0], asked.dimensions[0])
        ]
        for label in _labels(last):
            inside = [rows[n] for n in near if _grouped(label, told[n][-1], last)]
            outside = [rows[n] for n in near if told[n][-1] is not None and not is_in(label, told[n][-1])]
            women = _women(inside)
            value = women if asked.definition.unit == "women" else len(inside)
            rest = None if label == TOTAL or last.kind == "place" else _women(outside)
            keys = (period, group, label) if group else (period, label)
            cells.append(Cell(keys, _role(period, label), value, women, rest))
    return cells


def _grouped(label: str, codes: list[str] | None, dimension: Dimension) -> bool:
    """The total of places is the state: who does not say where, or was elsewhere, is apart."""
    if dimension.kind == "place" and label == TOTAL:
        return codes is not None and codes != [ELSEWHERE]
    return is_in(label, codes)


def _women(rows: Iterable[Row]) -> int:
    return len({row.woman for row in rows if row.woman is not None})


def _role(period: str, label: str) -> Any:
    if period == MISSING:
        return "missing"
    return {TOTAL: "total", MISSING: "missing", ELSEWHERE: "elsewhere", LATE: "late"}.get(label, "part")


@dataclass(frozen=True)
class RowCounter:
    """Counts given rows where a cut would count the bank."""

    rows: Sequence[Row]
    closed: str = "9999-12"

    def first_month(self) -> str | None:
        return min((row.month for row in self.rows if row.month <= self.closed), default=None)

    def count(
        self,
        definition: Definition,
        table: Table,
        periods: Sequence[str],
        codes: Mapping[str, Sequence[str]] | None = None,
    ) -> Evaluation:
        return evaluate(definition, table, self.rows, periods=periods, codes=codes, closed=self.closed)
