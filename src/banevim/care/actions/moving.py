"""One step of a referral: take its turn, check, change, write the step down. Called inside an action."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from banevim.care import queries, rules
from banevim.care.models import Referral, ReferralStep
from banevim.care.terms import BY_WITHDRAWAL, TRANSITIONS, Party, Step
from banevim.casefiles.rules import check_links
from banevim.catalogs.queries import codebook
from banevim.common import clock
from banevim.common.errors import Conflict, NotFound, Refused
from banevim.vault import audit
from banevim.vault.context import Actor, atomic

HIDDEN = frozenset({Step.ROUTE, Step.GIVE_BACK})
"""Steps of the search for a shelter: its sender never reads them."""
PAST = {
    Step.SEND: "sent",
    Step.ROUTE: "routed",
    Step.RECEIVE: "received",
    Step.ACCEPT: "accepted",
    Step.DECLINE: "declined",
    Step.GIVE_BACK: "given_back",
    Step.END_SEARCH: "search_ended",
    Step.ATTEND: "attended",
    Step.CLOSE: "closed",
    Step.REVOKE: "revoked",
}


@dataclass(frozen=True)
class Moved:
    """A referral after a step; `anew` is false when the same step had been sent before."""

    row: Referral
    anew: bool


def party_of(row: Referral, by: Actor) -> Party | None:
    """Who this person is in a referral."""
    routed = row.to_shelter and queries.routed_to(row.id) == by.institution_id
    return rules.party(row, by, routed=routed)


def take(referral_id: UUID) -> Referral:
    """The referral as it stands once it is this transaction's turn. Raises NotFound."""
    audit.take_turn(f"referral:{referral_id}")
    return queries.referral(referral_id)


def write_step(row: Referral, me: rules.Mover, step: Step, code: str, who: Party | None) -> None:
    """Keep what was done and put it on the audit trail."""
    ReferralStep.objects.create(
        referral_id=row.id,
        institution_id=me.institution_id,
        by_id=me.person_id,
        step=step,
        code=code,
        shareable=step not in HIDDEN and who is not Party.SHELTER,
    )
    audit.record(
        f"care.referral.{PAST[step]}",
        subject=("referral", row.id),
        details={"code": code} if code else {},
    )


def change(row: Referral, me: rules.Mover, step: Step, code: str, who: Party | None) -> None:
    """Put the referral where the step leads. Raises NotFound when the database does not let this institution."""
    row.stage, row.stage_since = TRANSITIONS[step].after, clock.now()
    done = Referral.objects.filter(pk=row.id).update(stage=row.stage, stage_since=row.stage_since)
    if not done:
        raise NotFound
    write_step(row, me, step, code, who)


def move(by: Actor, referral_id: UUID, step: Step, code: str = "") -> Moved:
    """One step, once. Raises Refused, Conflict, Invalid, NotFound."""
    me = rules.check_mover(by)
    row = take(referral_id)
    who = party_of(row, by)
    if step is Step.DECLINE and who is Party.SHELTER:
        step = Step.GIVE_BACK
    last = queries.last_step_of(referral_id, me.institution_id)
    if who in TRANSITIONS[step].who and rules.done_already(step, row.stage, code, last):
        audit.record("care.referral.repeated", subject=("referral", row.id))
        return Moved(row, anew=False)
    rules.check_step(step, who, row.stage, code, clock.today(), codebook())
    if step in rules.ON_HER_YES and queries.yes_barred(referral_id):
        raise Refused(rules.YES_GONE)
    change(row, me, step, code, who)
    return Moved(row, anew=True)


def end_access(row: Referral) -> None:
    """The access that hung on a referral ends, whoever holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT banevim_end_referral_access(%s, %s)", [row.id, clock.now()])
        ended = cursor.fetchone()[0]
    if ended:
        audit.record("care.access.ended", subject=("referral", row.id))


@atomic
def follow_record(*, by: Actor, record_id: UUID, file_id: UUID) -> None:
    """The record stands in another file by itself: the accesses that its referrals gave go with it. Called by
    `identity`. Raises Refused."""
    check_links(by)
    with connection.cursor() as cursor:
        cursor.execute("SELECT banevim_move_referral_access(%s, %s)", [record_id, file_id])
        moved = cursor.fetchone()[0]
    if moved:
        audit.record("casefiles.access.moved", subject=("file", file_id), details={"accesses": moved})


def revoke_hung(me: rules.Mover, file_id: UUID, recipient_id: UUID | None) -> None:
    """She said no more: every referral of this institution to that recipient ends, and so do their accesses."""
    for referral_id in sorted(queries.hung_on_consent(file_id, me.institution_id, recipient_id)):
        row = take(referral_id)
        if row.stage in TRANSITIONS[Step.REVOKE].before:
            change(row, me, Step.REVOKE, BY_WITHDRAWAL, Party.SENDER)
            end_access(row)


def check_unmoved(same: bool) -> None:
    """Raises Conflict when somebody else decided otherwise meanwhile."""
    if not same:
        raise Conflict("Otra persona ya decidió algo distinto. Ábrela otra vez para ver cómo está.")
