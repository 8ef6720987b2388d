"""Building the encrypted side of a record: identity cells, search card and match-keys. Called inside an action."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from banevim.casefiles.models import SearchCard, Woman, WomanIdentity
from banevim.casefiles.terms import Identity
from banevim.common import clock
from banevim.methods import linkage
from banevim.vault import matchkeys
from banevim.vault.sealing import RecordKey, new_record_keys

CARD_TABLE, IDENTITY_TABLE = "casefiles_searchcard", "casefiles_womanidentity"
CARD_BYTES = 319
"""A card is filled up to here, so that its size does not tell how long her names are nor what else is known."""
INSERT_KEYS = """
INSERT INTO vault_matchkey (state_code, key, record_id)
SELECT %s, k, r FROM unnest(%s::bigint[], %s::uuid[]) AS t(k, r)
"""


def person_of(woman: Woman, identity: Identity) -> linkage.Person:
    """What the matcher knows of a record."""
    return linkage.Person(
        given_names=identity.given_names,
        first_surname=identity.first_surname,
        second_surname=identity.second_surname,
        birth_date=identity.birth_date,
        birth_year=woman.birth_year,
        age=None,
        curp=identity.curp,
        phone=identity.phone,
        sex=woman.sex if woman.sex in ("M", "H", "X") else "",
        municipality=woman.residence if len(woman.residence) == 5 else "",
        known_as=identity.known_as,
    )


def card_words(woman: Woman, identity: Identity) -> str:
    """The compared data of a record as compact JSON."""
    born = identity.birth_date
    words = {
        "g": identity.given_names,
        "a": identity.first_surname,
        "b": identity.second_surname,
        "k": identity.known_as,
        "d": born.isoformat() if born else "",
        "y": born.year if born else woman.birth_year,
        "c": identity.curp,
        "p": identity.phone,
        "s": woman.sex,
        "m": woman.residence if len(woman.residence) == 5 else "",
    }
    return json.dumps(words, ensure_ascii=False, separators=(",", ":"))


def card_text(woman: Woman, identity: Identity, known: linkage.Prepared) -> str:
    """Two lines: the record ready to compare, and its words; read back by `identity.queries`."""
    text = linkage.pack(known) + "\n" + card_words(woman, identity)
    return text + " " * (CARD_BYTES - len(text.encode()))


def identity_row(woman: Woman, identity: Identity, key: RecordKey) -> WomanIdentity:
    """Unsaved cells of who she is."""
    return WomanIdentity(
        **_place(woman), record=woman, shareable=woman.shareable, **identity_cells(key, identity)
    )


def card_row(woman: Woman, identity: Identity, key: RecordKey) -> SearchCard:
    """The unsaved card by which a search compares her."""
    text = card_text(woman, identity, linkage.prepare(person_of(woman, identity)))
    card = key.seal(CARD_TABLE, woman.id, "card", text)
    return SearchCard(**_place(woman), record_id=woman.id, card=card)


def identity_cells(key: RecordKey, identity: Identity) -> dict[str, bytes]:
    """Every field of the identity sealed at its place."""
    born = identity.birth_date
    texts = {name: getattr(identity, name) for name in WomanIdentity.CELLS if name != "birth_date"}
    texts["birth_date"] = born.isoformat() if isinstance(born, dt.date) else ""
    return {name: key.seal(IDENTITY_TABLE, key.record_id, name, text) for name, text in texts.items()}


def insert_match_keys(state: str, pairs: Iterable[tuple[int, object]]) -> None:
    """One batched insert: `COPY` is not possible under row-level security."""
    rows = list(pairs)
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(INSERT_KEYS, [state, [k for k, _ in rows], [r for _, r in rows]])


def seal_identities(items: Sequence[tuple[Woman, Identity]]) -> dict[UUID, RecordKey]:
    """Write identity cells, search cards and match-keys of new records; return their data keys by record.

    A record that says something of her but no name nor CURP keeps its cells and has no card: no search offers it.
    """
    keys = new_record_keys([(w.id, w.institution_id) for w, _ in items])
    WomanIdentity.objects.bulk_create(identity_row(w, i, keys[w.id]) for w, i in items if i != Identity())
    named = [(w, i) for w, i in items if not i.is_empty]
    SearchCard.objects.bulk_create(card_row(w, i, keys[w.id]) for w, i in named)
    if named:
        insert_match_keys(named[0][0].state_code, digests(named))
    return keys


def reseal_identity(woman: Woman, before: Identity, identity: Identity, key: RecordKey) -> None:
    """A corrected identity: new cells, new card, and keys that lead to it. Old keys stay: the card decides.

    What says something else of who she is counts from now on as new evidence (`changed_at`).
    """
    if not WomanIdentity.objects.filter(record=woman).update(**identity_cells(key, identity)):
        identity_row(woman, identity, key).save(force_insert=True)
    card = card_row(woman, identity, key)
    values: dict[str, Any] = {"card": card.card}
    if card_words(woman, before) != card_words(woman, identity):
        values["changed_at"] = clock.written()
    if not SearchCard.objects.filter(record_id=woman.id).update(**values):
        card.save(force_insert=True)
    if not identity.is_empty:
        insert_match_keys(woman.state_code, digests([(woman, identity)]))


def _place(woman: Woman) -> dict[str, Any]:
    return {"state_code": woman.state_code, "institution_id": woman.institution_id}


def digests(items: Sequence[tuple[Woman, Identity]]) -> Iterator[tuple[int, UUID]]:
    """Match-keys of records: pairs for `insert_match_keys`. In the order of the digests: that of the texts would tell a
    thief which key is of which kind, and who comes before whom in the alphabet."""
    for woman, identity in items:
        for key in sorted(matchkeys.digest(linkage.match_keys(person_of(woman, identity)))):
            yield key, woman.id
