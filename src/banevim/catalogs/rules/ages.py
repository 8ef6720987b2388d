"""People of a range of ages, from the cells of one population."""

from collections.abc import Iterable

Cell = tuple[int, int | None, int]
"""First age, last age (none: no limit), people."""


def people_between(cells: Iterable[Cell], first: int, last: int | None) -> int | None:
    """The people of these ages, both included, when cells side by side cover them exactly; else None.

    Cells of several widths may be there together: any way through them counts each person once.
    """
    reached = {first: 0}
    end = None if last is None else last + 1
    total = None
    for start, stop, people in sorted(cells, key=lambda cell: (cell[0], cell[1] is None, cell[1] or 0)):
        if start not in reached:
            continue
        after = None if stop is None else stop + 1
        if after == end:
            total = reached[start] + people if total is None else total
        elif after is not None:
            reached.setdefault(after, reached[start] + people)
    return total
