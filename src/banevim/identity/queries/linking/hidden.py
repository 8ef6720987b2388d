"""Searches that would have found a protected file, for the state office. Purpose `linkage`."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from banevim.casefiles.models import Membership, ProtectedMark, UniqueFile
from banevim.common import clock
from banevim.common.errors import NotFound
from banevim.identity.models import Coincidence, CoincidenceAnswer
from banevim.identity.terms import LISTED_DAYS, Called
from banevim.vault.opening import open_cell
from banevim.vault.sealing import record_keys

ANSWER = "identity_coincidenceanswer"


@dataclass(frozen=True)
class Told:
    """Who searched, when and why; the files that were not shown: folio, why protected, and who attends her."""

    row: Coincidence
    files: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
    answers: tuple[CoincidenceAnswer, ...]

    @property
    def is_done(self) -> bool:
        """Resolved: the last answer is not that nobody picked up."""
        return bool(self.answers) and self.answers[-1].called != Called.NO_ANSWER


def coincidences(*, done: bool) -> list[Told]:
    """Those of the last days that wait for a call, or that were resolved; newest first."""
    since = clock.now() - dt.timedelta(days=LISTED_DAYS)
    rows = (
        Coincidence.objects.filter(created_at__gt=since)
        .exclude(files=[])
        .select_related("search", "person", "institution")
        .prefetch_related("answers__by")
        .order_by("-created_at")
    )
    found = [_told(row) for row in rows]
    return [each for each in found if each.is_done == done]


def coincidence(coincidence_id: UUID) -> Told:
    """One of them. Raises NotFound."""
    rows = Coincidence.objects.exclude(files=[]).select_related("search", "person", "institution")
    row = rows.filter(pk=coincidence_id).first()
    if row is None:
        raise NotFound
    return _told(row)


def _told(row: Coincidence) -> Told:
    answers = sorted(row.answers.all(), key=lambda each: each.created_at)
    return Told(row, tuple(_file(file_id) for file_id in row.files), tuple(answers))


def _file(file_id: UUID) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Folio, the dangers that are marked, and the institutions that captured her; shelters are not named."""
    folio = UniqueFile.objects.filter(pk=file_id).values_list("folio", flat=True).first() or ""
    at = Membership.objects.filter(home_id=file_id, until__isnull=True).values("file_id")
    rows = Membership.objects.filter(Q(file_id__in=at) | Q(file_id=file_id), until__isnull=True)
    names = {m.institution.name for m in rows.select_related("institution") if m.shareable}
    held = Q(until__isnull=True) | Q(until__gt=clock.now())
    marks = ProtectedMark.objects.filter(held, record_id__in=rows.values("record_id"))
    dangers = set(marks.values_list("danger", flat=True))
    if rows.filter(shareable=False).exists():
        dangers.add("shelter")
    return folio, tuple(sorted(dangers)), tuple(sorted(names))


def open_told_note(row: CoincidenceAnswer) -> str:
    """The note of a call, for the office that wrote it."""
    keys = record_keys([row.pk])
    return open_cell(keys[row.pk], ANSWER, row.pk, "note", row.note) if row.pk in keys else ""
