"""The files around a pair of records, with everything that decides whether they may be one. Purpose `linkage`."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Q

from banevim.casefiles.models import Membership
from banevim.common.errors import NotFound
from banevim.identity.models import Difference, Merge
from banevim.identity.rules.clusters import Pair


@dataclass(frozen=True)
class Cluster:
    """The records of some files: where each is and belongs, the merges in force, and the confirmed differences."""

    files: dict[UUID, UUID]
    homes: dict[UUID, UUID]
    merges: dict[UUID, Pair]
    different: frozenset[Pair]
    is_protected: bool


def cluster(record_ids: Iterable[UUID]) -> Cluster:
    """Everything in the files of these records today. Raises NotFound if one of them is in no file."""
    wanted = set(record_ids)
    current = Membership.objects.filter(until__isnull=True)
    files = set(current.filter(record_id__in=wanted).values_list("file_id", flat=True))
    rows = list(current.filter(file_id__in=files))
    found = {row.record_id for row in rows}
    if not wanted <= found:
        raise NotFound
    inside = Q(record_one_id__in=found) & Q(record_two_id__in=found)
    merges = Merge.objects.filter(inside, undone_at__isnull=True).order_by("created_at", "id")
    differences = Difference.objects.filter(inside, until__isnull=True)
    return Cluster(
        {row.record_id: row.file_id for row in rows},
        {row.record_id: row.home_id for row in rows},
        {row.id: (row.record_one_id, row.record_two_id) for row in merges},
        frozenset(differences.values_list("record_one_id", "record_two_id")),
        any(not row.shareable for row in rows) or any(is_marked(each) for each in files),
    )


def is_marked(file_id: UUID) -> bool:
    """Whether somebody protects this file today."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT banevim_is_marked(%s)", [file_id])
        return bool(cursor.fetchone()[0])
