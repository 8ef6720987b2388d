"""Cuts after cuts: what was printed is a constant, what was withheld stays so, and a difference is a cell too."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from .._types import Key
from ._system import Cell, Classification, Relation, System


def settle(system: System, withheld: Collection[Key]) -> System:
    """The system once its cut is published: every cell of a table is decided for good."""
    hidden = set(withheld)
    cells = (
        replace(cell, decided=cell.key not in hidden)
        if cell.kind == "table" and cell.decided is None
        else cell
        for cell in system.cells
    )
    return replace(system, cells=tuple(cells))


def join(systems: Sequence[System], relations: Sequence[Relation] = ()) -> System:
    """One system of several cuts or catalogues, with further relations between them (late lines, consolidated years).

    A cell that several of them hold is one: it keeps what an earlier cut decided, and is printed if one of them prints
    it. Raises ValueError if they count it differently.
    """
    cells: dict[Key, Cell] = {}
    for system in systems:
        for cell in system.cells:
            cells[cell.key] = _same(cells.get(cell.key, cell), cell)
    found = [relation for system in systems for relation in system.relations]
    kinds = [classification for system in systems for classification in system.classifications]
    every = tuple(cells[key] for key in sorted(cells))
    return System(every, tuple(dict.fromkeys([*found, *relations])), tuple(_unique(kinds)))


def _unique(things: Sequence[Classification]) -> list[Classification]:
    return [thing for i, thing in enumerate(things) if thing not in things[:i]]


def _same(one: Cell, other: Cell) -> Cell:
    if (one.value, one.women) != (other.value, other.women):
        raise ValueError(f"{one.key}: counted as {one.value} and as {other.value}")
    if one.decided is not None and other.decided not in (None, one.decided):
        raise ValueError(f"{one.key}: published and withheld by earlier cuts")
    kind = one.kind if one.kind != "table" and other.kind == one.kind else "table"
    return replace(one, kind=kind, decided=other.decided if one.decided is None else one.decided)


def increment(
    before: Cell, after: Cell, name: str, removed: int | None = 0, *, women: tuple[int, int] | None = None
) -> System:
    """What a number published again tells: after + removed = before + added, with both as cells (R4).

    `removed`: withdrawn or corrected away between the cuts; None if everyone knows that nothing ever is, so that the
    later number is at least the earlier one. `women`: distinct women added and removed (all different if not given).
    Keys: the key of `after` with `name` and a sign.
    """
    out = removed or 0
    persons = (after.value - before.value + out, out) if women is None else women
    come = Cell((*after.key, f"{name}+"), after.value - before.value + out, persons[0], "implied")
    gone = Cell((*after.key, f"{name}-"), out, persons[1], "implied" if removed is not None else "zero")
    return System((before, after, come, gone), (Relation((after.key, gone.key), (before.key, come.key)),))
