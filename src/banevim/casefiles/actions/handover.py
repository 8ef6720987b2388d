"""From the search to the capture. Search first is the only door to a new file: without a handover nobody opens one."""

import dataclasses
import datetime as dt
import json
from uuid import UUID

from banevim.casefiles import queries, rules
from banevim.casefiles.models import Handover, HandoverIdentity
from banevim.casefiles.terms import Identity
from banevim.common import clock
from banevim.vault import audit, keyring
from banevim.vault.context import Actor, atomic

LASTS = dt.timedelta(hours=4)


def _text(identity: Identity) -> str:
    born = identity.birth_date
    return json.dumps(
        {**dataclasses.asdict(identity), "birth_date": born.isoformat() if born else ""}, ensure_ascii=False
    )


@atomic
def hand_over(*, by: Actor, search_id: UUID, identity: Identity) -> UUID:
    """Keep what was typed in a search, sealed, for the capture that follows within four hours.

    Returns the token of `casefiles:new`: it serves this person only, once. Called by `identity` after "no es ella".
    """
    me = rules.check_captures(by)
    row = Handover.objects.create(
        person_id=me.person_id,
        institution_id=me.institution_id,
        search_id=search_id,
        expires_at=clock.now() + LASTS,
    )
    version = keyring.current().current
    sealed = queries.handover_key(row.id, version).seal(
        queries.HANDOVER_TABLE, row.id, "typed", _text(identity)
    )
    HandoverIdentity.objects.create(
        handover=row, person_id=me.person_id, master_version=version, typed=sealed
    )
    audit.record("casefiles.capture.handed_over", subject=("search", search_id))
    return row.id


def use_handover(row: Handover) -> None:
    """Mark it used and erase what was typed. Called inside the action that opens the file."""
    HandoverIdentity.objects.filter(handover=row).delete()
    Handover.objects.filter(pk=row.pk).update(used_at=clock.now())


@atomic
def forget_handovers(*, by: Actor) -> int:
    """Erase what was typed in searches whose capture never came; run by a timed job as the system. Returns how many."""
    count = HandoverIdentity.objects.filter(handover__expires_at__lt=clock.now()).delete()[0]
    audit.record("casefiles.handovers.forgotten", actor=by, details={"count": count})
    return count
