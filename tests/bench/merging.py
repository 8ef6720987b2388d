"""Thousands of random sequences of merges, undone merges and differences, on the bank and on a plain model of it."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import sys
import time
from typing import Any

import psycopg

LENGTH, COUNTED = 14, 50


def play(sequences: int, seed: int) -> dict[str, Any]:
    """Play them one after another in a throw-away bank; what was done and how many disagreed with the model.

    Interrupted (Ctrl-C), it says what was played so far.
    """
    folder = home()
    from tests.harness import database
    from tests.harness.merging import Bank, check_sequence, drawn
    from tests.harness.people import INSTITUTIONS, home_of, person_id

    from banevim.vault.context import Actor

    def actor(role: str, place: str = "") -> Actor:
        code = place or home_of(role)
        return Actor(person_id(role, code), INSTITUTIONS[code].id, role)

    people = actor("state_liaison"), actor("capturer", "hospital"), actor("capturer", "police")
    played, done, wrong, started = 0, 0, [], time.monotonic()
    with database.prepared_server(folder) as bank, contextlib.ExitStack() as links:
        database.connect_django(bank)
        owner = links.enter_context(psycopg.connect(bank.url("owner"), autocommit=True))
        for n in range(sequences):
            if n % COUNTED == 0:
                owner.execute("ANALYZE")  # a bank that lives does it by itself
                print(f"· {n} secuencias, {len(wrong)} distintas del modelo", file=sys.stderr)
            try:
                done += check_sequence(Bank(*people), drawn(seed + n, LENGTH))
            except AssertionError as exc:
                wrong.append({"seed": seed + n, "what": str(exc)[:200]})
            except KeyboardInterrupt:
                break
            played += 1
    return {
        "sequences": played,
        "decisions": done,
        "first_seed": seed,
        "disagreements": wrong,
        "seconds": round(time.monotonic() - started, 1),
    }


def home() -> Any:
    """A fresh home, and Django on it."""
    from tests.harness import home as homes

    made = homes.use_fresh_home()
    os.environ["DJANGO_SETTINGS_MODULE"] = "banevim.settings"
    import django

    django.setup()
    return made


def main() -> int:
    parser = argparse.ArgumentParser(prog="./banevim bench merging", description=__doc__)
    parser.add_argument("--sequences", type=int, default=2000, metavar="N")
    parser.add_argument("--seed", type=int, default=None, help="el primero; sin él, uno al azar")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    seed = random.SystemRandom().randrange(1 << 30) if asked.seed is None else asked.seed
    found = play(asked.sequences, seed)
    if asked.json:
        print(json.dumps(found))
    else:
        wrong = len(found["disagreements"])
        print(
            f"{found['sequences']} secuencias, {found['decisions']} decisiones, {wrong} distintas del modelo,"
            f" {found['seconds']} s (semilla {seed})."
        )
        for each in found["disagreements"]:
            print(f"  semilla {each['seed']}: {each['what']}")
    return 1 if found["disagreements"] else 0


if __name__ == "__main__":
    sys.exit(main())
