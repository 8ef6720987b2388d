"""The one evaluator: rows of cases in, counted cells out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ._definition import Definition
from ._periods import grain_of, period_of

UNSPECIFIED = "no_especificado"
ELSEWHERE = "otra_entidad"
TOTAL = "total"
LATE = "registro_tardio"

Role = Literal["total", "part", "missing", "elsewhere", "late"]


@dataclass(frozen=True)
class CaseRow:
    """One de-identified case. `month` is the month it counts in; None means not specified, never zero."""

    case: str
    woman: str
    month: str
    municipality: str | None
    types: tuple[str, ...] | None
    late: bool = False


@dataclass(frozen=True)
class Cell:
    """One number: `keys` is the period and, where there is a breakdown, the code.

    `women` are the distinct women in it; `complement_women` those with a case of the period known to be outside it
    (whose types are told), given where the number may be printed next to its base and to what is not specified.
    """

    keys: tuple[str, ...]
    role: Role
    value: int
    women: int
    complement_women: int | None = None


@dataclass(frozen=True)
class Evaluation:
    """The cells and where every row went: rows = counted + outside + repeated."""

    definition: str
    version: int
    cells: tuple[Cell, ...]
    rows: int
    counted: int
    outside: int
    repeated: int

    def cell(self, *keys: str) -> Cell:
        return next(cell for cell in self.cells if cell.keys == keys)

    def of_period(self, period: str) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if cell.keys[0] == period)


@dataclass
class _Tally:
    cases: set[str] = field(default_factory=set)
    women: set[str] = field(default_factory=set)

    def add(self, row: CaseRow) -> None:
        self.cases.add(row.case)
        self.women.add(row.woman)


def evaluate(
    definition: Definition, rows: Iterable[CaseRow], *, periods: Sequence[str], codes: Sequence[str] = ()
) -> Evaluation:
    """Count the rows of the periods. `codes`: the types, or the municipalities of the state, to print.

    Every period and code has its cell, also when nobody is in it. The same case twice counts once; two
    rows that tell a case differently are an error of the caller.
    """
    _check(definition, periods, codes)
    by_period: dict[str, list[CaseRow]] = {period: [] for period in periods}
    seen: dict[str, CaseRow] = {}
    total = repeated = outside = 0
    for row in rows:
        total += 1
        first = seen.setdefault(row.case, row)
        if first is not row:
            if first != row:
                raise ValueError(f"case {row.case} comes twice with different data")
            repeated += 1
            continue
        period = period_of(row.month, definition.grain)
        if period in by_period:
            by_period[period].append(row)
        else:
            outside += 1
    cells = tuple(c for period in periods for c in _cells(definition, period, by_period[period], codes))
    counted = total - repeated - outside
    return Evaluation(definition.id, definition.version, cells, total, counted, outside, repeated)


def _check(definition: Definition, periods: Sequence[str], codes: Sequence[str]) -> None:
    for period in periods:
        if grain_of(period) != definition.grain:
            raise ValueError(f"{definition.id} is counted by {definition.grain}, not for {period}")
    if len(set(periods)) != len(periods) or len(set(codes)) != len(codes):
        raise ValueError("a period or a code is given twice")
    if (definition.breakdown == "none") == bool(codes):
        raise ValueError(f"{definition.id}: codes go with a breakdown, and only with one")


def _cells(definition: Definition, period: str, rows: list[CaseRow], codes: Sequence[str]) -> list[Cell]:
    if definition.breakdown == "type":
        return _by_type(definition, period, rows, codes)
    if definition.breakdown == "municipality":
        return _by_municipality(definition, period, rows, codes)
    everyone = _count(rows)
    cells = [_cell(definition, (period, TOTAL), "total", everyone)]
    if definition.late_line:
        late, on_time = _count(r for r in rows if r.late), _count(r for r in rows if not r.late)
        cells.append(_cell(definition, (period, LATE), "late", late, on_time))
    return cells


def _by_type(definition: Definition, period: str, rows: list[CaseRow], codes: Sequence[str]) -> list[Cell]:
    """A case counts in each of its types; without any it is not specified. The total is every case."""
    unknown = {code for row in rows for code in row.types or ()} - set(codes)
    if unknown:
        raise ValueError(f"{definition.id}: types outside the catalogue: {', '.join(sorted(unknown))}")
    cells = [_cell(definition, (period, TOTAL), "total", _count(rows))]
    for code in (*codes, UNSPECIFIED):
        inside = [row for row in rows if code in (row.types or (UNSPECIFIED,))]
        rest = _count(row for row in rows if row.types and code not in row.types)
        role: Role = "missing" if code == UNSPECIFIED else "part"
        cells.append(_cell(definition, (period, code), role, _count(inside), rest))
    return cells


def _by_municipality(
    definition: Definition, period: str, rows: list[CaseRow], codes: Sequence[str]
) -> list[Cell]:
    """The total is the state: each woman once, whatever the municipality; other states and unknown apart."""
    tallies = {code: _Tally() for code in codes}
    state, elsewhere, unknown = _Tally(), _Tally(), _Tally()
    for row in rows:
        if row.municipality is None:
            unknown.add(row)
        elif row.municipality in tallies:
            tallies[row.municipality].add(row)
            state.add(row)
        else:
            elsewhere.add(row)
    return [
        _cell(definition, (period, TOTAL), "total", state),
        *(_cell(definition, (period, code), "part", tally) for code, tally in tallies.items()),
        _cell(definition, (period, UNSPECIFIED), "missing", unknown),
        _cell(definition, (period, ELSEWHERE), "elsewhere", elsewhere),
    ]


def _count(rows: Iterable[CaseRow]) -> _Tally:
    tally = _Tally()
    for row in rows:
        tally.add(row)
    return tally


def _cell(
    definition: Definition, keys: tuple[str, ...], role: Role, tally: _Tally, rest: _Tally | None = None
) -> Cell:
    value = len(tally.cases if definition.unit == "cases" else tally.women)
    return Cell(keys, role, value, len(tally.women), None if rest is None else len(rest.women))
