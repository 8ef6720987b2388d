"""One's own searches: how many, which, their pages, and what became of them."""

import datetime as dt
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from banevim.casefiles.models import Handover
from banevim.common import clock
from banevim.identity import rules
from banevim.identity.models import SearchLog, SearchSheet
from banevim.identity.queries.opened import open_sheet
from banevim.identity.terms import RETRY_MINUTES, Asked, Outcome, Sheet
from banevim.vault import keyring
from banevim.vault.context import Actor


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


def made_since(actor: Actor, moment: dt.datetime) -> int:
    """Searches made since a moment, wherever this person worked; those over the limit were not made."""
    rows = by_person(actor).filter(created_at__gt=moment)
    return rows.exclude(outcome=Outcome.LIMITED).count()


def matched_home(candidate_id: UUID) -> UUID | None:
    """Where the record that a search matched stands by itself; None for a search made before records were noted."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT banevim_matched_home(%s)", [candidate_id])
        found: UUID | None = cursor.fetchone()[0]
    return found


def sheet_of(row: SearchLog) -> Sheet | None:
    """The page of a search while it is kept."""
    found = SearchSheet.objects.filter(search=row).first()
    try:
        return open_sheet(found) if found else None
    except keyring.Sealed:
        return None


def asked_before(actor: Actor) -> tuple[UUID, Asked] | None:
    """What this person asked last, a little while ago, and its thread: for the same woman, what ends one, ends all."""
    since = clock.now() - dt.timedelta(minutes=RETRY_MINUTES)
    recent = own_searches(actor).filter(created_at__gt=since).exclude(outcome=Outcome.LIMITED)
    row = recent.order_by("-created_at").first()
    before = sheet_of(row) if row else None
    return (row.thread, before.asked) if row and before else None


def handover_of(row: SearchLog) -> tuple[bool, UUID | None]:
    """Whether this search already opened a file, and the token that still serves to open one."""
    handovers = list(Handover.objects.filter(search_id=row.id, person_id=row.person_id))
    alive = [h.id for h in handovers if h.used_at is None and h.expires_at > clock.now()]
    return any(h.used_at for h in handovers), alive[0] if alive else None
