"""Captures under way: begun, saved, taken back, thrown away. A draft accepts anything; only registering checks."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import connection

from banevim.casefiles import queries, rules, sheet
from banevim.casefiles.actions.access import note_again, note_renewed
from banevim.casefiles.models import Case, Draft, DraftContent, HandoverIdentity
from banevim.casefiles.terms import Way
from banevim.common import clock
from banevim.common.errors import Conflict, Invalid
from banevim.vault import audit
from banevim.vault.context import Actor, atomic
from banevim.vault.sealing import RecordKey, new_record_key, record_key

CONFIRMED, MOST_STARTS = ("seen", "confirmed"), 4
HEAVIEST = 400_000
"""Characters of a draft: far more than any sheet holds."""
ELSEWHERE = (
    "Este borrador se guardó también en otra pestaña o equipo. Nada se perdió: elige con cuál te quedas."
)


def _text(typed: Mapping[str, Any]) -> str:
    text = json.dumps(typed, ensure_ascii=False, sort_keys=True)
    if len(text) > HEAVIEST:
        raise Invalid("El borrador es demasiado largo. Acorta el relato y vuelve a guardar.")
    return text


@atomic
def start_draft(
    *,
    by: Actor,
    way: Way,
    typed: queries.Typed,
    token: UUID | None = None,
    file_id: UUID | None = None,
    corrects: Case | None = None,
) -> Draft:
    """Begin a capture: after a search (`token`), in a file that is read, or to correct a case. Asked twice, it is one.

    What was typed in the search passes to the draft; `typed` of a correction is what the case says.
    Raises Refused, Invalid.
    """
    me = rules.check_captures(by)
    about = {"handover_id": token, "file_id": file_id, "corrects": corrects}
    audit.take_turn(f"draft:{me.person_id}:{token}:{file_id}:{corrects.pk if corrects else ''}")
    mine = Draft.objects.filter(**me._asdict(), discarded_at__isnull=True, **about)
    base = corrects.record.revision if corrects else 0
    if found := (mine if token else mine.filter(case__isnull=True)).first():
        audit.record("casefiles.draft.found", subject=("draft", found.id))
        return found
    if token:
        queries.handover(by, token)
        HandoverIdentity.objects.filter(handover_id=token).delete()
    row = Draft.objects.create(
        **me._asdict(),
        way=way,
        sheet=sheet.load().version,
        saved_at=clock.now(),
        base=base,
        **about,
    )
    key = new_record_key(row.id, me.institution_id)
    cells = _sealed(row, key, typed=typed, **({"start": {str(base): typed}} if corrects else {}))
    DraftContent.objects.create(draft=row, person_id=me.person_id, **cells)
    audit.record("casefiles.draft.started", subject=("draft", row.id))
    return row


@atomic
def renew_draft(*, by: Actor, draft_id: UUID, now: queries.Typed, base: int) -> Draft:
    """A correction whose case changed meanwhile goes on from what the case says `now`, at that revision of her record,
    with what was changed in it. It opens her data as they are now. Raises Refused, NotFound, Conflict (registered)."""
    me = rules.check_captures(by)
    row = _open_draft(by, draft_id)
    if row.corrects is None or row.base >= base:
        audit.record("casefiles.draft.seen", subject=("draft", row.id))
        return row
    key = record_key(row.id)
    _put_over(row, key, now, base)
    row.version, row.base, row.saved_at = row.version + 1, base, clock.now()
    row.save(update_fields=["version", "base", "saved_at"])
    note_renewed(me, queries.file_of(row.corrects.record_id).id)
    audit.record("casefiles.draft.renewed", subject=("draft", row.id), details={"case": str(row.corrects_id)})
    return row


def _put_over(row: Draft, key: RecordKey, now: queries.Typed, base: int) -> None:
    """What was typed, over what the case says now. Of a draft that does not know where it started, what was typed can
    be taken back."""
    starts = queries.starts_in(row, key=key)
    typed, earlier = (queries.typed_in(row, name, key=key) for name in ("typed", "earlier"))
    if start := starts.get(str(row.base)):
        cells = {
            name: _over(start, told, now) for name, told in (("typed", typed), ("earlier", earlier)) if told
        }
    else:
        cells = {"typed": now, "earlier": typed}
    known = dict(sorted({**starts, str(base): now}.items(), key=lambda each: int(each[0]))[-MOST_STARTS:])
    DraftContent.objects.filter(draft=row).update(**_sealed(row, key, start=known, **cells))


def _over(start: queries.Typed, typed: queries.Typed, now: queries.Typed) -> queries.Typed:
    """What looked odd is confirmed anew: it may be what somebody else wrote."""
    found = rules.rebased(start, typed, now)
    return {name: values for name, values in found.items() if name not in CONFIRMED}


def _open_draft(by: Actor, draft_id: UUID) -> Draft:
    row = queries.draft(by, draft_id, hold=True)
    if row.case_id:
        raise Conflict("Este borrador ya se registró: no hace falta guardarlo.")
    return row


def check_version(row: Draft, version: int | None) -> None:
    """Raises Conflict: the draft holds something else than what was judged."""
    if version not in (None, row.version):
        raise Conflict(ELSEWHERE)


@atomic
def save_draft(
    *, by: Actor, draft_id: UUID, typed: queries.Typed, version: int | None = None, way: Way | None = None
) -> Draft:
    """Keep what is typed. `version` is the last save that the page knows; None overwrites on purpose, and what it
    replaces can be taken back once.

    Raises NotFound, Invalid, Conflict (registered already, or saved elsewhere in between).
    """
    rules.check_captures(by)
    row = _open_draft(by, draft_id)
    key = record_key(row.id)
    before = queries.typed_in(row, key=key)
    changed = before != typed
    if changed and version is not None and version != row.version:
        raise Conflict(ELSEWHERE)
    if changed:
        _keep(row, key, typed, before if version is None else None)
        row.version += 1
    row.saved_at, row.way, row.sheet = clock.now(), way or row.way, sheet.load().version
    row.save(update_fields=["version", "saved_at", "way", "sheet"])
    audit.record("casefiles.draft.saved", subject=("draft", row.id), details={"version": row.version})
    return row


def _keep(row: Draft, key: RecordKey, typed: queries.Typed, earlier: queries.Typed | None) -> None:
    cells = {"typed": typed} if earlier is None else {"typed": typed, "earlier": earlier}
    DraftContent.objects.filter(draft=row).update(**_sealed(row, key, **cells))


def _sealed(row: Draft, key: RecordKey, **cells: Mapping[str, Any]) -> dict[str, bytes]:
    return {name: key.seal(queries.DRAFT_TABLE, row.id, name, _text(typed)) for name, typed in cells.items()}


@atomic
def see_draft(*, by: Actor, draft_id: UUID) -> Draft:
    """Open a draft of one's own: what it holds is personal data. A correction also leaves an opening of the case, once
    an hour. Raises Refused, NotFound."""
    me = rules.check_captures(by)
    row = queries.draft(by, draft_id)
    audit.record("casefiles.draft.seen", subject=("draft", row.id))
    if row.corrects and not row.case_id:
        note_again(me, queries.file_of(row.corrects.record_id).id)
    return row


@atomic
def take_back_draft(*, by: Actor, draft_id: UUID) -> Draft:
    """Return to what the last save of another tab replaced. Raises NotFound, Conflict."""
    rules.check_captures(by)
    row = _open_draft(by, draft_id)
    key = record_key(row.id)
    earlier = queries.typed_in(row, "earlier", key=key)
    if not earlier:
        raise Conflict("No hay nada anterior que recuperar en este borrador.")
    _keep(row, key, earlier, queries.typed_in(row, key=key))
    Draft.objects.filter(pk=row.pk).update(version=row.version + 1, saved_at=clock.now())
    audit.record("casefiles.draft.taken_back", subject=("draft", row.id))
    return row


@atomic
def discard_draft(*, by: Actor, draft_id: UUID) -> None:
    """Throw a draft away: what was typed is erased. Raises NotFound, Conflict (registered already)."""
    rules.check_captures(by)
    row = _open_draft(by, draft_id)
    _forget(row)
    Draft.objects.filter(pk=row.pk).update(discarded_at=clock.now())
    audit.record("casefiles.draft.discarded", subject=("draft", row.id))


def _forget(row: Draft) -> None:
    """Erase what was typed and destroy its key: what old pages of the database or old backups still hold, nobody
    opens."""
    DraftContent.objects.filter(draft=row).delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT banevim_forget_draft(%s)", [row.id])


def finish_draft(row: Draft, case: Case) -> None:
    """Tie the draft to its case and erase what was typed. Called inside the action that registers."""
    _forget(row)
    Draft.objects.filter(pk=row.pk).update(case=case)
