"""Taking a record out of a unique file: with a reason, by two people when somebody there is protected; undoing it."""

import datetime as dt
from uuid import UUID

from banevim.care import actions as care
from banevim.casefiles import actions as casefiles
from banevim.casefiles.rules import check_links
from banevim.casefiles.terms import Move, Why
from banevim.common import clock
from banevim.common.errors import Conflict, NotFound
from banevim.identity import queries, rules
from banevim.identity.actions import merging
from banevim.identity.models import Difference, Extraction, Merge, Proposal
from banevim.identity.terms import Stage, Taken
from banevim.vault import audit
from banevim.vault.context import Actor, acting, atomic
from banevim.vault.sealing import new_record_key

TABLE = "identity_extraction"
MOVED = "Ese registro ya no está en ese expediente: vuelve a abrirlo para ver cómo está hoy."
WAITS = "Ya se pidió sacar ese registro: falta que otra persona de la oficina lo confirme."
YOURS = "Tú lo pediste: lo confirma otra persona de la oficina."
OTHER = "Está en un expediente protegido: lo devuelve otra persona, no la última que decidió."
DECIDED = "Otra persona ya decidió sobre esto."
CHANGED = "Desde entonces cambió con quién está ese registro: ya no se puede devolver así. Usa los pares."


@atomic
def take_out(*, by: Actor, file_id: UUID, record_id: UUID, apart: bool, note: str) -> Extraction:
    """Take a record out of its file, as if the merges that hold it had never been; `apart` also confirms that they are
    different women. When somebody in the file is protected it waits for a second person.

    Raises Refused, NotFound, Invalid (no reason), Conflict (it is elsewhere, alone, or waits already).
    """
    me = check_links(by)
    text = rules.check_reason(rules.check_note(note))
    with acting(by.with_purpose("linkage")):
        merging.take_turn()
        around = queries.cluster([record_id])
        if around.files[record_id] != file_id:
            raise Conflict(MOVED)
        if Extraction.objects.filter(record_id=record_id, stage=Taken.SECOND).exists():
            raise Conflict(WAITS)
        rules.plan_of(record_id, around.homes, around.merges)
        row = Extraction(record_id=record_id, file_id=file_id, apart=apart, stage=Taken.SECOND)
        row.home_before_id, row.by_id = around.homes[record_id], me.person_id
        row.note = new_record_key(row.pk, me.institution_id).seal(TABLE, row.pk, "note", text)
        row.save(force_insert=True)
        if not around.is_protected:
            _carry_out(by, row, around)
        audit.record(
            "identity.record.taken_out", subject=("extraction", row.id), details={"stage": row.stage}
        )
    return row


@atomic
def answer_extraction(*, by: Actor, extraction_id: UUID, agrees: bool) -> Extraction:
    """The second person: it is taken out, or nothing changes. Raises Refused, NotFound, Conflict."""
    me = check_links(by)
    with acting(by.with_purpose("linkage")):
        merging.take_turn()
        row = _held(extraction_id)
        if row.stage != Taken.SECOND:
            raise Conflict(DECIDED)
        if row.by_id == me.person_id:
            raise Conflict(YOURS)
        row.second_id = me.person_id
        around = queries.cluster([row.record_id])
        if agrees and around.files[row.record_id] != row.file_id:
            raise Conflict(MOVED)
        if agrees:
            _carry_out(by, row, around)
        else:
            _close(row, Taken.DECLINED)
        audit.record(
            "identity.record.taken_out", subject=("extraction", row.id), details={"stage": row.stage}
        )
    return row


@atomic
def put_back(*, by: Actor, extraction_id: UUID) -> Extraction:
    """Everything that taking it out undid holds again: its home, its merges, and no difference.

    Raises Refused, NotFound, Conflict (put back already, or people decided otherwise since).
    """
    me = check_links(by)
    with acting(by.with_purpose("linkage")):
        merging.take_turn()
        row = _held(extraction_id)
        if row.stage != Taken.DONE:
            raise Conflict(DECIDED)
        _restore(by, me.person_id, row)
        row.back_by_id = me.person_id
        _close(row, Taken.BACK)
        audit.record("identity.record.put_back", subject=("extraction", row.id))
    return row


def _held(extraction_id: UUID) -> Extraction:
    row = Extraction.objects.select_for_update().filter(pk=extraction_id).first()
    if row is None:
        raise NotFound
    return row


def _close(row: Extraction, stage: Taken, at: dt.datetime | None = None) -> None:
    row.stage, row.decided_at = stage, at or clock.now()
    row.save()


def _carry_out(by: Actor, row: Extraction, around: "queries.Cluster") -> None:
    plan = rules.plan_of(row.record_id, around.homes, around.merges)
    others = rules.apart_from(row.record_id, around.homes, around.merges)
    home = casefiles.number_file(by=by) if plan.is_new else plan.home
    now = clock.now()
    Merge.objects.filter(pk__in=plan.merges).update(undone_at=now, undone_by_id=by.person_id)
    files = {record: home if file == rules.NEW else file for record, file in plan.files.items()}
    _settle(by, around, {**around.homes, row.record_id: home}, files, Why.UNMERGED)
    row.merges, row.home_after_id = list(plan.merges), home
    if row.apart:
        pairs = [rules.pair_of(row.record_id, other) for other in others]
        row.differences = [merging.separate(by, pair).id for pair in pairs]
    _said(plan.merges, Stage.DIFFERENT if row.apart else Stage.OPEN)
    casefiles.end_access(by=by, record_id=row.record_id, file_id=row.file_id, at=now)
    care.follow_record(by=by, record_id=row.record_id, file_id=home)
    casefiles.end_stray_accesses(by=by, homes=set(around.homes.values()))
    _close(row, Taken.DONE, now)


def _restore(by: Actor, me: UUID, row: Extraction) -> None:
    old = list(Merge.objects.filter(pk__in=row.merges))
    mates = queries.records_at_home(row.home_before_id)
    ends = {each for merge in old for each in (merge.record_one_id, merge.record_two_id)}
    around = queries.cluster({row.record_id, *mates, *ends})
    last = row.second_id or row.by_id
    if around.is_protected and last == me:
        raise Conflict(OTHER)
    if around.homes[row.record_id] != row.home_after_id or _joined_since(row):
        raise Conflict(CHANGED)
    homes = {**around.homes, row.record_id: row.home_before_id}
    pairs = [(merge.record_one_id, merge.record_two_id) for merge in old]
    files = rules.placed(homes, [*around.merges.values(), *pairs])
    ours = set(
        Difference.objects.filter(pk__in=row.differences).values_list("record_one_id", "record_two_id")
    )
    if any(files[one] == files[two] for one, two in around.different - ours):
        raise Conflict(CHANGED)
    if any(around.files[one] == around.files[two] for one, two in pairs):
        raise Conflict(CHANGED)
    for pair in ours & around.different:
        merging.lift(by, pair)
    made = [_again(merge, me) for merge in old]
    _settle(by, around, homes, files, Why.MERGED)
    if row.home_after_id and row.home_after_id != row.home_before_id:
        casefiles.move_accesses(by=by, home_id=row.home_after_id, file_id=row.home_before_id)
    care.follow_record(by=by, record_id=row.record_id, file_id=row.home_before_id)
    if row.decided_at:
        casefiles.renew_access(by=by, record_id=row.record_id, file_id=row.file_id, at=row.decided_at)
    _said([merge.id for merge in made], Stage.MERGED)


def _joined_since(row: Extraction) -> bool:
    """Somebody else registered her at the file that the record got: it no longer goes back alone."""
    if row.home_after_id in (None, row.home_before_id):
        return False
    return bool(set(queries.records_at_home(row.home_after_id)) - {row.record_id})


def _again(merge: Merge, by: UUID) -> Merge:
    """The same link, by whoever puts it back; a second person stays who is not the same."""
    return Merge.objects.create(
        record_one_id=merge.record_one_id,
        record_two_id=merge.record_two_id,
        by_id=by,
        second_id=merge.second_id if merge.second_id != by else merge.by_id,
        bits=merge.bits,
        band=merge.band,
        version=merge.version,
    )


def _settle(
    by: Actor, around: "queries.Cluster", homes: dict[UUID, UUID], files: dict[UUID, UUID], why: Why
) -> None:
    moves = [
        Move(record, file, why, home_id=homes[record])
        for record, file in sorted(files.items())
        if (file, homes[record]) != (around.files[record], around.homes[record])
    ]
    casefiles.place(by=by, moves=moves)


def _said(merges: "list[UUID] | tuple[UUID, ...]", stage: Stage) -> None:
    """The pairs of these merges stand where what was done leaves them."""
    for merge in Merge.objects.filter(pk__in=merges):
        rows = Proposal.objects.filter(record_one_id=merge.record_one_id, record_two_id=merge.record_two_id)
        rows.update(stage=stage, decided_at=clock.now())
