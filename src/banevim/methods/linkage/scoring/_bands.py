"""The bands: how strongly the screen may speak of a candidate."""

from collections.abc import Sequence
from dataclasses import replace

from ._result import Band, Contribution, Level, Score
from ._weights import HAND_SET, Weights

_HERS = frozenset(["given_names", "birth_date", "birth_year", "age"])


def band(bits: float, parts: Sequence[Contribution], thresholds: tuple[float, float]) -> Band:
    """Sisters, twins, a mother of the same name and a different CURP are never *probably*, however much agrees."""
    probably, possibly = thresholds
    if bits < possibly:
        return Band.LISTED
    levels = {part.field: part.level for part in parts}
    same_curp = levels["curp"] is Level.AGREES
    against = {part.field for part in parts if part.level is Level.DISAGREES and part.bits < 0}
    another = not against.isdisjoint(_HERS)
    if bits < probably or (another and not same_curp) or levels["curp"] is Level.DISAGREES:
        return Band.POSSIBLY
    return Band.PROBABLY


def settle(scores: Sequence[Score], weights: Weights = HAND_SET) -> tuple[Score, ...]:
    """The bands of different women side by side, best first: one is *probably* her only if well ahead of the rest."""
    if not scores:
        return ()
    ahead = len(scores) == 1 or scores[0].bits - scores[1].bits >= weights.lead
    return tuple(
        replace(each, band=Band.POSSIBLY) if each.band is Band.PROBABLY and (n or not ahead) else each
        for n, each in enumerate(scores)
    )
