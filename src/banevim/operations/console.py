"""What the person at the keyboard reads: one line a step, with its time."""

import contextlib
import json
import sys
import time
from collections.abc import Iterator
from typing import Any

_aside = False


def keep_output_for_the_answer(aside: bool) -> None:
    """With --json, standard output holds the answer alone: the steps go to the other one."""
    global _aside
    _aside = aside


def _tell(text: str, end: str = "\n") -> None:
    print(text, end=end, file=sys.stderr if _aside else sys.stdout, flush=True)


def say(line: str) -> None:
    _tell(f"· {line}")


@contextlib.contextmanager
def step(doing: str) -> Iterator[None]:
    """Announces before and says the time after, so that a slow step is never a silent one."""
    begun = time.monotonic()
    _tell(f"· {doing}…", end=" ")
    try:
        yield
    except BaseException:
        _tell("no se pudo.")
        raise
    _tell(f"listo ({time.monotonic() - begun:.1f} s)")


def report(facts: Any, *, as_json: bool, lines: list[str]) -> None:
    """The same facts for a machine or for a person."""
    if as_json:
        json.dump(facts, sys.stdout, ensure_ascii=False, indent=2)
        print()
    else:
        print("\n".join(lines))
