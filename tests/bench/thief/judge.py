"""Whoever holds the keys tells how right the thief was. A process of the bank; reads guesses, prints JSON."""

import json
import sys
from collections import defaultdict
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402
from tests.bench.thief import theft  # noqa: E402

from banevim.vault import matchkeys  # noqa: E402

DEPTHS = (10, 100, theft.DEEP)
POSTINGS = "SELECT key, count(*) FROM vault_matchkey WHERE key = ANY(%s) GROUP BY key"


def score(guesses: dict[str, str]) -> dict[str, Any]:
    """Of the guessed texts, longest posting first: how many are right, and how many rows they uncover."""
    pairs = [(int(digest), text) for digest, text in guesses.items()]
    truth = matchkeys.digest(text for _, text in pairs)
    right = [digest == true for (digest, _), true in zip(pairs, truth, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(POSTINGS, [[digest for digest, _ in pairs]])
        sizes = dict(cursor.fetchall())
    rows = sum(sizes[digest] for digest, _ in pairs)
    uncovered = sum(sizes[digest] for (digest, _), hit in zip(pairs, right, strict=True) if hit)
    kinds: dict[str, int] = defaultdict(int)
    for (_, text), hit in zip(pairs, right, strict=True):
        kinds[text.partition("|")[0]] += hit
    return {
        **{f"right_of_{depth}": sum(right[:depth]) for depth in DEPTHS},
        "rows_rightly_named": round(uncovered / rows, 4) if rows else 0.0,
        "by_kind": dict(kinds),
    }


def main() -> None:
    told = json.load(sys.stdin)
    print(json.dumps({name: score(guesses) for name, guesses in told.items()}))


if __name__ == "__main__":
    main()
