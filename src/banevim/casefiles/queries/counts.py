"""Counts of one's own capture for the desks."""

from dataclasses import dataclass

from django.db.models import Count, Q

from banevim.casefiles.models import Case
from banevim.common import clock
from banevim.vault.context import Actor


@dataclass(frozen=True)
class MonthCounts:
    """Cases registered this month by a person and by their institution."""

    mine: int
    institution: int


def month_counts(actor: Actor) -> MonthCounts:
    """Cases registered since the first of the month, by our clock."""
    first = clock.now().astimezone(clock.zone()).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    row = Case.objects.filter(registered_at__gte=first).aggregate(
        mine=Count("id", filter=Q(captured_by_id=actor.person_id)), institution=Count("id")
    )
    return MonthCounts(row["mine"], row["institution"])
