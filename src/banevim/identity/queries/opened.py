"""Reads that decrypt: the compared fields of candidates, the page of a search, the note of a review."""

import datetime as dt
import json
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from banevim.casefiles.models import SearchCard
from banevim.identity.models import SearchReview, SearchSheet
from banevim.identity.queries.sheets import SHEET, read_sheet, sheet_key
from banevim.identity.terms import Sheet
from banevim.methods import linkage
from banevim.vault.opening import open_cell
from banevim.vault.sealing import record_key, record_keys

CARD_TABLE, REVIEW_TABLE = "casefiles_searchcard", "identity_searchreview"

NOBODY = UUID(int=0)


@dataclass(frozen=True)
class Card:
    """The compared fields of one record, in memory for the length of a search."""

    record_id: UUID
    person: linkage.Person
    known_as: str


def open_cards(record_ids: Collection[UUID]) -> list[Card]:
    """Open the cards of these records; those without one, or whose key was destroyed, are left out.

    Without records the same is asked of the database: nothing to open must not be told from something hidden.
    """
    wanted = list(record_ids) or [NOBODY]
    rows = SearchCard.objects.filter(record_id__in=wanted).values_list("record_id", "card")
    keys = record_keys(wanted)
    return [
        _card(record_id, json.loads(open_cell(keys[record_id], CARD_TABLE, record_id, "card", cell)))
        for record_id, cell in rows
        if record_id in keys
    ]


def _card(record_id: UUID, data: dict[str, str]) -> Card:
    born = dt.date.fromisoformat(data["d"]) if data["d"] else None
    person = linkage.Person(
        given_names=data["g"],
        first_surname=data["a"],
        second_surname=data["b"],
        birth_date=born,
        birth_year=int(data["y"]) if data["y"] else None,
        curp=data["c"],
        phone=data["p"],
        sex=data["s"] if data["s"] in ("M", "H", "X") else "",
    )
    return Card(record_id, person, data["k"])


def open_sheet(row: SearchSheet) -> Sheet:
    """The page of a search, as it was shown. Raises keyring.Sealed if its master key is gone."""
    key = sheet_key(row.pk, row.master_version)
    return read_sheet(row.search_id, open_cell(key, SHEET, row.pk, "cell", row.cell))


def open_note(row: SearchReview) -> str:
    """What the reviewer wrote. Raises NotFound outside the reviewer's institution."""
    return open_cell(record_key(row.pk), REVIEW_TABLE, row.pk, "note", row.note)
