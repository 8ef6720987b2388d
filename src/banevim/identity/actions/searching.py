"""Looking for a woman: read what was typed, keep to the pace, look, note it, and keep the page for a shift."""

import dataclasses
from collections.abc import Iterator, Mapping
from uuid import UUID

from django.db.models import F, Model

from banevim.casefiles.rules import check_reason, kept_letter
from banevim.common import clock
from banevim.common.errors import Refused
from banevim.common.ids import uuid7
from banevim.common.models import insert_together
from banevim.identity import queries, rules
from banevim.identity.actions.forgetting import forget_own
from banevim.identity.models import Coincidence, SearchCandidate, SearchLog, SearchSheet
from banevim.identity.terms import MOST_SHOWN, Asked, Decision, Found, Outcome, Sheet, Shown
from banevim.vault import audit, keyring
from banevim.vault.context import Actor, atomic


@atomic
def search(
    *, by: Actor, typed: Mapping[str, str], reason: str, letter: str = "", once: UUID | None = None
) -> SearchLog:
    """Look for a woman and note it. The same form sent twice (`once`) is one search.

    A search over the limit is not made: it is noted with the outcome `limited`, so that the note stays, and nothing of
    what was typed is kept. Raises Refused, Invalid (with the field).
    """
    return look(by=by, typed=typed, reason=reason, letter=letter, once=once)[0]


@atomic
def look(
    *,
    by: Actor,
    typed: Mapping[str, str],
    reason: str,
    letter: str = "",
    once: UUID | None = None,
    most: int = MOST_SHOWN,
) -> tuple[SearchLog, Found]:
    """`search`, and what it found, with scores: for whoever measures. The page gets the log alone."""
    rules.check_searches(by)
    check_reason(reason, letter)
    letter = kept_letter(reason, letter)
    today = clock.today()
    asked = rules.read(typed, today)
    keys = queries.keys_of(asked, today)
    rules.check_enough(asked, len(keys))
    audit.take_turn(f"search:{by.person_id}")
    texts = {name: rules.clean(typed.get(name) or "") for name in rules.FIELDS}
    page = Sheet(uuid7(), reason, letter, {k: v for k, v in texts.items() if v}, asked)
    standing = queries.standing(by, once)
    if standing.sent and (sent := _made_before(by, standing.sent, page)):
        return sent, Found()
    try:
        rules.check_pace(standing.made, queries.search_limit())
    except Refused:
        return _limited(by, reason, letter), Found()
    if standing.stale:
        forget_own(by)
    found = queries.candidates(by, asked, keys, today, most, standing.asked)
    thread = standing.thread if found.again else None
    return _noted(by, page, None if standing.sent else once, found, thread), found


def _made_before(by: Actor, sent: UUID, page: Sheet) -> SearchLog | None:
    """The search that this very form made already, unless it was filled in differently."""
    row = queries.own_searches(by).get(pk=sent)
    before = queries.sheet_of(row)
    same = before and (before.typed, before.reason, before.letter) == (page.typed, page.reason, page.letter)
    return row if same else None


def _limited(by: Actor, reason: str, letter: str) -> SearchLog:
    audit.record("identity.search.limited", details={"reason": reason})
    since = clock.now() - queries.HOUR
    recent = queries.own_searches(by).filter(outcome=Outcome.LIMITED, created_at__gt=since)
    if row := recent.order_by("-created_at").first():
        SearchLog.objects.filter(pk=row.pk).update(attempts=F("attempts") + 1)
        return row
    row = _note(by, uuid7(), reason=reason, letter=letter, outcome=Outcome.LIMITED)
    row.save(force_insert=True)
    return row


def _noted(by: Actor, page: Sheet, once: UUID | None, found: Found, thread: UUID | None) -> SearchLog:
    row = _note(
        by,
        page.search_id,
        reason=page.reason,
        letter=page.letter,
        kinds=[str(kind) for kind in page.asked.kinds()],
        keys=found.keys,
        results=len(found.candidates),
        once=once or page.search_id,
        thread=thread or page.search_id,
    )
    insert_together([row, *_kept(row, page, found)])
    audit.record("identity.search.made", subject=("search", row.id), details=_counts(page, found))
    return row


def _note(by: Actor, row_id: UUID, **values: object) -> SearchLog:
    own = {"thread": row_id, "once": row_id, "person_id": by.person_id, "institution_id": by.institution_id}
    return SearchLog(id=row_id, created_at=clock.now(), **(own | values))


def _counts(page: Sheet, found: Found) -> dict[str, object]:
    """What the trail keeps of a search: kinds and numbers, never a term."""
    return {
        "reason": page.reason,
        "kinds": [str(kind) for kind in page.asked.kinds()],
        "keys": found.keys,
        "opened": found.opened,
        "results": len(found.candidates),
    }


def _kept(row: SearchLog, page: Sheet, found: Found) -> Iterator[Model]:
    """What is kept with the note of a search: what the office is told, the files that were shown, and the page."""
    yield Coincidence(
        search=row,
        person_id=row.person_id,
        institution_id=row.institution_id,
        files=list(found.hidden),
        opened=found.compared,
    )
    for rank, each in enumerate(found.candidates, 1):
        yield SearchCandidate(
            search=row, person_id=row.person_id, rank=rank, file_id=each.file_id, record_id=each.record_id
        )
    shown = tuple(
        Shown(rank, c.initials, c.band, c.likeness, c.agree, c.similar, c.apart)
        for rank, c in enumerate(found.candidates, 1)
    )
    version = keyring.current().current
    sheet = SearchSheet(search=row, person_id=row.person_id, master_version=version)
    text = queries.sheet_text(dataclasses.replace(page, shown=shown, ask=found.ask))
    sheet.cell = queries.sheet_key(sheet.pk, version).seal(queries.SHEET, sheet.pk, "cell", text)
    yield sheet


@atomic
def see(*, by: Actor, search_id: UUID) -> Sheet:
    """The page of one's own search, with what was decided since. Raises NotFound: another's, unknown or erased."""
    rules.check_searches(by)
    row = queries.own_search(by, search_id)
    rules.check_alive(row.created_at, clock.now())
    sheet = queries.sheet_of(row)
    if sheet is None:
        raise rules.erased()
    audit.record("identity.search.seen", subject=("search", row.id))
    decided = dict(SearchCandidate.objects.filter(search=row).values_list("rank", "decision"))
    shown = tuple(
        dataclasses.replace(each, decision=Decision(decided.get(each.rank, ""))) for each in sheet.shown
    )
    return dataclasses.replace(sheet, shown=shown)


def asked_in(by: Actor, row: SearchLog) -> Asked:
    """What was typed in one's own search. Raises NotFound once it was erased."""
    sheet = queries.sheet_of(row)
    if sheet is None:
        raise rules.erased()
    return sheet.asked
