"""Reads of a file that need no decryption. Row-level security decides what of it this institution sees."""

from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F, Q, QuerySet

from banevim.casefiles.models import Access, Case, Membership, Opening, ProtectedMark, UniqueFile, Woman
from banevim.casefiles.queries.stored import sections_told
from banevim.casefiles.terms import SharedCase
from banevim.common import clock
from banevim.common.asking import Question, gap
from banevim.common.errors import NotFound

SHARED = """
SELECT s.institution_id, i.name, s.facts_on, s."precision", s.municipality, s.types, s.types_missing, s.modality
  FROM banevim_shared_cases(%s) s JOIN accounts_institution i ON i.id = s.institution_id
 ORDER BY s.facts_on DESC NULLS LAST
"""


_CURRENT = Question(
    lambda: Membership.objects.select_related("file").filter(record_id=gap("record"), until__isnull=True)
)


def file_of(record_id: UUID) -> UniqueFile:
    """The file that a record belongs to today. Raises NotFound."""
    found = _CURRENT.first(record=record_id)
    if found is None:
        raise NotFound
    return found.file


def records_of(file_id: UUID) -> QuerySet[Woman]:
    """The source records of a file that are visible, newest first."""
    return (
        Woman.objects.filter(memberships__file_id=file_id, memberships__until__isnull=True)
        .select_related("institution")
        .order_by("-created_at")
    )


def records_at(home_id: UUID) -> QuerySet[Woman]:
    """The visible records that stand in this file by themselves, newest first: while it is merged, not the others."""
    return (
        Woman.objects.filter(memberships__home_id=home_id, memberships__until__isnull=True)
        .select_related("institution")
        .order_by("-created_at")
    )


LINKS = "links"
"""The turn that every change of who is with whom takes."""


def current_file(file_id: UUID) -> UUID:
    """Where a file leads today: itself, or the one that it is merged into."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT banevim_current_file(%s)", [file_id])
        return UUID(str(cursor.fetchone()[0]))


def still_offered(file_id: UUID, seen: Any) -> bool:
    """Whether a file is still what a search of that moment showed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT banevim_still_offered(%s, %s)", [file_id, seen])
        return bool(cursor.fetchone()[0])


def led_to(file_id: UUID) -> UUID | None:
    """The file that this one is merged into, for whoever sees it; None when it stands by itself."""
    now = current_file(file_id)
    return now if now != file_id and UniqueFile.objects.filter(pk=now).exists() else None


def same_files(file_id: UUID) -> list[UUID]:
    """The files that are one with this one today, itself included."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT banevim_same_files(%s)", [file_id])
        return [row[0] for row in cursor.fetchall()]


def files_after(file_id: UUID) -> set[UUID]:
    """Where the records that were once in a file are today, as far as the context sees."""
    once = Membership.objects.filter(file_id=file_id, until__isnull=False).values("record_id")
    now = Membership.objects.filter(record_id__in=once, until__isnull=True).exclude(file_id=file_id)
    return set(now.values_list("file_id", flat=True))


def own_record(file_id: UUID, institution_id: UUID) -> Woman | None:
    """This institution's own record in a file."""
    return records_of(file_id).filter(institution_id=institution_id).order_by("created_at").first()


def own_home(file_id: UUID, institution_id: UUID) -> UUID | None:
    """Where this institution's records of a file stand by themselves; None without records, or with several homes."""
    rows = Membership.objects.filter(file_id=current_file(file_id), until__isnull=True)
    homes = set(rows.filter(institution_id=institution_id).values_list("home_id", flat=True))
    return homes.pop() if len(homes) == 1 else None


def declared_home(file_id: UUID, institution_id: UUID, person_id: UUID) -> UUID:
    """Of the files that are one with this one today, the one that this person, else her institution, said last that she
    attends."""
    said = list(accesses_in_force(file_id).filter(institution_id=institution_id))
    hers = [each for each in said if each.by_id == person_id]
    return next((each.file_id for each in (*hers, *said)), file_id)


def cases_of(file_id: UUID) -> QuerySet[Case]:
    """The cases of a file that this institution captured, newest facts first."""
    return (
        Case.objects.filter(record__memberships__file_id=file_id, record__memberships__until__isnull=True)
        .select_related("institution")
        .prefetch_related("aggressors", sections_told())
        .order_by(F("facts_on").desc(nulls_last=True), "-registered_at")
    )


def shared_cases_of(file_id: UUID) -> list[SharedCase]:
    """What an access in force lets read of the cases of the other institutions; nothing without one."""
    with connection.cursor() as cursor:
        cursor.execute(SHARED, [file_id])
        return [SharedCase(*row) for row in cursor.fetchall()]


def acts_of(institution_id: UUID, act: UUID) -> QuerySet[ProtectedMark]:
    """The marks of one act of this institution that hold, in whatever file each record is today."""
    return ProtectedMark.objects.filter(institution_id=institution_id, act=act, lifted_by__isnull=True)


def marks_in(file: Any, now: Any) -> QuerySet[ProtectedMark]:
    """The marks in force at a moment that this institution put on a file that stands by itself."""
    rows = ProtectedMark.objects.filter(
        record__memberships__file_id=file, record__memberships__until__isnull=True
    )
    held = Q(until__isnull=True) | Q(until__gt=now)
    return rows.filter(held).select_related("by", "against").order_by("since", "act")


def marks_of(file_id: UUID) -> QuerySet[ProtectedMark]:
    """The marks in force that this institution put on a file, one for each record."""
    return marks_in(current_file(file_id), clock.now())


def openings_in(files: Any) -> QuerySet[Opening]:
    """Who has opened any of these files, newest first."""
    return (
        Opening.objects.filter(file_id__among=files)
        .select_related("by", "institution")
        .order_by("-created_at")
    )


def openings_of(file_id: UUID) -> QuerySet[Opening]:
    """Who has opened a file, newest first."""
    return openings_in(same_files(file_id))


def accesses_in(files: Any, now: Any) -> QuerySet[Access]:
    """The accesses to any of these files that are in force at a moment, newest first."""
    return (
        Access.objects.filter(
            file_id__among=files, starts_at__lte=now, until__gt=now, revoked_at__isnull=True
        )
        .select_related("by", "institution")
        .order_by("-starts_at")
    )


def accesses_in_force(file_id: UUID) -> QuerySet[Access]:
    """The accesses to a file that are in force now, newest first."""
    return accesses_in(same_files(file_id), clock.now())
