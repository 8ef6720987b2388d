"""Reads that decrypt: the compared fields of candidates, the page of a search, the note of a review."""

import dataclasses
import datetime as dt
import json
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from banevim.common.asking import listed, rows_of
from banevim.identity.models import SearchReview, SearchSheet
from banevim.identity.queries.sheets import SHEET, read_sheet, sheet_key
from banevim.identity.terms import Sheet
from banevim.methods import linkage
from banevim.vault.opening import open_cell, open_rows
from banevim.vault.sealing import record_key

CARD_TABLE, REVIEW_TABLE = "casefiles_searchcard", "identity_searchreview"


READ = """
SELECT c.record_id::text, c.card, k.wrapped, k.master_version
  FROM casefiles_searchcard c JOIN vault_datakey k USING (record_id)
 WHERE c.record_id = ANY (%s::uuid[])
"""


@dataclass(eq=False)
class Card:
    """The compared fields of one record, in memory for the length of a search: ready to compare, and as written."""

    record_id: UUID
    line: str
    words: str

    @cached_property
    def written(self) -> dict[str, str]:
        """Her data as captured, by the letters of `casefiles.actions.sealed.card_text`."""
        data: dict[str, str] = json.loads(self.words)
        return data

    @property
    def known_as(self) -> str:
        return self.written["k"]

    @cached_property
    def person(self) -> linkage.Person:
        data = self.written
        return linkage.Person(
            given_names=data["g"],
            first_surname=data["a"],
            second_surname=data["b"],
            birth_date=dt.date.fromisoformat(data["d"]) if data["d"] else None,
            birth_year=int(data["y"]) if data["y"] else None,
            curp=data["c"],
            phone=data["p"],
            sex=data["s"] if data["s"] in ("M", "H", "X") else "",
            municipality=data["m"],
            known_as=data["k"],
        )


def open_cards(record_ids: Collection[UUID]) -> list[Card]:
    """Open the cards of these records, in the order asked; those without one, or whose key was destroyed, are left out.

    One round trip, and no rows of the ORM: a search opens hundreds.
    """
    wanted = {str(each): each for each in record_ids}
    rows = {row[0]: row for row in rows_of(READ, [listed(wanted)])}
    found = [rows[text] for text in wanted if text in rows]
    texts = open_rows(CARD_TABLE, "card", found)
    return [_card(wanted[row[0]], text) for row, text in zip(found, texts, strict=True)]


def open_lines(record_ids: Collection[UUID]) -> list[str]:
    """Only what is compared, of these records."""
    return [card.line for card in open_cards(record_ids)]


def _card(record_id: UUID, text: str) -> Card:
    """What was prepared under an older normaliser is prepared again from the words."""
    line, _, words = text.partition("\n")
    card = Card(record_id, line, words)
    if linkage.is_current(line):
        return card
    return dataclasses.replace(card, line=linkage.pack(linkage.prepare(card.person)))


def open_sheet(row: SearchSheet) -> Sheet:
    """The page of a search, as it was shown. Raises keyring.Sealed if its master key is gone."""
    key = sheet_key(row.pk, row.master_version)
    return read_sheet(row.search_id, open_cell(key, SHEET, row.pk, "cell", row.cell))


def open_note(row: SearchReview) -> str:
    """What the reviewer wrote. Raises NotFound outside the reviewer's institution."""
    return open_cell(record_key(row.pk), REVIEW_TABLE, row.pk, "note", row.note)
