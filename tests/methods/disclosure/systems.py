"""Small systems, and the slow attacker: every assignment of whole numbers that fits what is published."""

from collections.abc import Collection, Iterator

from banevim.methods.disclosure import Cell, Dimension, Key, Publication, System, tabulate

TOTAL: Key = ()


def line(*values: int, **more: bool) -> System:
    """One dimension with its total: cells `a=0`, `a=1`, …"""
    codes = tuple(str(i) for i in range(len(values)))
    records = [{"a": code} for code, value in zip(codes, values, strict=True) for _ in range(value)]
    return tabulate([Dimension("a", codes, **more)], [("a",)], records)


def cross(*rows: tuple[int, ...]) -> System:
    """Two dimensions with all margins."""
    wide, high = (tuple(str(i) for i in range(n)) for n in (len(rows[0]), len(rows)))
    records = [
        {"row": r, "column": c}
        for r, values in zip(high, rows, strict=True)
        for c, value in zip(wide, values, strict=True)
        for _ in range(value)
    ]
    return tabulate([Dimension("row", high), Dimension("column", wide)], [("row", "column")], records)


def worlds(publication: Publication, most: int) -> Iterator[dict[Key, int]]:
    """All solutions with values 0 to `most`, found by trying; what one relation gives is not tried."""
    known = {cell.key: cell.number for cell in publication.cells if cell.number is not None}
    yield from _extend(publication, known, most)


def _extend(publication: Publication, known: dict[Key, int], most: int) -> Iterator[dict[Key, int]]:
    known = dict(known)
    moving = True
    while moving:
        moving = False
        for relation in publication.relations:
            missing = [key for key in (*relation.left, *relation.right) if key not in known]
            left, right = (sum(known.get(key, 0) for key in side) for side in (relation.left, relation.right))
            if not missing and left != right:
                return
            if len(missing) == 1:
                known[missing[0]] = right - left if missing[0] in relation.left else left - right
                if known[missing[0]] < 0:
                    return
                moving = True
    free = next((cell.key for cell in publication.cells if cell.key not in known), None)
    if free is None:
        yield known
        return
    for value in range(most + 1):
        yield from _extend(publication, {**known, free: value}, most)


def ranges(publication: Publication, most: int, many: Collection[Key] = ()) -> dict[Key, tuple[int, int]]:
    """`many`: cells that the attacker knows to count k or more."""
    found = [w for w in worlds(publication, most) if all(w[key] >= publication.k for key in many)]
    assert found
    return {key: (min(w[key] for w in found), max(w[key] for w in found)) for key in found[0]}


def replaced(system: System, values: dict[Key, int]) -> System:
    """The same tables of other women."""
    cells = [Cell(c.key, values[c.key], values[c.key], c.kind, c.decided) for c in system.cells]
    return System(tuple(cells), system.relations, system.classifications)
