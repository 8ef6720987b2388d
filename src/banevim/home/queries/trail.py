"""The audit trail as people read it, its last signature, and the last backup."""

import datetime as dt
import json
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from banevim.accounts.models import Institution, Person
from banevim.accounts.terms import Role
from banevim.home.terms import EVENT_LABELS, TECHNICAL
from banevim.vault.context import Actor
from banevim.vault.models import AuditCheckpoint, AuditRecord


def audit_records(
    actor: Actor, *, since: dt.date | None = None, until: dt.date | None = None, event: str = ""
) -> QuerySet[AuditRecord]:
    """The trail that the actor may see, newest first. The IT aide sees its technical part."""
    rows = AuditRecord.objects.order_by("-at", "-seq")
    if actor.role == Role.IT_AIDE:
        rows = rows.filter(Q(*[("event__startswith", start) for start in TECHNICAL], _connector=Q.OR))
    if since:
        rows = rows.filter(at__date__gte=since)
    if until:
        rows = rows.filter(at__date__lte=until)
    return rows.filter(event=event) if event else rows


@dataclass(frozen=True)
class Line:
    """One record as it is shown: who acted and from where, never whom it was about."""

    at: dt.datetime
    words: str
    person: str
    institution: str


def lines(records: list[AuditRecord]) -> list[Line]:
    """Records with the names of the people of the bank who acted."""
    people = _names(Person, "display_name", {r.person_id for r in records})
    places = _names(Institution, "name", {r.institution_id for r in records})
    return [
        Line(
            record.at,
            EVENT_LABELS.get(record.event, record.event),
            people.get(record.person_id, "El banco" if record.role == "system" else "Sin cuenta"),
            places.get(record.institution_id, ""),
        )
        for record in records
    ]


def _names(
    model: type[Person] | type[Institution], field: str, keys: set[UUID | None]
) -> dict[UUID | None, str]:
    known = [key for key in keys if key is not None]
    return dict(model._default_manager.filter(pk__in=known).values_list("pk", field))


def last_checkpoint() -> dt.datetime | None:
    """When the audit trail was signed last."""
    return AuditCheckpoint.objects.order_by("-created_at").values_list("created_at", flat=True).first()


def last_backup() -> dt.datetime | None:
    """When the last backup was made, as `./banevim backup` noted it."""
    try:
        noted = json.loads((settings.HOME / "state.json").read_text()).get("backup")
    except (OSError, ValueError):
        return None
    return dt.datetime.fromisoformat(noted) if noted else None
