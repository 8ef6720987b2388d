"""Named reads of the services. Row-level security shows only those of one's own institution."""

from uuid import UUID

from django.db.models import QuerySet

from banevim.care.models import Service


def services_of(file_id: UUID) -> QuerySet[Service]:
    """The services of a file that are visible, newest first."""
    return (
        Service.objects.filter(record__memberships__file_id=file_id, record__memberships__until__isnull=True)
        .select_related("institution")
        .order_by("-on", "-created_at")
    )


def services_of_case(case_id: UUID) -> QuerySet[Service]:
    """The services of one case, in order."""
    return Service.objects.filter(case_id=case_id).order_by("on", "created_at")
