"""CURP, telephone and sex."""

from rapidfuzz.distance import OSA

from .._person import Prepared
from ._result import Contribution, Level
from ._weights import Weights


def curp_contribution(query: Prepared, candidate: Prepared, weights: Weights) -> Contribution:
    a, b = query.curp, candidate.curp
    if not a or not b:
        return Contribution("curp", Level.MISSING, 0.0)
    if a == b:
        return Contribution("curp", Level.AGREES, weights.curp_equal)
    if a[:16] == b[:16]:
        return Contribution("curp", Level.SIMILAR, weights.curp_root)
    if OSA.distance(a, b, score_cutoff=2) <= 2:
        return Contribution("curp", Level.SIMILAR, weights.curp_slip)
    if a[:10] == b[:10]:
        return Contribution("curp", Level.SIMILAR, weights.curp_start)
    return Contribution("curp", Level.DISAGREES, weights.curp_differs)


def phone_contribution(query: Prepared, candidate: Prepared, weights: Weights) -> Contribution:
    a, b = query.phone, candidate.phone
    if len(a) < 7 or len(b) < 7:
        return Contribution("phone", Level.MISSING, 0.0)
    if a[-7:] == b[-7:]:
        return Contribution("phone", Level.AGREES, weights.phone_equal)
    if OSA.distance(a[-7:], b[-7:], score_cutoff=1) <= 1:
        return Contribution("phone", Level.SIMILAR, weights.phone_slip)
    return Contribution("phone", Level.DISAGREES, weights.phone_differs)


def sex_contribution(query: Prepared, candidate: Prepared, weights: Weights) -> Contribution:
    """Agreement says nothing among women; X is compared with nothing."""
    a, b = query.person.sex, candidate.person.sex
    if a not in ("H", "M") or b not in ("H", "M"):
        return Contribution("sex", Level.MISSING, 0.0)
    if a == b:
        return Contribution("sex", Level.AGREES, 0.0)
    return Contribution("sex", Level.DISAGREES, weights.sex_differs)
