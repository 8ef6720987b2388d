"""The records of a unique file, for whoever takes one out, and those that were taken out. Purpose `linkage`."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Min

from banevim.casefiles.models import Membership, UniqueFile
from banevim.common.errors import NotFound
from banevim.identity.models import Extraction
from banevim.identity.queries.linking.clusters import Cluster, cluster
from banevim.identity.queries.linking.pairs import place_words
from banevim.identity.rules import Plan, plan_of
from banevim.vault.context import Actor
from banevim.vault.opening import open_cell
from banevim.vault.sealing import record_keys

TABLE = "identity_extraction"
RECENT = 20


@dataclass(frozen=True)
class Member:
    """One record of a file: who captured it and when, its folio by itself, and since when it is in the file and why.

    Nobody is named, and a shelter neither."""

    record_id: UUID
    place: str
    captured_at: dt.datetime
    home: str
    since: dt.datetime
    why: str


@dataclass(frozen=True)
class Members:
    """A file as it stands today."""

    file_id: UUID
    folio: str
    rows: tuple[Member, ...]
    around: Cluster

    def plan(self, record_id: UUID) -> Plan:
        """What becomes of it without a record. Raises NotFound, Conflict."""
        if record_id not in self.around.homes:
            raise NotFound
        return plan_of(record_id, self.around.homes, self.around.merges)


def file_with_folio(actor: Actor, folio: str) -> UUID | None:
    """The file that a folio leads to today."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT banevim_file_by_folio(%s, %s)", [actor.state_code, folio])
        return cursor.fetchone()[0]  # type: ignore[no-any-return]


def members(file_id: UUID) -> Members:
    """The records of a file, the oldest first. Raises NotFound."""
    rows = Membership.objects.filter(file_id=file_id, until__isnull=True).select_related(
        "institution", "home", "file"
    )
    if not rows:
        raise NotFound
    every = Membership.objects.filter(record_id__in=[row.record_id for row in rows]).order_by()
    captured = dict(every.values_list("record_id").annotate(first=Min("since")))
    found = [
        Member(
            row.record_id,
            place_words(row.institution),
            captured[row.record_id],
            row.home.folio,
            row.since,
            row.why,
        )
        for row in rows
    ]
    ordered = tuple(sorted(found, key=lambda each: each.record_id))
    return Members(file_id, rows[0].file.folio, ordered, cluster([row.record_id for row in rows]))


def records_at_home(home_id: UUID) -> list[UUID]:
    """The records that belong to a file by themselves."""
    rows = Membership.objects.filter(home_id=home_id, until__isnull=True)
    return list(rows.values_list("record_id", flat=True))


def folios(files: Sequence[UUID]) -> dict[UUID, str]:
    """The folio of each file."""
    return dict(UniqueFile.objects.filter(pk__in=files).values_list("id", "folio"))


@dataclass(frozen=True)
class TakenOut:
    """A record that was taken out, or waits to be, with its reason for the office that wrote it."""

    row: Extraction
    place: str
    note: str


def taken_out(*, waiting: bool) -> list[TakenOut]:
    """Those that wait for a second person; or the last that were decided. Newest first."""
    rows = Extraction.objects.select_related("file", "home_after", "by", "second", "back_by").order_by(
        "-created_at"
    )
    wanted = rows.filter(stage="second") if waiting else rows.exclude(stage="second")[:RECENT]
    found = list(wanted)
    keys = record_keys([row.pk for row in found])
    now = Membership.objects.filter(record_id__in=[row.record_id for row in found], until__isnull=True)
    places = {row.record_id: place_words(row.institution) for row in now.select_related("institution")}
    return [
        TakenOut(
            row,
            places[row.record_id],
            open_cell(keys[row.pk], TABLE, row.pk, "note", row.note) if row.pk in keys else "",
        )
        for row in found
    ]
