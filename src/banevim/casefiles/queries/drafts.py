"""Captures under way: only their author finds them."""

import json
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.db.models import Q, QuerySet

from banevim.casefiles.models import Case, Draft, DraftContent
from banevim.casefiles.queries.pending import COUNTED
from banevim.casefiles.rules import rebased
from banevim.common.asking import Question, gap
from banevim.common.errors import Conflict, NotFound
from banevim.vault.context import Actor
from banevim.vault.opening import open_cell
from banevim.vault.sealing import RecordKey, record_key, record_keys

DRAFT_TABLE = "casefiles_draftcontent"
DISCARDED = (
    "Descartaste este borrador, quizá en otra pestaña: lo que tenía ya no existe. Los que siguen abiertos están en "
    "“Mis borradores”; para empezar otro, búscala de nuevo."
)
LATE = (
    "Este caso cambió mientras lo corregías. Nada se perdió: abre otra vez la corrección y verás lo que dice ahora, con"
    " lo que tú cambiaste."
)
COPY = b"banevim browser copy v1"
Typed = dict[str, list[str]]
"""What a browser sends of a form: names to lists of values."""


def _one() -> QuerySet[Draft]:
    return Draft.objects.filter(pk=gap("draft"), person=gap("person"), institution=gap("institution"))


_READ = Question(lambda: _one().select_related("file", "case"))
_HELD = Question(lambda: _one().select_for_update())
_CONTENT = Question(lambda: DraftContent.objects.filter(draft=gap("draft")))
_UNDER_WAY = Question(
    lambda: Draft.objects.filter(
        person=gap("person"),
        institution=gap("institution"),
        case__isnull=True,
        discarded_at__isnull=True,
    )[:COUNTED].values_list("pk", flat=True)
)


def draft(actor: Actor, draft_id: UUID, *, hold: bool = False) -> Draft:
    """A draft of this person, registered or not; `hold` keeps others waiting until the transaction ends.

    Raises NotFound: another's, thrown away (it says so), or never made.
    """
    asked = _HELD if hold else _READ
    row = asked.first(draft=draft_id, person=actor.person_id, institution=actor.institution_id)
    if row is None:
        raise NotFound
    if row.discarded_at:
        raise NotFound(
            DISCARDED, onward=(("Mis borradores", "casefiles:drafts"), ("Buscar", "identity:search"))
        )
    return row


def typed_in(row: Draft, name: str = "typed", *, key: RecordKey | None = None) -> Typed:
    """What was typed in a draft that is under way, or another cell of it; empty once it was registered. `key`: that of
    the draft, if open."""
    cell = _CONTENT.first(draft=row.id)
    sealed = getattr(cell, name) if cell else None
    return {} if sealed is None else _opened(key or record_key(row.id), row, name, bytes(sealed))


def corrected(row: Draft) -> Case | None:
    """The case that a draft under way corrects, with her record: what it says and at which revision, in one look."""
    if not row.corrects_id or row.case_id:
        return None
    return Case.objects.select_related("record").filter(pk=row.corrects_id).first()


def starts_in(row: Draft, *, key: RecordKey | None = None) -> dict[str, Typed]:
    """What the case said at each revision that a correction starts or started from, by revision."""
    cell = _CONTENT.first(draft=row.id)
    if cell is None or cell.start is None:
        return {}
    text = open_cell(key or record_key(row.id), DRAFT_TABLE, row.id, "start", bytes(cell.start))
    starts: dict[str, Typed] = json.loads(text)
    return starts


def brought_up(row: Draft, typed: Typed, base: str, names: set[str] | None = None) -> tuple[Typed, int]:
    """What a page sends that was drawn when the case was at revision `base`, over what it says now (only the questions
    in `names`), and how many times the draft was renewed since. Raises Conflict: so old that nobody knows what it
    started from."""
    starts = starts_in(row)
    if base not in starts or str(row.base) not in starts:
        raise Conflict(LATE)
    start, now = (
        {name: values for name, values in starts[at].items() if names is None or name in names}
        for at in (base, str(row.base))
    )
    return rebased(start, typed, now), sum(int(each) > int(base) for each in starts)


def typed_in_each(rows: Iterable[Draft]) -> dict[UUID, Typed]:
    """The same for the rows of a list, with their contents at hand: one query for all their keys."""
    kept = {row: row.content for row in rows if hasattr(row, "content")}
    keys = record_keys([row.id for row in kept])
    return {row.id: _opened(keys[row.id], row, "typed", bytes(cell.typed)) for row, cell in kept.items()}


def _opened(key: RecordKey, row: Draft, name: str, sealed: bytes | memoryview) -> Typed:
    typed: Typed = json.loads(open_cell(key, DRAFT_TABLE, row.id, name, sealed))
    return typed


def browser_key(row: Draft) -> bytes:
    """The key of the copy in the browser: 32 bytes that only the server can derive again (HKDF-SHA256)."""
    return HKDF(SHA256(), 32, row.id.bytes, COPY).derive(record_key(row.id).key)


class DraftKind(StrEnum):
    """What a draft is of."""

    NEW = "nuevo"
    ANOTHER = "otro"
    CORRECTION = "correccion"


KINDS = {
    DraftKind.NEW: Q(file_id__isnull=True, corrects__isnull=True),
    DraftKind.ANOTHER: Q(file_id__isnull=False, corrects__isnull=True),
    DraftKind.CORRECTION: Q(corrects__isnull=False),
}


class DraftFilter(NamedTuple):
    """Of which kind ('' any), and in which order."""

    kind: str = ""
    order: str = "-saved_at"


_ANY = DraftFilter()


def my_drafts(actor: Actor, wanted: DraftFilter = _ANY) -> QuerySet[Draft]:
    """What this person has under way."""
    rows = _mine(actor, Draft.objects.filter(case__isnull=True, discarded_at__isnull=True))
    rows = rows.filter(KINDS[DraftKind(wanted.kind)]) if wanted.kind else rows
    return rows.select_related("file", "content").order_by(wanted.order, "id")


def drafts_waiting(actor: Actor) -> int:
    """How many this person has under way, up to `COUNTED`: the count stops there."""
    return len(_UNDER_WAY(person=actor.person_id, institution=actor.institution_id))


def last_way(actor: Actor) -> str | None:
    """How this person filled the last draft: the next one opens the same way."""
    return (
        Draft.objects.filter(person=actor.person_id)
        .order_by("-created_at")
        .values_list("way", flat=True)
        .first()
    )


def draft_of_search(actor: Actor, token: UUID) -> Draft | None:
    """The draft that a search of this person already began."""
    return _mine(actor, Draft.objects.filter(handover_id=token, discarded_at__isnull=True)).first()


def drafts_left_behind(actor: Actor) -> int:
    """How many this person left under way in another institution: only there can they be opened."""
    rows = Draft.objects.filter(person=actor.person_id, case__isnull=True, discarded_at__isnull=True)
    return rows.exclude(institution=actor.institution_id).count()


def _mine(actor: Actor, rows: QuerySet[Draft]) -> QuerySet[Draft]:
    """Of this person, in the institution where they work now: it holds the key."""
    return rows.filter(person=actor.person_id, institution=actor.institution_id)
