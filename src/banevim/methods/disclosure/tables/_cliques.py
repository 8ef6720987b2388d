"""Which tables come from one cross-classification, and what must agree for them to be margins of one set of records.

Tables over cliques of dimensions that form a tree and agree where they meet are the margins of some table over all
dimensions, of whole numbers too: the records of two cliques are paired inside each code of what they share (Vorob'ev
1962; Lauritzen, *Graphical Models*, 1996). So a witness at the level of microdata needs no table over everything.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from math import prod

from .._types import Key
from ._attributes import Attributes, attributes_of
from ._dimension import Dimension
from ._system import Classification, Publication, Relation, Shown

# A clique with more records than this is not written out; its tables are then proved at the level of the table.
WIDEST = 20_000


def classify(tables: Sequence[Sequence[Dimension]], prefix: Key) -> Classification | None:
    """Cliques for the tables (each: its dimensions, none if it counts all records alone), or None if one of them would
    be too wide."""
    used = {dimension.name: dimension for table in tables for dimension in table}
    said = {name: attributes_of(dimension) for name, dimension in sorted(used.items())}
    names = {attribute: each for one in said.values() for attribute, each in one.names.items()}
    apart = [clique for table in tables for clique in _cliques(table, tables, said)]
    cliques = _tree(_filled(apart, names) or [frozenset()])
    if any(prod(len(names[a]) for a in clique) > WIDEST for clique in cliques):
        return None
    sums = {name: parts for one in said.values() for name, parts in one.sums.items()}
    impossible = tuple(pair for one in said.values() for pair in one.impossible)
    return Classification(names, sums, tuple(tuple(sorted(clique)) for clique in cliques), prefix, impossible)


def _cliques(
    table: Sequence[Dimension], tables: Sequence[Sequence[Dimension]], said: Mapping[str, Attributes]
) -> list[frozenset[str]]:
    """Attributes that a table crosses. Where only one of its dimensions has several codes, and no other table crosses
    that one, each code is crossed apart: inside each group of the others the records can then always be given their
    codes, as many as are counted of each and at least one each, because these add up to no fewer than the records."""
    names = {dimension.name for dimension in table}
    several = [dimension.name for dimension in table if dimension.several]
    crossed = [
        other
        for other in tables
        if {d.name for d in other} & set(several) and {d.name for d in other} - names
    ]
    if len(several) != 1 or crossed:
        return [frozenset(attribute for name in names for attribute in said[name].names)]
    others = {attribute for name in names - set(several) for attribute in said[name].names}
    return [frozenset(others | piece) for piece in said[several[0]].apart]


def _filled(tables: Sequence[frozenset[str]], names: Mapping[str, tuple[str, ...]]) -> list[frozenset[str]]:
    """Maximal cliques of a chordal graph over the tables: the attribute whose neighbourhood is smallest goes first."""
    near = {name: {other for t in tables if name in t for other in t} for name in names}
    found: list[frozenset[str]] = []
    while near:
        width = {name: prod(len(names[other]) for other in around) for name, around in near.items()}
        name = min(sorted(near), key=lambda each: width[each])
        around = near.pop(name)
        found.append(frozenset(around))
        for other in around - {name}:
            near[other] = (near[other] | around) - {name}
    return [
        c for i, c in enumerate(found) if not any(c < o or (c == o and j < i) for j, o in enumerate(found))
    ]


def _tree(cliques: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """An order in which each clique meets all earlier ones inside one of them (maximal weight spanning tree)."""
    left = sorted(cliques, key=lambda clique: (-len(clique), sorted(clique)))
    ordered = left[:1]
    left = left[1:]
    while left:
        best = max(left, key=lambda clique: max(len(clique & other) for other in ordered))
        ordered.append(best)
        left.remove(best)
    return ordered


def covered(publication: Publication) -> set[Key]:
    """Cells that are margins of the records of a classification, and what such a margin has more than another."""
    margins = [_Margins(classification) for classification in publication.classifications]
    found = {cell.key for cell in publication.cells if any(each.holds(cell.key) for each in margins)}
    again = {cell.key for cell in publication.cells if cell.kind == "again"}
    sums = [{*relation.left, *relation.right} for relation in publication.relations]
    return found.union(*(keys & again for keys in sums if keys - again <= found))


def with_records(publication: Publication) -> Publication:
    """The same publication with the records of every clique as cells that are never printed.

    Whatever solves it is a set of tables that come from one set of records for each classification.
    """
    cells: dict[Key, Shown] = {cell.key: cell for cell in publication.cells}
    relations: dict[Relation, None] = dict.fromkeys(publication.relations)
    sums: dict[Key, list[Relation]] = {}
    for relation in publication.relations:
        if len(relation.left) == 1:
            sums.setdefault(relation.left[0], []).append(relation)
    for classification in publication.classifications:
        margins = _Margins(classification)
        separators = {frozenset(a) & frozenset(b) for a, b in combinations(classification.cliques, 2)}
        for clique in classification.cliques:
            for key in margins.records(clique):
                cells.setdefault(key, Shown(key, "slack", None))
        for separator in sorted(map(sorted, separators)):
            for key in margins.records(separator):
                cells.setdefault(key, Shown(key, "slack", None))
        for key in list(cells):
            relations.update(dict.fromkeys(margins.of(key, sums.get(key, ()))))
    return Publication(publication.k, tuple(cells.values()), tuple(relations), publication.classifications)


class _Margins:
    def __init__(self, classification: Classification) -> None:
        self.it = classification
        self._impossible = [set(names) for names in classification.impossible]
        self._home = {name: attribute for attribute, names in classification.names.items() for name in names}
        self._home.update({name: self._home[parts[0]] for name, parts in classification.sums.items()})

    def records(self, attributes: Sequence[str], said: Mapping[str, str] | None = None) -> Iterator[Key]:
        """Records over these attributes, of those that say this."""
        told = said or {}
        each = [self._names(attribute, told.get(attribute)) for attribute in attributes]
        for names in product(*each):
            if not any(none <= set(names) for none in self._impossible):
                yield (*self.it.prefix, *sorted(names))

    def _names(self, attribute: str, name: str | None) -> tuple[str, ...]:
        return self.it.names[attribute] if name is None else self.it.sums.get(name, (name,))

    def _said(self, key: Key) -> dict[str, str] | None:
        """The name that a key gives of each attribute, or None if it is not a cell of this classification."""
        head, names = key[: len(self.it.prefix)], key[len(self.it.prefix) :]
        if head != self.it.prefix or not self._home.keys() >= set(names):
            return None
        said = {self._home[name]: name for name in names}
        return said if len(said) == len(names) else None

    def holds(self, key: Key) -> bool:
        said = self._said(key)
        return said is not None and any(set(said) <= set(clique) for clique in self.it.cliques)

    def of(self, key: Key, sums: Sequence[Relation]) -> Iterator[Relation]:
        """The cell as a sum of records in each clique that holds its attributes, unless that follows from `sums`."""
        said = self._said(key)
        if said is None:
            return
        for clique in self.it.cliques:
            if set(said) <= set(clique) and not any(self._within(relation, set(clique)) for relation in sums):
                parts = tuple(self.records(clique, said))
                if parts != (key,):
                    yield Relation((key,), parts)

    def _within(self, relation: Relation, clique: set[str]) -> bool:
        parts = [self._said(key) for key in relation.right]
        return all(said is not None and set(said) <= clique for said in parts)
