"""What she allowed this institution."""

from uuid import UUID

from django.db.models import QuerySet

from banevim.care.models import Consent


def consents_of(file_id: UUID) -> QuerySet[Consent]:
    """Every answer of hers in a file that this institution noted, newest first."""
    return (
        Consent.objects.filter(record__memberships__file_id=file_id, record__memberships__until__isnull=True)
        .select_related("recipient", "by")
        .order_by("-created_at", "-id")
    )


def newest_consent(file_id: UUID, purpose: str, recipient_id: UUID | None = None) -> Consent | None:
    """Her newest answer for a purpose (and a recipient); the one that is in force."""
    return consents_of(file_id).filter(purpose=purpose, recipient_id=recipient_id).first()
