"""The attacker with a linear program: how far each cell that is not printed can be narrowed. Not the gate."""

from collections.abc import Collection
from math import ceil, floor

import numpy as np

from .._solver import Program, Row
from .._types import Key
from ..tables._system import Publication
from ._pieces import Piece, pieces

Interval = tuple[int, int | None]
_SLIP = 1e-6


def attack(
    publication: Publication, keys: Collection[Key], enough: int | None = None, many: Collection[Key] = ()
) -> dict[Key, Interval]:
    """Least and greatest whole value of each key (None: no limit), from what is public.

    With `enough`, a cell whose interval is seen to hold 0 and `enough` is not followed to its ends. `many`: cells that
    the attacker knows to count k or more. Raises Unsolvable.
    """
    known, parts = pieces(publication, many)
    found: dict[Key, Interval] = {key: (known[key], known[key]) for key in keys if key in known}
    wanted = set(keys) - found.keys()
    for piece in parts:
        if mine := [key for key in piece.cells if key in wanted]:
            found.update(_narrow(piece, mine, enough))
    for key in set(many) & found.keys():
        low, high = found[key]
        found[key] = (low + publication.k, None if high is None else high + publication.k)
    return found


def _narrow(piece: Piece, keys: Collection[Key], enough: int | None) -> dict[Key, Interval]:
    place = {key: i for i, key in enumerate(piece.cells)}
    rows: list[Row] = [
        ([place[k] for k, _ in e.terms], [sign for _, sign in e.terms]) for e in piece.equations
    ]
    width = len(place)
    program = Program(rows, [e.side for e in piece.equations], np.zeros(width), np.full(width, np.inf))
    least, most = np.full(width, np.inf), np.full(width, -np.inf)
    found: dict[Key, Interval] = {}
    for key in keys:
        ends: list[int | None] = []
        for sign in (1.0, -1.0):
            i = place[key]
            if enough is not None and (least[i] < 1 - _SLIP if sign > 0 else most[i] > enough - _SLIP):
                ends.append(0 if sign > 0 else enough)
                continue
            program.price([i], [sign])
            answer = program.solve()
            program.price([i], [0.0])
            if answer is None:
                ends.append(None)
                continue
            least, most = np.minimum(least, answer), np.maximum(most, answer)
            ends.append(ceil(answer[i] - _SLIP) if sign > 0 else floor(answer[i] + _SLIP))
        found[key] = (ends[0] or 0, ends[1])
    return found
