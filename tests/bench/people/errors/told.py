"""What is written down of a woman: it starts true, and errors change it in place."""

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass

NAMES = ("given", "first", "second")


@dataclass(slots=True)
class Told:
    """Empty text or None: not written."""

    given: str
    first: str
    second: str
    born: dt.date | None
    age: int | None
    curp: str
    phone: str
    place: str


Error = Callable[[Told, random.Random], bool]
"""Changes what is written; whether it could."""


def on_a_name(change: Callable[[str, random.Random], str]) -> Error:
    """An error of one word, tried on each name in any order."""

    def error(told: Told, chance: random.Random) -> bool:
        for name in chance.sample(NAMES, 3):
            text = getattr(told, name)
            changed = change(text, chance) if text else text
            if changed != text:
                setattr(told, name, changed)
                return True
        return False

    return error
