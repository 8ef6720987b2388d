"""From declared tables and records to one system: the same margin of two tables is one cell, because it has one key."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from .._types import Key
from ._cliques import classify
from ._dimension import TOTAL, Dimension, Level
from ._system import Cell, Kind, Relation, System

# What a record says of each dimension: a code, or several.
Record = Mapping[str, str | Sequence[str]]
Vector = tuple[tuple[str, ...], ...]


def tabulate(
    dimensions: Sequence[Dimension],
    tables: Sequence[Sequence[str]],
    records: Iterable[Record],
    *,
    women: Sequence[str] | None = None,
    prefix: Key = (),
    impossible: Collection[Key] = (),
) -> System:
    """The cells and relations of cross tables of the same records, with all their margins, in the order of their keys.

    `tables`: the names of the dimensions of each. `women`: whom each record is about (another woman each if not
    given). `prefix` begins every key (unit, filter, kind of register). `impossible`: structural zeros.
    """
    rows = list(records)
    people = [str(line) for line in range(len(rows))] if women is None else women
    counted: dict[Key, tuple[int, int]] = {}
    for table in _tables(dimensions, tables, prefix):
        value, persons = table.count(rows, people)
        counted.update({key: (value[key], len(persons[key])) for key in value})
    return assemble(dimensions, tables, counted, prefix=prefix, impossible=impossible)


def assemble(
    dimensions: Sequence[Dimension],
    tables: Sequence[Sequence[str]],
    counted: Mapping[Key, tuple[int, int]],
    *,
    prefix: Key = (),
    impossible: Collection[Key] = (),
    printed: Collection[Key] | None = None,
) -> System:
    """The same from counts (number, women) by key; a cell that is not there counts nobody.

    With `printed`, only these are cells of tables, and what follows from the counts by a sum need not be given: it
    counts the women that it must at least. Raises ValueError if the sums do not hold or a count belongs to no table.
    """
    made = _tables(dimensions, tables, prefix)
    kinds = {key: kind for table in made for key, kind in table.cells().items()}
    kinds.update(dict.fromkeys(impossible, "zero"))
    if stray := sorted(counted.keys() - kinds.keys()):
        raise ValueError(f"{' · '.join(stray[0])}: this count belongs to no table")
    relations = dict.fromkeys(relation for table in made for relation in table.relations())
    if printed is not None:
        counted = completed(counted, tuple(relations))
        kinds = {k: "implied" if kind == "table" and k not in printed else kind for k, kind in kinds.items()}
    cells = tuple(Cell(key, *counted.get(key, (0, 0)), kind=kinds[key]) for key in sorted(kinds))
    classification = classify([table.used for table in made], prefix)
    return System(cells, tuple(relations), () if classification is None else (classification,))


def completed(
    counted: Mapping[Key, tuple[int, int]], relations: Sequence[Relation]
) -> dict[Key, tuple[int, int]]:
    """With what follows by a sum that misses one cell. A sum has at least the women of its largest part, a rest at
    least those that its parts together do not have."""
    known, waiting, moving = dict(counted), list(relations), True
    while moving:
        moving, left = False, []
        for relation in waiting:
            missing = [key for key in (*relation.left, *relation.right) if key not in known]
            if len(missing) == 1:
                known[missing[0]] = _missing(missing[0], relation, known)
                moving = True
            elif missing:
                left.append(relation)
        waiting = left
    return known


def _missing(key: Key, relation: Relation, known: Mapping[Key, tuple[int, int]]) -> tuple[int, int]:
    mine, other = (relation.left, relation.right) if key in relation.left else (relation.right, relation.left)
    beside, whole = [known[each] for each in mine if each != key], [known[each] for each in other]
    value = sum(v for v, _ in whole) - sum(v for v, _ in beside)
    women = max((w for _, w in whole), default=0) - sum(w for _, w in beside)
    return value, min(max(women, 0), max(value, 0))


def _tables(dimensions: Sequence[Dimension], tables: Sequence[Sequence[str]], prefix: Key) -> list["_Table"]:
    by_name = {dimension.name: dimension for dimension in dimensions}
    return [_Table(tuple(by_name[name] for name in names), prefix) for names in tables]


@dataclass(frozen=True)
class _Table:
    used: tuple[Dimension, ...]
    prefix: Key

    def key(self, levels: Sequence[Level]) -> Key:
        named = (d.name + level for d, level in zip(self.used, levels, strict=True) if level != TOTAL)
        return (*self.prefix, *sorted(named))

    def cells(self) -> dict[Key, Kind]:
        found: dict[Key, Kind] = {}
        for levels in product(*(dimension.levels for dimension in self.used)):
            kinds = [d.levels[level] for d, level in zip(self.used, levels, strict=True)]
            if self._kept(levels):
                found[self.key(levels)] = next((k for k in ("slack", "implied") if k in kinds), "table")
        return found

    def _kept(self, levels: Sequence[Level]) -> bool:
        """The complement of a single answer follows from the others: it is a cell beside ordinary levels only."""
        pairs = list(zip(self.used, levels, strict=True))
        redundant = any(d.is_complement(level) and not d.several for d, level in pairs)
        extra = sum(d.is_complement(level) for d, level in pairs)
        overlaps = sum(level[:1] == "+" for level in levels)
        return not (redundant and extra > 1) and overlaps <= (0 if redundant else 1)

    def relations(self) -> Iterator[Relation]:
        for place, dimension in enumerate(self.used):
            others = [d.levels if i != place else (TOTAL,) for i, d in enumerate(self.used)]
            for levels in product(*others):
                if not any(level[:1] == "+" for level in levels):
                    for left, right in dimension.relations:
                        sides = [self._side(levels, place, side) for side in (left, right)]
                        if all(sides):
                            yield Relation(*sides)

    def _side(self, levels: Sequence[Level], place: int, side: Sequence[Level]) -> tuple[Key, ...]:
        """The cells of one side, none if one of them is not kept."""
        full = [(*levels[:place], level, *levels[place + 1 :]) for level in side]
        return tuple(self.key(each) for each in full) if all(map(self._kept, full)) else ()

    def count(
        self, rows: Sequence[Record], people: Sequence[str]
    ) -> tuple[dict[Key, int], dict[Key, set[str]]]:
        grouped: dict[Vector, list[str]] = {}
        for row, person in zip(rows, people, strict=True):
            said = (row[dimension.name] for dimension in self.used)
            vector = tuple((codes,) if isinstance(codes, str) else tuple(codes) for codes in said)
            grouped.setdefault(vector, []).append(person)
        value: dict[Key, int] = {}
        persons: dict[Key, set[str]] = {}
        for vector, group in grouped.items():
            weights = [d.weights(codes) for d, codes in zip(self.used, vector, strict=True)]
            for levels in product(*weights):
                often = prod(weight[level] for weight, level in zip(weights, levels, strict=True))
                if often and self._kept(levels):
                    key = self.key(levels)
                    value[key] = value.get(key, 0) + often * len(group)
                    persons.setdefault(key, set()).update(group)
        return value, persons
