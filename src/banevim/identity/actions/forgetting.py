"""Erasing the pages of searches: what was typed lives one working shift."""

import datetime as dt

from django.db.models import QuerySet

from banevim.common import clock
from banevim.identity.models import SearchSheet
from banevim.identity.terms import SHEET_HOURS
from banevim.vault import audit
from banevim.vault.context import Actor, atomic


@atomic
def forget(*, by: Actor) -> int:
    """Erase every page that has served its time; run by a timed job as the system. Returns how many."""
    count = _erase(SearchSheet.objects.all())
    audit.record("identity.sheets.forgotten", details={"count": count})
    return count


def forget_own(by: Actor) -> None:
    """Erase one's own old pages. Called inside a search."""
    if by.person_id:
        _erase(SearchSheet.objects.filter(person_id=by.person_id))


def _erase(rows: QuerySet[SearchSheet]) -> int:
    limit = clock.now() - dt.timedelta(hours=SHEET_HOURS)
    return rows.filter(created_at__lt=limit).delete()[0]
