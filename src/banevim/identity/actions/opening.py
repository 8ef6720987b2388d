"""Opening what the state office must see to decide: a pair side by side, and a coincidence with a protected file."""

from dataclasses import dataclass
from uuid import UUID

from banevim.casefiles import actions as casefiles
from banevim.casefiles.rules import check_links
from banevim.common.errors import Conflict, Invalid
from banevim.identity import queries, rules
from banevim.identity.models import CoincidenceAnswer, Proposal, Verdict
from banevim.identity.terms import Called
from banevim.vault import audit
from banevim.vault.context import Actor, acting, atomic
from banevim.vault.sealing import new_record_key

ANSWER = "identity_coincidenceanswer"


@dataclass(frozen=True)
class Compared:
    """A pair on the desk. `opened` tells whether its data are shown; `needs_two`, whether one person is not enough."""

    row: Proposal
    sides: tuple[queries.Side, queries.Side]
    opened: bool
    told_apart: bool
    needs_two: bool
    verdicts: tuple[tuple[Verdict, str], ...]


@atomic
def see_pair(*, by: Actor, proposal_id: UUID) -> Compared:
    """A pair as it stands; its data only within the hour after they were opened. Raises Refused, NotFound."""
    check_links(by)
    with acting(by.with_purpose("linkage")):
        row, sides, told_apart = queries.pair(proposal_id)
        opened = queries.opened_sides(sides)
        needs_two = rules.takes_two(row.band, is_protected=any(side.is_protected for side in sides))
        verdicts = tuple(queries.verdicts_of(row))
        audit.record("identity.pair.seen", subject=("proposal", row.id), details={"opened": bool(opened)})
    return Compared(row, opened or sides, opened is not None, told_apart, needs_two, verdicts)


@atomic
def open_pair(*, by: Actor, proposal_id: UUID) -> None:
    """Declare an access of an hour to both files, to compare them. Raises Refused, NotFound."""
    check_links(by)
    with acting(by.with_purpose("linkage")):
        row, sides, _ = queries.pair(proposal_id)
        casefiles.open_for_review(by=by, file_ids=list({side.file_id for side in sides}))
        audit.record("identity.pair.opened", subject=("proposal", row.id))


@atomic
def see_coincidence(*, by: Actor, coincidence_id: UUID) -> queries.Told:
    """Who searched for a protected file, when and why, with whom to speak. No name of hers.

    Raises Refused, NotFound.
    """
    check_links(by)
    with acting(by.with_purpose("linkage")):
        told = queries.coincidence(coincidence_id)
        audit.record("identity.coincidence.opened", subject=("coincidence", told.row.id))
    return told


@atomic
def answer_coincidence(*, by: Actor, coincidence_id: UUID, called: str, note: str = "") -> CoincidenceAnswer:
    """What came of the call; until somebody answers it may be told again.

    Raises Refused, NotFound, Invalid, Conflict.
    """
    me = check_links(by)
    if called not in set(Called):
        raise Invalid("Elige qué pasó en la llamada.", field="called")
    text = rules.check_note(note)
    with acting(by.with_purpose("linkage")):
        audit.take_turn(f"coincidence:{coincidence_id}")
        told = queries.coincidence(coincidence_id)
        if told.is_done:
            raise Conflict("Esta coincidencia ya se resolvió.")
        row = CoincidenceAnswer(coincidence=told.row, by_id=me.person_id, called=called)
        row.note = new_record_key(row.pk, me.institution_id).seal(ANSWER, row.pk, "note", text)
        row.save(force_insert=True)
        audit.record(
            "identity.coincidence.answered",
            subject=("coincidence", told.row.id),
            details={"called": called},
        )
    return row
