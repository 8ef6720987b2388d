"""What a table asks and how its counts become cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

from ._definition import Definition, Table
from ._periods import grain_of
from ._vocabulary import load_vocabulary

UNSPECIFIED = "no_especificado"
ELSEWHERE = "otra_entidad"
TOTAL = "total"
LATE = "registro_tardio"
YES, NO = "SI", "NO"
KNOWN = "se_sabe"
"""Of rows with an answer, whatever it is; no cell has it."""

Role = Literal["total", "part", "missing", "elsewhere", "late"]
Codes = Mapping[str, Sequence[str]]
_ROLES: dict[str, Role] = {TOTAL: "total", UNSPECIFIED: "missing", ELSEWHERE: "elsewhere", LATE: "late"}


@dataclass(frozen=True)
class Cell:
    """One number: `keys` is the period and, for each column of the table, the code.

    `women` are the distinct women in it; `complement_women` those of the same period and group known to be outside it,
    given where the number may be printed next to its base and to what is not specified.
    """

    keys: tuple[str, ...]
    role: Role
    value: int
    women: int
    complement_women: int | None = None


@dataclass(frozen=True)
class Records:
    """Where every row of a source went: came = later + elsewhen + excluded + counted.

    `later`: registered after the last closed month; `elsewhen`: of a period that was not asked; `excluded`: not what
    the definition counts (`where`).
    """

    came: int
    later: int
    elsewhen: int
    excluded: int
    counted: int


@dataclass(frozen=True)
class Evaluation:
    """The cells of a table, and the records that came in, were left out and were counted."""

    definition: str
    version: int
    cells: tuple[Cell, ...]
    records: Records

    def cell(self, *keys: str) -> Cell:
        return next(cell for cell in self.cells if cell.keys == keys)

    def of_period(self, period: str) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if cell.keys[0] == period)


@dataclass(frozen=True)
class Dimension:
    """A column of a table with the codes to print. Without a column it tells late rows from the rest."""

    name: str
    kind: Literal["code", "codes", "place", "by_then", "late", "all"]
    codes: tuple[str, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label in the order of the page."""
        after: dict[str, tuple[str, ...]] = {
            "place": (UNSPECIFIED, ELSEWHERE),
            "late": (LATE,),
            "all": (),
            "by_then": (),
        }
        return (TOTAL, *self.codes, *after.get(self.kind, (UNSPECIFIED,)))

    @property
    def rest(self) -> tuple[str, ...]:
        """The labels whose complement is counted."""
        return () if self.kind == "place" else self.labels[1:]


@dataclass(frozen=True)
class Asked:
    """A table of a definition for some periods; `dimensions` are one or two, the group before what is counted."""

    definition: Definition
    table: Table
    periods: tuple[str, ...]
    dimensions: tuple[Dimension, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """What it reads of each row, once each."""
        named = [*(each.name for each in self.dimensions), *(each.column for each in self.definition.where)]
        return tuple(dict.fromkeys(filter(None, named)))


def ask(definition: Definition, table: Table, periods: Sequence[str], codes: Codes | None = None) -> Asked:
    """The question, checked. `codes`: those to print of each column that has none of its own.

    Raises ValueError: a table of another indicator, a period of another grain, a code twice or a column without codes.
    """
    if table not in definition.tables:
        raise ValueError(f"{definition.id} has no table by {table.grain} and {table.by}")
    for period in periods:
        if grain_of(period) != table.grain:
            raise ValueError(f"{definition.id} is counted by {table.grain}, not for {period}")
    if len(set(periods)) != len(periods):
        raise ValueError("a period is given twice")
    given = dict(codes or {})
    found = tuple(_dimension(definition, name, given.pop(name, ())) for name in table.by)
    if given:
        raise ValueError(f"{definition.id}: codes of columns that are not asked: {', '.join(sorted(given))}")
    late = Dimension("", "late" if definition.late_line else "all", ())
    dated = (*periods, UNSPECIFIED) if definition.period.rule == "facts" else tuple(periods)
    return Asked(definition, table, dated, found or (late,))


def _dimension(definition: Definition, name: str, given: Sequence[str]) -> Dimension:
    column = load_vocabulary()[definition.source].columns[name]
    open_ended = bool(column.catalog) or column.kind == "place"
    codes = (*given, *column.fixed)
    if open_ended != bool(given):
        raise ValueError(f"{definition.id}: codes of {name} {'are needed' if open_ended else 'are its own'}")
    if len(set(codes)) != len(codes):
        raise ValueError(f"{definition.id}: a code of {name} is given twice")
    return Dimension(name, column.kind, codes)


Counted = Mapping[tuple[str, str, str], tuple[int, int, int]]
"""By period, group (empty when there is none) and label: number, women, and women whose known answers are all this."""


def assemble(asked: Asked, found: Counted, records: Records) -> Evaluation:
    """Every period and label has its cell, also when nobody is in it.

    Raises ValueError when something was counted under a label that the table does not have.
    """
    groups = asked.dimensions[0].labels if len(asked.dimensions) > 1 else ("",)
    wanted = list(product(asked.periods, groups, asked.dimensions[-1].labels))
    known = {*asked.dimensions[-1].labels, KNOWN}
    strange = {group for _, group, _ in found} - {*groups} | {label for *_, label in found} - known
    if strange:
        raise ValueError(f"{asked.definition.id}: codes outside the catalogue: {', '.join(sorted(strange))}")
    cells = tuple(_cell(asked, keys, found) for keys in wanted)
    return Evaluation(asked.definition.id, asked.definition.version, cells, records)


def _cell(asked: Asked, keys: tuple[str, str, str], found: Counted) -> Cell:
    period, group, label = keys
    value, women, whole = found.get(keys, (0, 0, 0))
    rest = None
    if label in asked.dimensions[-1].rest:
        known = found.get((period, group, KNOWN), (0, 0, 0))[1]
        rest = known if label == UNSPECIFIED else known - whole
    role = "missing" if period == UNSPECIFIED else _ROLES.get(label, "part")
    return Cell((period, group, label) if group else (period, label), role, value, women, rest)
