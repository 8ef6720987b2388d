"""Letters: what the ear confuses in Mexico, what the hand mistypes, what a machine breaks."""

import random
import re
import unicodedata
from collections.abc import Callable, Sequence

Change = Callable[[str, random.Random], str]
NEIGHBOURS = dict(
    zip(
        "qwertyuiopasdfghjklñzxcvbnm",
        "wa qes wrd etf ryg tuh yij uok ipl o sqz adw sfe dgr fht gjy hku jli kño l xas zcd xvf cbg vnh bmj nk".split(),
        strict=True,
    )
)


def swaps(*pairs: tuple[str, str]) -> Change:
    """One of several substitutions either way, at one place where any fits; what must follow is a look ahead."""
    both = [(a, re.sub(r"\(.*\)", "", b)) for pair in pairs for a, b in (pair, pair[::-1])]

    def change(text: str, chance: random.Random) -> str:
        found = [(each, new) for a, new in both for each in re.finditer(a, text, re.I)]
        if not found:
            return text
        each, new = chance.choice(found)
        new = new.capitalize() if text[each.start()].isupper() else new
        return text[: each.start()] + new + text[each.end() :]

    return change


def letters(pattern: str, new: Sequence[str]) -> Change:
    """One place that the pattern finds becomes one of the others."""

    def change(text: str, chance: random.Random) -> str:
        found = list(re.finditer(pattern, text))
        if not found:
            return text
        each = chance.choice(found)
        return text[: each.start()] + each.expand(chance.choice(new)) + text[each.end() :]

    return change


def at_a_letter(act: Callable[[str, int, random.Random], str]) -> Change:
    """Something that may happen at any letter after the first."""

    def change(text: str, chance: random.Random) -> str:
        places = [n for n, c in enumerate(text) if n and c.isalpha() and text[n - 1].isalpha()]
        return act(text, chance.choice(places), chance) if places else text

    return change


def _neighbour(text: str, n: int, chance: random.Random) -> str:
    near = NEIGHBOURS.get(text[n].lower(), "")
    return text[:n] + chance.choice(near) + text[n + 1 :] if near else text


def _exchange(text: str, n: int, _: random.Random) -> str:
    return text[: n - 1] + text[n] + text[n - 1] + text[n + 1 :]


def _drop(text: str, n: int, _: random.Random) -> str:
    return text[:n] + text[n + 1 :]


def _double(text: str, n: int, _: random.Random) -> str:
    return text[:n] + text[n] + text[n:]


def _insert(text: str, n: int, chance: random.Random) -> str:
    return text[:n] + chance.choice("aeiourns") + text[n:]


neighbour, exchange = at_a_letter(_neighbour), at_a_letter(_exchange)
drop, double, insert = at_a_letter(_drop), at_a_letter(_double), at_a_letter(_insert)


def without_accents(text: str, _: random.Random) -> str:
    """As a keyboard without them writes: Ñ becomes N too."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def wrong_accent(text: str, chance: random.Random) -> str:
    """An accent where there is none."""
    places = [n for n, c in enumerate(text) if c in "aeiou"]
    if not places:
        return text
    n = chance.choice(places)
    return text[:n] + "áéíóú"["aeiou".index(text[n])] + text[n + 1 :]


def broken_enye(text: str, chance: random.Random) -> str:
    """What old systems leave where an Ñ was."""
    return re.sub("ñ", lambda _: chance.choice(["?", "#", "Ð", "Ã±"]), text, flags=re.I)


def capitals(text: str, _: random.Random) -> str:
    """All of it."""
    return text.upper()


def lower(text: str, _: random.Random) -> str:
    """All of it."""
    return text.lower()


def zero_for_o(text: str, chance: random.Random) -> str:
    """What was read from paper: 0, 1 and 5 for O, I and S."""
    found = [n for n, c in enumerate(text) if c in "oOiIsS"]
    if not found:
        return text
    n = chance.choice(found)
    return text[:n] + {"o": "0", "i": "1", "s": "5"}[text[n].lower()] + text[n + 1 :]


def rn_for_m(text: str, _: random.Random) -> str:
    """Two letters read as one, or one as two."""
    return text.replace("m", "rn", 1) if "m" in text else text.replace("rn", "m", 1)
