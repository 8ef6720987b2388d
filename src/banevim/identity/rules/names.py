"""Names written in one go, cut into given names and surnames. Nothing hangs on it: the matcher compares all words."""

import re
from collections.abc import Mapping
from math import log

from banevim.methods import linkage

_JOINS = frozenset("de del la las los y da das do dos di san santa van von".split())
_RARE = 1e-5
_BACKWARDS = log(0.02)
_USUAL_SURNAMES = 2
_MOST_WORDS = 8


def units(text: str) -> list[str]:
    """Words with the particles that belong to them: `de la Cruz` is one."""
    found: list[str] = []
    waiting: list[str] = []
    for word in re.split(r"[\s,]+", text.strip(" ,"))[:_MOST_WORDS]:
        waiting.append(word)
        if word.lower().strip(".") not in _JOINS:
            found.append(" ".join(waiting))
            waiting = []
    return found + ([" ".join(waiting)] if waiting else [])


def split_names(text: str) -> tuple[str, str, str]:
    """Given names, first and second surname: the reading that the frequencies of names make most likely.

    Surnames come last, or first as in lists (`GARCÍA LÓPEZ MARÍA`, `García López, María`). A lone word is a given
    name.
    """
    before, _, after = (part.strip() for part in text.partition(","))
    if before and after:
        surnames = units(before)
        return after.replace(",", ""), surnames[0], " ".join(surnames[1:])
    words = units(text)
    if len(words) < 2:
        return " ".join(words), "", ""
    options = [
        (_worth(words[:cut], words[cut:]) - 0.1 * cut, words[:cut], words[cut:])
        for cut in range(max(1, len(words) - _USUAL_SURNAMES), len(words))
    ]
    options += [
        (_worth(words[cut:], words[:cut]) + _BACKWARDS, words[cut:], words[:cut])
        for cut in range(1, min(_USUAL_SURNAMES, len(words) - 1) + 1)
    ]
    _, given, surnames = max(options, key=lambda option: option[0])
    return " ".join(given), surnames[0], " ".join(surnames[1:])


def _worth(given: list[str], surnames: list[str]) -> float:
    names = linkage.public()
    return sum(_share(w, names.given) for w in given) + sum(_share(w, names.surnames) for w in surnames)


def _share(unit: str, shares: Mapping[str, float]) -> float:
    return max((log(shares.get(token, _RARE)) for token in linkage.name_tokens(unit)), default=log(_RARE))
