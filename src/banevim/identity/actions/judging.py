"""What the state office says of a proposed pair: the same woman, different women, later; and taking it back."""

import datetime as dt
from uuid import UUID

from banevim.casefiles.rules import check_links
from banevim.common import clock
from banevim.common.errors import Conflict, Invalid, NotFound
from banevim.identity import queries, rules
from banevim.identity.actions import merging
from banevim.identity.models import Merge, Proposal, Verdict
from banevim.identity.terms import LATER_DAYS, STAGES, Evidence, Judged, Stage
from banevim.vault import audit
from banevim.vault.context import Actor, acting, atomic
from banevim.vault.sealing import new_record_key

VERDICT = "identity_verdict"


@atomic
def judge(*, by: Actor, proposal_id: UUID, judged: str, note: str = "") -> Proposal:
    """Say of a pair that it is one woman, two, or to look later. Merging takes two people unless it is probable and
    nobody in it is protected; when the second does not agree, the pair is open again.

    Raises Refused, NotFound, Invalid, Conflict (said already, another person changed it, confirmed different).
    """
    check_links(by)
    if judged not in (Judged.SAME, Judged.DIFFERENT, Judged.LATER):
        raise Invalid("Elige: es la misma, son distintas o más tarde.", field="judged")
    with acting(by.with_purpose("linkage")):
        merging.take_turn()
        row = _held(proposal_id)
        if row.stage not in (Stage.OPEN, Stage.LATER, Stage.SECOND):
            raise Conflict("Otra persona ya decidió sobre este par.")
        {Judged.SAME: _same, Judged.DIFFERENT: _different, Judged.LATER: _later}[Judged(judged)](by, row)
        _note(by, row, judged, note)
    return row


@atomic
def undo(*, by: Actor, proposal_id: UUID, apart: bool, note: str = "") -> Proposal:
    """Undo the merge of a pair: everything is as before it; `apart` also confirms that they are two women.

    Raises Refused, NotFound, Conflict.
    """
    check_links(by)
    with acting(by.with_purpose("linkage")):
        merging.take_turn()
        row = _held(proposal_id)
        made = Merge.objects.filter(
            record_one_id=row.record_one_id, record_two_id=row.record_two_id, undone_at__isnull=True
        ).first()
        if made is None:
            raise Conflict("Esa unión ya se deshizo.")
        merging.unmerge(by, made.id)
        if apart:
            merging.separate(by, (row.record_one_id, row.record_two_id))
        _move(row, Stage.DIFFERENT if apart else Stage.OPEN)
        _note(by, row, Judged.UNDONE, note)
    return row


@atomic
def reconsider(*, by: Actor, proposal_id: UUID, note: str = "") -> Proposal:
    """Take back that a pair is of two women, because of new evidence: it is open again. Raises Refused, NotFound."""
    check_links(by)
    with acting(by.with_purpose("linkage")):
        row = _held(proposal_id)
        merging.lift(by, (row.record_one_id, row.record_two_id))
        _move(row, Stage.OPEN)
        _note(by, row, Judged.LIFTED, note)
    return row


def _held(proposal_id: UUID) -> Proposal:
    row = Proposal.objects.select_for_update().filter(pk=proposal_id).first()
    if row is None:
        raise NotFound
    return row


def _same(by: Actor, row: Proposal) -> None:
    pair = (row.record_one_id, row.record_two_id)
    around = queries.cluster(pair)
    rules.check_mergeable(*pair, around.files, around.different)
    first = row.first_id if row.stage == Stage.SECOND else None
    if first == by.person_id:
        raise Conflict("Tú ya dijiste que es la misma: falta que otra persona lo confirme.")
    if first is None and rules.takes_two(row.band, is_protected=around.is_protected):
        row.first_id = by.person_id
        _move(row, Stage.SECOND)
        return
    merging.merge(by, pair, Evidence(row.bits, row.band, row.version), first)
    _move(row, Stage.MERGED)


def _different(by: Actor, row: Proposal) -> None:
    if row.stage == Stage.SECOND:
        row.first_id = None
        _move(row, Stage.OPEN)
        return
    merging.separate(by, (row.record_one_id, row.record_two_id))
    _move(row, Stage.DIFFERENT)


def _later(by: Actor, row: Proposal) -> None:
    if row.stage != Stage.SECOND:
        row.later_on = clock.today() + dt.timedelta(days=LATER_DAYS)
        _move(row, Stage.LATER)


def _move(row: Proposal, stage: Stage) -> None:
    """Raises Conflict if the pair cannot go there from where it stands."""
    if row.stage not in STAGES[stage][0]:
        raise Conflict("Otra persona ya decidió sobre este par.")
    row.stage, row.decided_at = stage, clock.now()
    row.save(update_fields=["stage", "decided_at", "first", "later_on"])


def _note(by: Actor, row: Proposal, judged: str, note: str) -> None:
    me = check_links(by)
    made = Verdict(proposal=row, by_id=me.person_id, judged=judged)
    text = rules.check_note(note)
    made.note = new_record_key(made.pk, me.institution_id).seal(VERDICT, made.pk, "note", text)
    made.save(force_insert=True)
    audit.record("identity.pair.judged", subject=("proposal", row.id), details={"judged": judged})
