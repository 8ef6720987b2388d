"""Deliberate acts that open personal data: declared access, identity, narrative. Each leaves a record."""

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

from banevim.accounts.models import Institution
from banevim.casefiles import queries, rules
from banevim.casefiles.models import Access, Case, Opening, UniqueFile
from banevim.casefiles.terms import REVIEW, Disagreement, Identity, Opened, Reason, Stored, Told
from banevim.catalogs.queries import deadline
from banevim.common import clock
from banevim.common.errors import NotFound
from banevim.vault import audit
from banevim.vault.context import Actor, atomic

REVIEW_LASTS = dt.timedelta(hours=1)
PAGE = 25
"""The names of one page of a list are opened at once, never of a whole list."""


def is_shareable(institution_id: UUID) -> bool:
    """False for a shelter: nobody else may see what it did."""
    return not Institution.objects.filter(pk=institution_id, is_shelter=True).exists()


@atomic
def declare_access(
    *, by: Actor, file_id: UUID, reason: str, letter: str = "", home: UUID | None = None
) -> Access:
    """Declare that this institution attends her: it may read the file for the days that the configuration says.

    While files are one, the access is to the one where this institution has its record, else to the `home` of the
    record that the search matched, and that of a referral to hers who was referred: undone, it reads that woman.
    Called by `identity.actions` after "es ella"; nobody reaches it with a file that a search did not show. Said twice
    on one day by one person with one reason, it is one access. Raises Refused, Invalid (an oficio without number).
    """
    me = rules.check_captures(by)
    rules.check_reason(reason, letter)
    letter = rules.kept_letter(reason, letter)
    now, days = clock.now(), deadline("access_duration", clock.today()).value
    same = {"institution_id": me.institution_id, "by_id": me.person_id, "reason": reason, "letter": letter}
    if reason != Reason.REFERRAL:
        file_id = queries.own_home(file_id, me.institution_id) or home or file_id
    audit.take_turn(f"access:{file_id}:{by.person_id}")
    said = queries.accesses_in_force(file_id).filter(**same, file_id=file_id, starts_at__date=clock.today())
    if found := said.first():
        audit.record("casefiles.access.repeated", subject=("file", file_id), details={"reason": reason})
        return found
    row = Access.objects.create(
        file_id=file_id,
        starts_at=now,
        until=now + dt.timedelta(days=days),
        shareable=is_shareable(me.institution_id),
        **same,
    )
    audit.record(
        "casefiles.access.declared", subject=("file", file_id), details={"reason": reason, "days": days}
    )
    return row


@atomic
def open_for_review(*, by: Actor, file_ids: Sequence[UUID]) -> None:
    """The state office declares an hour of access to files that may be of one woman, to compare their identities.

    It stays on each file, as any other access and opening. Raises Refused.
    """
    me, now = rules.check_links(by), clock.now()
    Access.objects.bulk_create(
        Access(
            file_id=file_id,
            institution_id=me.institution_id,
            by_id=me.person_id,
            reason=REVIEW,
            starts_at=now,
            until=now + REVIEW_LASTS,
        )
        for file_id in file_ids
    )
    _note(me, file_ids, Opened.IDENTITY, REVIEW)


def _visible(file_id: UUID) -> UniqueFile:
    file = UniqueFile.objects.filter(pk=file_id).first()
    if file is None:
        raise NotFound
    return file


def _note(me: rules.Capturer, file_ids: Sequence[UUID], what: Opened, reason: str) -> None:
    shareable = is_shareable(me.institution_id)
    Opening.objects.bulk_create(
        Opening(
            file_id=file_id,
            institution_id=me.institution_id,
            by_id=me.person_id,
            what=what,
            reason=reason,
            shareable=shareable,
        )
        for file_id in file_ids
    )
    for file_id in file_ids:
        audit.record(f"casefiles.{what.value}.opened", subject=("file", file_id), details={"reason": reason})


def note_again(me: rules.Capturer, file_id: UUID) -> None:
    """What a correction holds is looked at again: listed once an hour for each person. Called inside an action."""
    hour_ago = clock.now() - dt.timedelta(hours=1)
    mine = Opening.objects.filter(file_id=file_id, by_id=me.person_id, created_at__gt=hour_ago)
    if not mine.filter(what=Opened.NARRATIVE).exists():
        _note(me, [file_id], Opened.NARRATIVE, "")


def note_renewed(me: rules.Capturer, file_id: UUID) -> None:
    """A correction under way goes on with her data as they are now: listed each time. Called inside an action."""
    for what in (Opened.IDENTITY, Opened.NARRATIVE):
        _note(me, [file_id], what, "")


@atomic
def open_file_page(*, by: Actor, file_id: UUID) -> UniqueFile:
    """Look at a file without its identity; listed once an hour for each person. Raises Refused, NotFound."""
    me = rules.check_captures(by)
    file = _visible(file_id)
    hour_ago = clock.now() - dt.timedelta(hours=1)
    recent = Opening.objects.filter(file=file, by_id=me.person_id, what=Opened.FILE, created_at__gt=hour_ago)
    if recent.exists():
        audit.record("casefiles.file.seen", subject=("file", file_id))
    else:
        _note(me, [file_id], Opened.FILE, "")
    return file


@atomic
def open_identity(*, by: Actor, file_id: UUID, reason: str) -> Identity:
    """Show who she is, for a stated reason. Raises Refused, Invalid, NotFound."""
    me = rules.check_captures(by)
    rules.check_reason(reason, letter=None)
    _visible(file_id)
    _note(me, [file_id], Opened.IDENTITY, reason)
    return queries.identity_of(file_id)


@atomic
def keep_identity_open(*, by: Actor, file_id: UUID) -> tuple[Identity, list[Disagreement]]:
    """Show it again within the minutes that `open_identity` gave, and what other records of the file tell otherwise.

    Raises Refused, NotFound.
    """
    rules.check_captures(by)
    _visible(file_id)
    audit.record("casefiles.identity.seen", subject=("file", file_id))
    return queries.identity_of(file_id), queries.disagreements(file_id)


@atomic
def open_names(*, by: Actor, file_ids: Sequence[UUID], reason: str) -> None:
    """Show the names of the files on one page of a list, for one stated reason: each file keeps its own opening.

    Raises Refused, Invalid, NotFound (a file that this institution does not see, or more than a page holds).
    """
    me = rules.check_captures(by)
    rules.check_reason(reason, letter=None)
    _check_page(file_ids)
    _note(me, file_ids, Opened.IDENTITY, reason)


@atomic
def keep_names_open(*, by: Actor, file_ids: Sequence[UUID]) -> dict[UUID, str]:
    """The names that `open_names` opened, within its minutes; a page is one record. Raises Refused, NotFound."""
    rules.check_captures(by)
    _check_page(file_ids)
    audit.record("casefiles.names.seen", details={"files": [str(each) for each in file_ids]})
    return queries.names_of_files(file_ids)


def _check_page(file_ids: Sequence[UUID]) -> None:
    seen = UniqueFile.objects.filter(pk__in=file_ids).count()
    if not 0 < len(file_ids) <= PAGE or seen != len(set(file_ids)):
        raise NotFound


@atomic
def export_list(*, by: Actor, what: str, rows: int, filters: Mapping[str, str]) -> None:
    """Note that a list leaves the bank as a file: which one, how many rows, with which filters. Raises Refused."""
    rules.check_exports(by)
    asked = [f"{name}:{value}" for name, value in sorted(filters.items())]
    audit.record("casefiles.list.exported", details={"list": what, "rows": rows, "filters": asked})


def _own_case(me: rules.Capturer, case_id: UUID) -> Case:
    rows = Case.objects.select_related("record")  # in one look: what it says, and at which revision
    case = rows.filter(pk=case_id, institution_id=me.institution_id).first()
    if case is None:
        raise NotFound
    return case


@atomic
def open_case_page(*, by: Actor, case_id: UUID) -> Case:
    """Look at the coded answers of a case of one's own institution. Raises Refused, NotFound."""
    case = _own_case(rules.check_captures(by), case_id)
    audit.record("casefiles.case.seen", subject=("case", case_id))
    return case


@atomic
def open_narrative(*, by: Actor, case_id: UUID, reason: str) -> Told:
    """Show what she told and who attacked; only to the institution that wrote it. Raises Refused, Invalid, NotFound."""
    me = rules.check_captures(by)
    rules.check_reason(reason, letter=None)
    case = _own_case(me, case_id)
    _note(me, [queries.file_of(case.record_id).id], Opened.NARRATIVE, reason)
    return queries.told_in(case_id)


@atomic
def open_to_correct(*, by: Actor, case_id: UUID, reason: str) -> tuple[Case, Stored]:
    """Open everything that was told in a case of one's own institution, to correct it.

    Raises Refused, Invalid, NotFound.
    """
    me = rules.check_captures(by)
    rules.check_reason(reason, letter=None)
    case = _own_case(me, case_id)
    file_id = queries.file_of(case.record_id).id
    _note(me, [file_id], Opened.IDENTITY, reason)
    _note(me, [file_id], Opened.NARRATIVE, reason)
    return case, queries.stored(case, words=True)


@atomic
def open_to_print(*, by: Actor, file_id: UUID, reason: str) -> tuple[Identity, list[tuple[Case, Stored]]]:
    """Open all that this institution may read of a file, to print it: her identity and its own cases with their words.

    Raises Refused, Invalid, NotFound.
    """
    me = rules.check_captures(by)
    rules.check_reason(reason, letter=None)
    _visible(file_id)
    cases = [case for case in queries.cases_of(file_id) if case.institution_id == me.institution_id]
    _note(me, [file_id], Opened.IDENTITY, reason)
    if cases:
        _note(me, [file_id], Opened.NARRATIVE, reason)
    audit.record("casefiles.file.printed", subject=("file", file_id), details={"cases": len(cases)})
    return queries.identity_of(file_id), [(case, queries.stored(case, words=True)) for case in cases]


@atomic
def keep_narrative_open(*, by: Actor, case_id: UUID) -> Told:
    """Show it again within the minutes that `open_narrative` gave. Raises Refused, NotFound."""
    _own_case(rules.check_captures(by), case_id)
    audit.record("casefiles.narrative.seen", subject=("case", case_id))
    return queries.told_in(case_id)
