"""The names in use in this bank and how common each is: a count, kept sealed, of words without their bearers.

A process opens it once and keeps it in memory for a while: a list of names, not of people.
"""

import json
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from django.db import connection

from banevim.identity.queries.opened import open_lines
from banevim.methods import linkage
from banevim.vault import blobs, keyring
from banevim.vault.context import acting, current_actor
from banevim.vault.models import SealedBlob
from banevim.vault.opening import open_cell

BLOB, FEWEST = "names", 2
KEPT_SECONDS, BATCH = 600, 2000
NEXT = "SELECT record_id FROM casefiles_searchcard WHERE record_id > %s ORDER BY record_id LIMIT %s"
BEFORE_ALL = "00000000-0000-0000-0000-000000000000"


@dataclass
class Names:
    """How many records bear each name as a given name and as a surname, and live in each municipality."""

    people: int
    given: Counter[str]
    surnames: Counter[str]
    towns: Counter[str] = field(default_factory=Counter)

    def text(self) -> str:
        """As JSON. A name that a single record bears is left out: it could point to her."""
        counts = {"given": self.given, "surnames": self.surnames, "towns": self.towns}
        kept = {kind: {name: n for name, n in each.items() if n >= FEWEST} for kind, each in counts.items()}
        return json.dumps({"people": self.people, **kept}, separators=(",", ":"))


def counted_names() -> Names:
    """Count the words of every card that a search may open."""
    names = Names(0, Counter(), Counter())
    for lines in _all_lines():
        for line in lines:
            _, given, first, second, *_ = line.split("|")
            names.given.update(_words(given))
            names.surnames.update(_words(f"{first} {second}"))
            names.towns.update(_words(line.rpartition("|")[2]))
        names.people += len(lines)
    return names


def _words(text: str) -> set[str]:
    return {slot.partition("/")[0] for slot in text.split()}


def _all_lines() -> Iterator[list[str]]:
    last = BEFORE_ALL
    while True:
        with connection.cursor() as cursor:
            cursor.execute(NEXT, [last, BATCH])
            found = [row[0] for row in cursor.fetchall()]
        if not found:
            return
        last = found[-1]
        yield open_lines(found)


def vocabulary() -> "linkage.Vocabulary":
    """The shipped list with this bank's own counts; the list alone until they were made."""
    return _kept(int(time.monotonic() // KEPT_SECONDS))


@lru_cache(maxsize=1)
def _kept(turn: int) -> "linkage.Vocabulary":
    row = _sealed()
    try:
        key = blobs.blob_key(BLOB, row.master_version) if row else None
    except keyring.Sealed:
        key = None
    if row is None or key is None:
        return linkage.public()
    names = json.loads(open_cell(key, blobs.TABLE, BLOB, blobs.FIELD, row.cell))
    towns = names.get("towns", {})  # a count of before 0.2 has none until it is made again, at night
    return linkage.Vocabulary.of_counts(names["given"], names["surnames"], names["people"], towns)


def _sealed() -> SealedBlob | None:
    """The counts as they are kept: only a search, or the bank itself, may read them."""
    actor = current_actor()
    if actor is None:
        return None
    with acting(actor.with_purpose("search")):
        return blobs.find(BLOB)


def forget_vocabulary() -> None:
    """Let this process read it again."""
    _kept.cache_clear()
