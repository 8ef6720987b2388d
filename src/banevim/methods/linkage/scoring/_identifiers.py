"""CURP, telephone, sex and municipality."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial
from math import log2

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from .._vocabulary import Vocabulary
from ..curp import letters_inside, letters_of
from ._assign import Floats
from ._part import AGREES, DISAGREES, SIMILAR, Part
from ._rows import Columns
from ._weights import Weights

_SLIPS, _TAIL, _WHOLE = 2, 7, 18


def curp_part(query: Columns, candidates: Columns, weights: Weights) -> Part:
    mine, texts = query.curp[0], candidates.curp
    if not mine:
        return Part.missing("curp", len(texts))
    apart = _apart(mine, texts, _SLIPS)
    levels = {
        "": (0, 0.0),
        "differs": (DISAGREES, weights.curp_differs),
        "start": (SIMILAR, weights.curp_start),
        "slip": (SIMILAR, weights.curp_slip),
        "root": (SIMILAR, weights.curp_root),
        "equal": (AGREES, weights.curp_equal),
    }
    kinds = [_curp_kind(mine, text, int(n)) for text, n in zip(texts, apart, strict=True)]
    fine = np.array([list(levels).index(kind) for kind in kinds], dtype=np.int64)
    return replace(_part("curp", [levels[kind] for kind in kinds]), fine=fine)


def _curp_kind(a: str, b: str, apart: int) -> str:
    if not b:
        return ""
    if a == b:
        return "equal"
    if a[:16] == b[:16]:
        return "root"
    if apart <= _SLIPS:
        return "slip"
    return "start" if a[:10] == b[:10] else "differs"


def lent_letters(
    query: Columns, candidates: Columns, weights: Weights, vocabulary: Vocabulary
) -> list[Floats]:
    """Bits of what the CURP of one side says of the names of the other, which has none: of given names, first and
    second surname, one of each a candidate.

    A CURP holds two letters of each name. They speak for a name that its own record does not tell; or tells otherwise,
    as with the surname of a husband, and then they can only speak for her.
    """
    mine, curps, found = query.curp[0], candidates.curp, []
    for name, field in enumerate(("given", "first", "second")):
        asked, told = getattr(query, field)[0], getattr(candidates, field)
        says = partial(
            _letters_say, worth=partial(_letters_worth, weights, vocabulary, name > 0), weights=weights
        )
        bits = np.zeros(len(candidates))
        if len(mine) == _WHOLE:
            inside = letters_inside(mine, name)
            if inside not in letters_of(asked):
                pairs = zip(told, curps, strict=True)
                bits[:] = [0.0 if curp else says(inside, asked, letters_of(text)) for text, curp in pairs]
        elif asked and not mine:
            seen, pairs = letters_of(asked), zip(told, curps, strict=True)
            bits[:] = [
                says(letters_inside(curp, name), text, seen) if len(curp) == _WHOLE else 0.0
                for text, curp in pairs
            ]
        found.append(bits)
    return found


def _letters_say(
    inside: str, own: str, seen: Collection[str], worth: Callable[[str], float], weights: Weights
) -> float:
    """What two letters inside a CURP say, whose record tells the name as `own`, of a name with the letters `seen`."""
    if inside in seen:
        return 0.0 if own and inside in letters_of(own) else worth(inside)
    if own or not seen or any(letters[0] == inside[0] for letters in seen):
        return 0.0
    return weights.letters_differ


def _letters_worth(weights: Weights, vocabulary: Vocabulary, surname: bool, letters: str) -> float:
    share = vocabulary.share_of_letters(letters, surname=surname)
    return min(weights.letters_most, max(0.0, log2(weights.reliability / share)))


def phone_part(query: Columns, candidates: Columns, weights: Weights) -> Part:
    mine = query.phone[0][-_TAIL:]
    if len(mine) < _TAIL:
        return Part.missing("phone", len(candidates))
    texts = [text[-_TAIL:] for text in candidates.phone]
    apart = _apart(mine, texts, 1)
    levels = (
        (AGREES, weights.phone_equal),
        (SIMILAR, weights.phone_slip),
        (DISAGREES, weights.phone_differs),
    )
    return _part(
        "phone",
        [
            levels[min(int(n), 2)] if len(text) == _TAIL else (0, 0.0)
            for text, n in zip(texts, apart, strict=True)
        ],
    )


def sex_part(query: Columns, candidates: Columns, weights: Weights) -> Part:
    """Agreement says nothing among women; X is compared with nothing."""
    mine = query.sex[0].strip("X")
    theirs = [text.strip("X") for text in candidates.sex] if mine else candidates.sex
    return _equality("sex", mine, theirs, (0.0, weights.sex_differs))


def town_part(query: Columns, candidates: Columns, weights: Weights, vocabulary: Vocabulary) -> Part:
    """Weak evidence: people move, and in a small place many live together."""
    mine = query.municipality[0]
    worth = (weights.town_bits(vocabulary.town_share(mine)), weights.town_differs)
    return _equality("municipality", mine, candidates.municipality, worth)


def _equality(name: str, mine: str, theirs: Sequence[str], worth: tuple[float, float]) -> Part:
    if not mine:
        return Part.missing(name, len(theirs))
    outcomes = {True: (AGREES, worth[0]), False: (DISAGREES, worth[1])}
    return _part(name, [outcomes[text == mine] if text else (0, 0.0) for text in theirs])


def _apart(mine: str, theirs: Sequence[str], most: int) -> Floats:
    return np.asarray(cdist([mine], theirs, scorer=OSA.distance, score_cutoff=most, dtype=np.uint8)[0])


def _part(name: str, outcomes: Sequence[tuple[int, float]]) -> Part:
    return Part.plain(
        name,
        np.array([bits for _, bits in outcomes], dtype=np.float64),
        np.array([level for level, _ in outcomes], dtype=np.int64),
    )
