"""Of which records the tables of a unit and a period are margins, and what came to it or left it since its parts were
printed: worked out from the tables, so that a witness that says that it comes from records says it of these.

A record has one name of each attribute: its answer, or of a column with several answers yes, no, or (`?`) not asked to
each one. The proof may cross more attributes than a table does, never fewer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from datavim.bundle.model import Bundle, Dimension
from datavim.bundle.names import ALONE, CONTEXT_TABLES, OUTSIDE, PLACE
from datavim.bundle.rules.policy import RECORDS
from datavim.bundle.sums import LATE, sums_of

Key = tuple[str, ...]
Names = frozenset[str]


@dataclass(frozen=True)
class Column:
    """`alone`: answers that come with no other; `wholes`: what the other answers are parts of, as the keys name it."""

    name: str
    several: bool
    alone: tuple[str, ...]
    wholes: Mapping[str, tuple[str, ...]]

    @property
    def base(self) -> str:
        return "".join(f"≠{code}" for code in self.alone)


@dataclass(frozen=True)
class Said:
    """Attributes with their names, sums of names, names that no record has together; `apart`: sets of attributes that
    together tell how many give each answer."""

    names: Mapping[str, Names]
    sums: Mapping[str, Names]
    impossible: frozenset[Names]
    apart: tuple[Names, ...]


def record_problems(bundle: Bundle) -> list[str]:
    """Spanish sentences about a proof whose records are not those of the tables."""
    classified = bundle.proof.publication["classifications"] if bundle.proof else []
    told: dict[Key, Any] = {tuple(each["prefix"]): each for each in classified}
    known = _tables(bundle)
    known |= _late(bundle, known)
    problems = [
        f"La prueba habla de registros de los que no hay tablas: {' · '.join(prefix)}."
        for prefix in sorted(told.keys() - known.keys())
    ]
    demanded = bundle.cut.policy.demand == RECORDS
    if (
        demanded
        and bundle.proof
        and not all(each["records"] for each in bundle.proof.certificate["witnesses"])
    ):
        problems.append("La política pide una prueba hasta los registros y un testigo no sale de ellos.")
    for prefix, tables in sorted(known.items()):
        if prefix not in told:
            if demanded:
                problems.append(f"La prueba calla de qué registros son las tablas: {' · '.join(prefix)}.")
        elif not _holds(told[prefix], tables):
            problems.append(
                f"La prueba habla de otros registros que los de las tablas: {' · '.join(prefix)}."
            )
    return problems


def _tables(bundle: Bundle) -> dict[Key, list[tuple[Column, ...]]]:
    """The columns of every table of each unit and period."""
    found: dict[Key, list[tuple[Column, ...]]] = {}
    for table in bundle.tables:
        if table.id in CONTEXT_TABLES:
            continue
        for period in dict.fromkeys(row.keys[0] for row in table.rows):
            here = [row.keys for row in table.rows if row.keys[0] == period]
            columns = [
                _column(each, {keys[n] for keys in here}) for n, each in enumerate(table.dimensions) if n
            ]
            found.setdefault((table.unit, f"{table.dimensions[0].name}={period}"), []).append(tuple(columns))
    return found


def _late(
    bundle: Bundle, tables: Mapping[Key, Sequence[tuple[Column, ...]]]
) -> dict[Key, list[tuple[Column, ...]]]:
    """Each column by which late records are counted, as a table by itself; none where only their number is."""
    asked: dict[Key, set[str]] = {}
    for key in sums_of(bundle).kinds:
        if key[2:3] and key[2] in LATE:
            asked.setdefault(key[:3], set()).update(name.partition("=")[0] for name in key[3:])
    found: dict[Key, list[tuple[Column, ...]]] = {}
    for prefix, names in asked.items():
        columns = {column.name: column for table in tables[prefix[:2]] for column in table}
        found[prefix] = [(columns[name],) for name in sorted(names)] or [()]
    return found


def _column(dimension: Dimension, present: set[str]) -> Column:
    codes = [each.code for each in dimension.codes if each.code in present and not each.total]
    if dimension.name != PLACE:
        alone = tuple(code for code in codes if code in ALONE)
        base = "".join(f"≠{code}" for code in alone)
        wholes = {base: tuple(code for code in codes if code not in ALONE)}
        return Column(dimension.name, dimension.several, alone, wholes)
    state = next(each.code for each in dimension.codes if each.total)
    outside = tuple(code for code in codes if code in OUTSIDE)
    inside = tuple(code for code in codes if code not in OUTSIDE)
    return Column(PLACE, dimension.several, (), {"": (*outside, state), f"={state}": inside})


def _holds(told: Mapping[str, Any], tables: Sequence[tuple[Column, ...]]) -> bool:
    said = {column.name: _said(column) for table in tables for column in table}
    names = {attribute: each for one in said.values() for attribute, each in one.names.items()}
    sums = {name: parts for one in said.values() for name, parts in one.sums.items()}
    impossible = frozenset(each for one in said.values() for each in one.impossible)
    cliques = [set(each) for each in told["cliques"]]
    return (
        {attribute: frozenset(each) for attribute, each in told["names"].items()} == names
        and all(len(each) == len(set(each)) for each in (*told["names"].values(), *told["sums"].values()))
        and {name: frozenset(parts) for name, parts in told["sums"].items()} == sums
        and frozenset(frozenset(each) for each in told["impossible"]) == impossible
        and all(
            any(each <= one for one in cliques) for table in tables for each in _crossed(table, tables, said)
        )
    )


def _crossed(
    table: Sequence[Column], tables: Sequence[Sequence[Column]], said: Mapping[str, Said]
) -> Iterator[Names]:
    """The attributes that a table crosses. Of one column with several answers that nothing else crosses, each answer is
    crossed apart: the records can always be given as many of each as are counted."""
    here = {column.name for column in table}
    several = [column.name for column in table if column.several]
    also = [{column.name for column in other} for other in tables]
    if len(several) != 1 or any(other & set(several) and other - here for other in also):
        yield frozenset(attribute for name in here for attribute in said[name].names)
        return
    others = {attribute for name in here - set(several) for attribute in said[name].names}
    yield from (frozenset(others | piece) for piece in said[several[0]].apart)


def _said(column: Column) -> Said:
    return _several(column) if column.several else _single(column)


def _single(column: Column) -> Said:
    name, sums = column.name, dict[str, Names]()
    inside = column.wholes[column.base]
    for whole, parts in column.wholes.items():
        if whole:
            sums[f"{name}{whole}"] = frozenset(f"{name}={code}" for code in parts)
    for code in inside if name != PLACE and len(inside) != 2 else ():
        sums[f"{name}≠{code}"] = frozenset(f"{name}={other}" for other in inside if other != code)
    codes = [*column.alone, *(code for parts in column.wholes.values() for code in parts)]
    names = frozenset(f"{name}={code}" for code in codes) - sums.keys()
    told = {each: parts for each, parts in sums.items() if parts}
    return Said({name: names}, told, frozenset(), (frozenset({name}),))


def _several(column: Column) -> Said:
    name, names, impossible, apart = column.name, dict[str, Names](), set[Names](), list[Names]()
    if column.alone:
        names[name] = frozenset({f"{name}{column.base}", *(f"{name}={code}" for code in column.alone)})
    for whole, parts in column.wholes.items():
        home, told = f"{name}{whole}" if whole[:1] == "=" else name, f"{name}{whole}"
        impossible.add(frozenset(f"{name}≠{part}" for part in parts))
        for part in parts:
            yes, no, nothing = (f"{name}{sign}{part}" for sign in "=≠?")
            names[yes] = frozenset({yes, no, nothing} if whole else {yes, no})
            apart.append(frozenset({home, yes} if whole else {yes}))
            if whole:
                impossible.add(frozenset({told, nothing}))
                others = names[home] - {told}
                impossible |= {frozenset({other, said}) for other in others for said in (yes, no)}
    return Said(names, {}, frozenset(impossible), tuple(apart))
