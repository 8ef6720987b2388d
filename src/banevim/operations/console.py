"""What the person at the keyboard reads: one line a step, with its time."""

import contextlib
import json
import sys
import time
from collections.abc import Iterator
from typing import Any


def say(line: str) -> None:
    print(f"· {line}", flush=True)


@contextlib.contextmanager
def step(doing: str) -> Iterator[None]:
    """Announces before and says the time after, so that a slow step is never a silent one."""
    begun = time.monotonic()
    print(f"· {doing}…", end=" ", flush=True)
    try:
        yield
    except BaseException:
        print("no se pudo.", flush=True)
        raise
    print(f"listo ({time.monotonic() - begun:.1f} s)", flush=True)


def report(facts: Any, *, as_json: bool, lines: list[str]) -> None:
    """The same facts for a machine or for a person."""
    if as_json:
        json.dump(facts, sys.stdout, ensure_ascii=False, indent=2)
        print()
    else:
        print("\n".join(lines))
