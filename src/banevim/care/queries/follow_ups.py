"""Follow-ups of one's own institution: no names, no telephones."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from banevim.care.models import Attempt, FollowUp
from banevim.care.queries.of_file import of_file
from banevim.care.terms import FollowUpState
from banevim.common import clock
from banevim.common.errors import NotFound
from banevim.vault.context import Actor

WEEK = dt.timedelta(days=7)
ORDERS = {"": ("due_on", "id"), "lejano": ("-due_on", "id"), "intentos": ("-attempts", "due_on", "id")}


@dataclass(frozen=True)
class FollowUpFilter:
    """What the list shows: `when` is vencidos, hoy, semana, hechos, todos or '' (pending)."""

    when: str = ""
    mine: bool = False
    way: str = ""
    order: str = ""


def _with_file(rows: QuerySet[FollowUp]) -> QuerySet[FollowUp]:
    """Folio and key of the file, where the context may know them."""
    return rows.annotate(**of_file())


def _own(actor: Actor) -> QuerySet[FollowUp]:
    return FollowUp.objects.filter(institution_id=str(actor.institution_id))


def follow_ups(actor: Actor, wanted: FollowUpFilter) -> QuerySet[FollowUp]:
    """The list, filtered and in order."""
    rows, today = _own(actor).select_related("responsible"), clock.today()
    limits: dict[str, dict[str, Any]] = {
        "": {"state": FollowUpState.PENDING},
        "vencidos": {"state": FollowUpState.PENDING, "due_on__lt": today},
        "hoy": {"state": FollowUpState.PENDING, "due_on": today},
        "semana": {"state": FollowUpState.PENDING, "due_on__gte": today, "due_on__lte": today + WEEK},
        "hechos": {"state__in": [FollowUpState.DONE, FollowUpState.ENDED]},
    }
    rows = rows.filter(**limits.get(wanted.when, {}))
    if wanted.mine:
        rows = rows.filter(responsible_id=actor.person_id)
    if wanted.way:
        rows = rows.filter(way=wanted.way)
    return _with_file(rows).order_by(*ORDERS.get(wanted.order, ORDERS[""]))


def follow_ups_due(actor: Actor) -> QuerySet[FollowUp]:
    """Pending ones whose day has come, oldest first."""
    return _own(actor).filter(state=FollowUpState.PENDING, due_on__lte=clock.today()).order_by("due_on")


def follow_up(follow_up_id: UUID) -> FollowUp:
    """One follow-up of one's own institution. Raises NotFound."""
    rows = FollowUp.objects.filter(pk=follow_up_id).select_related("responsible", "institution")
    found = _with_file(rows).first()
    if found is None:
        raise NotFound
    return found


def follow_ups_of(file_id: UUID) -> QuerySet[FollowUp]:
    """Those of a file, the next one first."""
    rows = FollowUp.objects.filter(
        record__memberships__file_id=file_id, record__memberships__until__isnull=True
    )
    return rows.select_related("responsible", "institution").order_by("due_on", "id")


def attempts_of(follow_up_ids: Sequence[UUID]) -> QuerySet[Attempt]:
    """The attempts to reach her, last first."""
    rows = Attempt.objects.filter(follow_up_id__among=follow_up_ids).select_related("by", "follow_up")
    return rows.order_by("-on", "-created_at")
