"""One's own searches: how many, which, their pages, and what became of them."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from banevim.casefiles.models import Handover
from banevim.common import clock
from banevim.identity import rules
from banevim.identity.models import SearchLog, SearchSheet
from banevim.identity.queries.opened import open_sheet
from banevim.identity.terms import RETRY_MINUTES, SHEET_HOURS, Asked, Outcome, Sheet
from banevim.vault import keyring
from banevim.vault.context import Actor

HOUR = dt.timedelta(hours=1)


def by_person(actor: Actor) -> QuerySet[SearchLog]:
    """The searches of this person, wherever they worked. Nobody has none."""
    if actor.person_id is None:
        return SearchLog.objects.none()
    return SearchLog.objects.filter(person_id=actor.person_id)


def own_searches(actor: Actor) -> QuerySet[SearchLog]:
    """The searches that this person made where they work now."""
    return by_person(actor).filter(institution=actor.institution_id)


def own_search(actor: Actor, search_id: UUID, *, hold: bool = False) -> SearchLog:
    """One of them; `hold` keeps it from changing until the transaction ends. Raises NotFound."""
    rows = own_searches(actor).filter(pk=search_id).exclude(outcome=Outcome.LIMITED)
    row = (rows.select_for_update() if hold else rows).first()
    if row is None:
        raise rules.erased()
    return row


def matched_home(candidate_id: UUID) -> UUID | None:
    """Where the record that a search matched stands by itself; None for a search made before records were noted."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT banevim_matched_home(%s)", [candidate_id])
        found: UUID | None = cursor.fetchone()[0]
    return found


def sheet_of(row: SearchLog) -> Sheet | None:
    """The page of a search while it is kept."""
    found = (
        SearchSheet.objects.filter(search=row)
        .values_list("search_id", "id", "master_version", "cell")
        .first()
    )
    return _opened(*found) if found else None


@dataclass(frozen=True)
class Standing:
    """What a person did before this search.

    `made`: searches within the hour, wherever she worked; those over the limit were not made. `sent`: the search that
    this very form made already. `stale`: whether pages of hers have served their time. `thread` and `asked`: what she
    asked last, a little while ago; for the same woman, what ends one, ends all.
    """

    made: int
    sent: UUID | None
    stale: bool
    thread: UUID | None = None
    asked: Asked | None = None


STANDING = """
SELECT (SELECT count(*) FROM identity_searchlog s
         WHERE s.state_code = %(state)s AND s.person_id = %(person)s AND s.created_at > %(hour)s
           AND s.outcome <> 'limited'),
       (SELECT s.id FROM identity_searchlog s
         WHERE s.person_id = %(person)s AND s.institution_id = %(institution)s AND s.once = %(once)s),
       EXISTS (SELECT 1 FROM identity_searchsheet h WHERE h.person_id = %(person)s AND h.created_at < %(shift)s),
       l.thread, h.search_id, h.id, h.master_version, h.cell
  FROM (VALUES (1)) AS one
  LEFT JOIN LATERAL (
       SELECT s.id, s.thread FROM identity_searchlog s
        WHERE s.state_code = %(state)s AND s.person_id = %(person)s AND s.institution_id = %(institution)s
          AND s.created_at > %(retry)s AND s.outcome <> 'limited'
        ORDER BY s.created_at DESC LIMIT 1) AS l ON true
  LEFT JOIN identity_searchsheet h ON h.search_id = l.id
"""


def standing(actor: Actor, once: UUID | None) -> Standing:
    """All of it in one round trip; it is asked after the person's turn was taken."""
    now = clock.now()
    values = {
        "state": actor.state_code,
        "person": actor.person_id,
        "institution": actor.institution_id,
        "once": once,
        "hour": now - HOUR,
        "shift": now - dt.timedelta(hours=SHEET_HOURS),
        "retry": now - dt.timedelta(minutes=RETRY_MINUTES),
    }
    with connection.cursor() as cursor:
        cursor.execute(STANDING, values)
        made, sent, stale, thread, *page = cursor.fetchone()
    before = _opened(*page) if page[0] else None
    return Standing(made, sent, stale, *((thread, before.asked) if before else ()))


def _opened(search_id: UUID, sheet_id: UUID, version: int, cell: bytes | memoryview) -> Sheet | None:
    """The page of a search; None when its master key is gone."""
    row = SearchSheet(id=sheet_id, search_id=search_id, master_version=version, cell=cell)
    try:
        return open_sheet(row)
    except keyring.Sealed:
        return None


def handover_of(row: SearchLog) -> tuple[bool, UUID | None]:
    """Whether this search already opened a file, and the token that still serves to open one."""
    handovers = list(Handover.objects.filter(search_id=row.id, person_id=row.person_id))
    alive = [h.id for h in handovers if h.used_at is None and h.expires_at > clock.now()]
    return any(h.used_at for h in handovers), alive[0] if alive else None
