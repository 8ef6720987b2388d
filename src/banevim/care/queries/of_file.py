"""The file of a row that belongs to a source record: its folio and its key, as far as the context may know them."""

from django.db.models import OuterRef, Subquery

from banevim.casefiles.models import Membership


def of_file() -> dict[str, Subquery]:
    """Annotations `folio` and `file_id`, empty where no membership is visible."""
    today = Membership.objects.filter(record_id=OuterRef("record_id"), until__isnull=True)
    return {
        "folio": Subquery(today.values("file__folio")[:1]),
        "file_id": Subquery(today.values("file_id")[:1]),
    }
