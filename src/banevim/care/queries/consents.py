"""What she allowed this institution."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from banevim.care.models import Consent
from banevim.care.terms import REPRESENTED
from banevim.casefiles.queries import guardian_barred


def consents_of(file_id: UUID) -> QuerySet[Consent]:
    """Every answer of hers in a file that this institution noted, newest first."""
    return (
        Consent.objects.filter(record__memberships__file_id=file_id, record__memberships__until__isnull=True)
        .select_related("recipient", "by")
        .order_by("-created_at", "-id")
    )


def that_count(rows: Sequence[Consent], file_id: UUID) -> Sequence[Consent]:
    """Of the answers in a file, those that count: what a representative said no longer does once that person was told
    to be an aggressor."""
    represented = any(row.way == REPRESENTED for row in rows)
    if represented and guardian_barred(file_id):
        return [row for row in rows if row.way != REPRESENTED]
    return rows


def newest_consent(file_id: UUID, purpose: str, recipient_id: UUID | None = None) -> Consent | None:
    """Her newest answer for a purpose (and a recipient); the one that is in force. What a representative said no longer
    counts once that person was told to be an aggressor."""
    said = consents_of(file_id).filter(purpose=purpose, recipient_id=recipient_id)
    newest = said.first()
    if newest and newest.way == REPRESENTED and guardian_barred(file_id):
        return said.exclude(way=REPRESENTED).first()
    return newest
