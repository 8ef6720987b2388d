"""The unknown part of a publication: what follows by subtraction is settled, the rest falls into separate pieces."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from .._components import components
from .._types import Key
from ..tables._system import Publication


class Unsolvable(ValueError):
    """No whole numbers fit the published ones."""


@dataclass(frozen=True)
class Equation:
    """Sum of coefficient times cell = side, over cells that are not known."""

    terms: tuple[tuple[Key, int], ...]
    side: int


@dataclass(frozen=True)
class Piece:
    """Cells bound together by equations, in the order of the publication, and independent of all others."""

    cells: tuple[Key, ...]
    equations: tuple[Equation, ...]


def pieces(publication: Publication, many: Collection[Key] = ()) -> tuple[dict[Key, int], tuple[Piece, ...]]:
    """All known values (printed, or settled by subtraction), and the pieces that remain. Of the cells that are known to
    count k or `many` more, what they count beyond k. Raises Unsolvable."""
    known = {cell.key: cell.number for cell in publication.cells if cell.number is not None}
    floor = dict.fromkeys(many, publication.k)
    equations = [_equation(relation.left, relation.right, floor) for relation in publication.relations]
    open_ = _settle(equations, known)
    return known, tuple(_separate(publication, open_, known))


def _equation(left: Iterable[Key], right: Iterable[Key], floor: Mapping[Key, int]) -> Equation:
    terms = Counter(left)
    terms.subtract(Counter(right))
    side = -sum(sign * floor.get(key, 0) for key, sign in terms.items())
    return Equation(tuple((key, sign) for key, sign in terms.items() if sign), side)


def _settle(equations: list[Equation], known: dict[Key, int]) -> list[Equation]:
    """Put what is known into the equations until nothing more follows."""
    moving = True
    while moving:
        moving = False
        left = []
        for equation in equations:
            rest = _without(equation, known)
            if not rest.terms and rest.side:
                raise Unsolvable("published numbers contradict each other")
            signs = {sign for _, sign in rest.terms}
            if len(rest.terms) == 1 or (rest.side == 0 and len(signs) == 1 and rest.terms):
                moving = True
                for key, sign in rest.terms:
                    value, remainder = divmod(rest.side, sign)
                    if remainder or value < 0:
                        raise Unsolvable(f"{key} would be {rest.side}/{sign}")
                    known[key] = value
            elif rest.terms:
                left.append(rest)
        equations = left
    return equations


def _without(equation: Equation, known: dict[Key, int]) -> Equation:
    side = equation.side - sum(sign * known[key] for key, sign in equation.terms if key in known)
    return Equation(tuple(term for term in equation.terms if term[0] not in known), side)


def _separate(publication: Publication, equations: list[Equation], known: dict[Key, int]) -> list[Piece]:
    unknown = [cell.key for cell in publication.cells if cell.key not in known]
    top = components(unknown, ([key for key, _ in equation.terms] for equation in equations))
    cells: dict[Key, list[Key]] = {}
    for key in unknown:
        cells.setdefault(top[key], []).append(key)
    bound: dict[Key, list[Equation]] = {}
    for equation in equations:
        bound.setdefault(top[equation.terms[0][0]], []).append(equation)
    return [Piece(tuple(keys), tuple(bound.get(head, ()))) for head, keys in cells.items()]
