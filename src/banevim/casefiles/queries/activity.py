"""Who registers and who has stopped: by institution for the state office, by person for the liaison."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Count, Max, Q

from banevim.accounts.models import Institution, Person
from banevim.casefiles.models import Case
from banevim.vault.context import Actor


@dataclass(frozen=True)
class InstitutionActivity:
    """Cases of an institution since a moment, and the last one ever; None when it never registered."""

    institution: Institution
    cases: int
    last_at: dt.datetime | None


def capture_activity(since: dt.datetime) -> list[InstitutionActivity]:
    """Institutions that hold accounts, those without a case first. Only the state office gets numbers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM banevim_capture_activity(%s)", [since])
        found = {row[0]: row[1:] for row in cursor.fetchall()}
    rows = [
        InstitutionActivity(institution, *found.get(institution.pk, (0, None)))
        for institution in Institution.objects.filter(holds_accounts=True, is_active=True)
    ]
    return sorted(rows, key=lambda row: (row.cases > 0, row.institution.name))


@dataclass(frozen=True)
class PersonActivity:
    """Cases of a person since a moment, and the last one ever."""

    name: str
    cases: int
    last_at: dt.datetime | None


def activity_by_person(actor: Actor, since: dt.datetime) -> list[PersonActivity]:
    """People of the actor's institution with an open account, by name."""
    if actor.institution_id is None:
        return []
    counts: dict[UUID, tuple[int, dt.datetime]] = {
        row["captured_by"]: (row["n"], row["last"])
        for row in Case.objects.filter(institution_id=str(actor.institution_id), captured_by__isnull=False)
        .values("captured_by")
        .annotate(n=Count("id", filter=Q(registered_at__gte=since)), last=Max("registered_at"))
    }
    people = Person.objects.filter(institution_id=str(actor.institution_id), is_active=True).order_by(
        "display_name"
    )
    return [PersonActivity(p.display_name, *counts.get(p.pk, (0, None))) for p in people]
