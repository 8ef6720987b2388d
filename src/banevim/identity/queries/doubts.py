"""Searches that left a doubt: "No sé" about a file that was shown, and a new file all the same. Never which file."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from banevim.common import clock
from banevim.identity.terms import DOUBT_DAYS
from banevim.vault.context import Actor

ROWS = """
SELECT d.opened_at, p.id, p.display_name, i.id, i.name, d.undecided, d.shown
  FROM banevim_doubts(%s) d JOIN accounts_person p ON p.id = d.person_id
  JOIN accounts_institution i ON i.id = d.institution_id
 ORDER BY d.opened_at DESC, d.thread
"""


@dataclass(frozen=True)
class Doubt:
    """When the new file was opened, who searched, and how many of the files shown stayed undecided."""

    opened_at: dt.datetime
    person_id: UUID
    person: str
    institution_id: UUID
    institution: str
    undecided: int
    shown: int


def _since() -> dt.datetime:
    return clock.now() - dt.timedelta(days=DOUBT_DAYS)


def doubts(actor: Actor) -> list[Doubt]:
    """Newest first: a capturer's own, the liaison's institution, all for the state office."""
    if actor.person_id is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(ROWS, [_since()])
        return [Doubt(*row) for row in cursor.fetchall()]


def doubts_count(actor: Actor) -> int:
    """How many of them."""
    if actor.person_id is None:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM banevim_doubts(%s)", [_since()])
        return int(cursor.fetchone()[0])
