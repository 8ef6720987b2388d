"""The example on the page of protection, worked by hand: nine made-up counts, what is printed, two ways to fill it.

3 is fewer than 5. Its row and its column give it away by subtraction, so each needs one more blank; those two give each
other away, so the opposite corner goes too. Both fillings keep every printed number.
"""

from __future__ import annotations

from dataclasses import dataclass

Grid = tuple[tuple[int, ...], ...]
PLACES, KINDS = ("Zona A", "Zona B", "Zona C"), ("Tipo 1", "Tipo 2", "Tipo 3")
COUNTED: Grid = ((3, 20, 30), (20, 10, 30), (30, 30, 30))
BLANKS = frozenset({(0, 0), (0, 1), (1, 0), (1, 1)})
WITH_NONE = {(0, 0): 0, (0, 1): 23, (1, 0): 23, (1, 1): 7}
WITH_FIVE = {(0, 0): 5, (0, 1): 18, (1, 0): 18, (1, 1): 12}


@dataclass(frozen=True, slots=True)
class Filling:
    """One table of the example with its sums: a caption, and rows of cells (None: withheld; `marked`: filled in)."""

    caption: str
    rows: tuple[tuple[str, tuple[tuple[int | None, bool], ...]], ...]


def filled(values: dict[tuple[int, int], int]) -> Grid:
    """The nine numbers with the blanks filled by `values`."""
    return tuple(
        tuple(values.get((row, column), number) for column, number in enumerate(numbers))
        for row, numbers in enumerate(COUNTED)
    )


def with_sums(grid: Grid) -> Grid:
    """Each row with its sum, and a last row of sums."""
    rows = [(*row, sum(row)) for row in grid]
    return (*rows, tuple(sum(column) for column in zip(*rows, strict=True)))


def _table(caption: str, grid: Grid, *, blank: bool, mark: bool) -> Filling:
    rows = []
    for place, (name, numbers) in enumerate(zip((*PLACES, "Total"), with_sums(grid), strict=True)):
        cells = [
            (None if blank and (place, column) in BLANKS else number, mark and (place, column) in BLANKS)
            for column, number in enumerate(numbers)
        ]
        rows.append((name, tuple(cells)))
    return Filling(caption, tuple(rows))


def example() -> tuple[Filling, ...]:
    """What was counted, what is printed, and the two lists that prove it."""
    return (
        _table("Lo que se contó. No se publica.", COUNTED, blank=False, mark=False),
        _table("Lo que se publica.", COUNTED, blank=True, mark=False),
        _table("Una lista que da los mismos totales, con 0.", filled(WITH_NONE), blank=False, mark=True),
        _table("Otra lista que da los mismos totales, con 5.", filled(WITH_FIVE), blank=False, mark=True),
    )
