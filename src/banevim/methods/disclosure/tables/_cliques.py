"""Which tables come from one cross-classification, and what must agree for them to be margins of one set of records.

Tables over cliques of dimensions that form a tree and agree where they meet are the margins of some table over all
dimensions, of whole numbers too: the records of two cliques are paired inside each code of what they share (Vorob'ev
1962; Lauritzen, *Graphical Models*, 1996). So a witness at the level of microdata needs no table over everything.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations, product
from math import prod

from .._types import Key
from ._dimension import Dimension
from ._system import Classification, Publication, Relation, Shown

# A clique with more records than this is not written out; its tables are then proved at the level of the table.
WIDEST = 20_000


def classify(tables: Sequence[Sequence[Dimension]], prefix: Key) -> Classification | None:
    """Cliques for tables of single answers, or None if one of them would be too wide."""
    plain = [[d for d in table if not d.several] for table in tables]
    by_name = {d.name: d for table in plain for d in table}
    cliques = _tree(_filled([frozenset(d.name for d in table) for table in plain], by_name))
    if not by_name or any(prod(len(by_name[n].codes) for n in clique) > WIDEST for clique in cliques):
        return None
    codes = {name: dimension.codes for name, dimension in sorted(by_name.items())}
    sums = {n: {s: tuple(d.below(s)) for s in d.sums} for n, d in sorted(by_name.items()) if d.sums}
    return Classification(codes, sums, tuple(tuple(sorted(clique)) for clique in cliques), prefix)


def _filled(tables: Sequence[frozenset[str]], by_name: dict[str, Dimension]) -> list[frozenset[str]]:
    """Maximal cliques of a chordal graph over the tables: the dimension whose neighbourhood is smallest goes first."""
    near = {name: {other for t in tables if name in t for other in t} for name in by_name}
    found: list[frozenset[str]] = []
    while near:
        width = {name: prod(len(by_name[other].codes) for other in around) for name, around in near.items()}
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
    """Cells that are margins of the records of a classification."""
    margins = [_Margins(classification) for classification in publication.classifications]
    return {cell.key for cell in publication.cells if any(each.holds(cell.key) for each in margins)}


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

    def records(self, names: Sequence[str]) -> Iterator[Key]:
        for codes in product(*(self.it.codes[name] for name in names)):
            yield self._key(names, codes)

    def _key(self, names: Sequence[str], codes: Sequence[str]) -> Key:
        return (*self.it.prefix, *sorted(f"{n}={c}" for n, c in zip(names, codes, strict=True)))

    def _said(self, key: Key) -> dict[str, str] | None:
        """The codes that a key names, or None if it is not a cell of this classification."""
        head, rest = key[: len(self.it.prefix)], key[len(self.it.prefix) :]
        parts = [name.partition("=") for name in rest]
        known = head == self.it.prefix and all(
            sign and (code in self.it.codes.get(name, ()) or code in self.it.sums.get(name, {}))
            for name, sign, code in parts
        )
        return {name: code for name, _, code in parts} if known else None

    def holds(self, key: Key) -> bool:
        said = self._said(key)
        return said is not None and any(set(said) <= set(clique) for clique in self.it.cliques)

    def of(self, key: Key, sums: Sequence[Relation]) -> Iterator[Relation]:
        """The cell as a sum of records in each clique that holds its dimensions, unless that follows from `sums`."""
        said = self._said(key)
        if said is None:
            return
        for clique in self.it.cliques:
            if set(said) <= set(clique) and not any(self._within(relation, set(clique)) for relation in sums):
                each = [self._codes(name, said.get(name)) for name in clique]
                parts = tuple(self._key(clique, codes) for codes in product(*each))
                if parts != (key,):
                    yield Relation((key,), parts)

    def _within(self, relation: Relation, clique: set[str]) -> bool:
        parts = [self._said(key) for key in relation.right]
        return all(said is not None and set(said) <= clique for said in parts)

    def _codes(self, name: str, code: str | None) -> tuple[str, ...]:
        if code is None:
            return self.it.codes[name]
        return self.it.sums.get(name, {}).get(code, (code,))
