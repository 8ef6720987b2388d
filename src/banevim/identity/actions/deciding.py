"""What the person says of the candidates: it is her, it is not, I do not know, none is."""

from uuid import UUID

from banevim.casefiles import actions as casefiles
from banevim.casefiles import queries as files
from banevim.casefiles.terms import Identity
from banevim.common import clock
from banevim.common.errors import Conflict, Invalid, NotFound
from banevim.identity import queries, rules
from banevim.identity.actions.searching import asked_in
from banevim.identity.models import SearchCandidate, SearchLog
from banevim.identity.terms import TRANSITIONS, Asked, Decision, Outcome
from banevim.vault import audit
from banevim.vault.context import Actor, atomic


def _own(by: Actor, search_id: UUID) -> SearchLog:
    """One's own search, held until the transaction ends."""
    rules.check_searches(by)
    row = queries.own_search(by, search_id, hold=True)
    rules.check_alive(row.created_at, clock.now())
    return row


def _candidate(row: SearchLog, rank: int) -> SearchCandidate:
    found = SearchCandidate.objects.filter(search=row, rank=rank).first()
    if found is None:
        raise NotFound
    return found


def _set(candidate: SearchCandidate, decision: Decision) -> None:
    candidate.decision, candidate.decided_at = decision, clock.now()
    candidate.save(update_fields=["decision", "decided_at"])


@atomic
def choose(*, by: Actor, search_id: UUID, rank: int) -> UUID:
    """ "It is her": declare the access with the reason of the search; the id of her file. Said twice, it is one access.

    Raises NotFound (another's search, a rank that was not shown, an old search), Conflict (another was chosen, or her
    file is not what the search showed: two files became one or two, or somebody protected her).
    """
    audit.take_turn(files.LINKS, shared=True)
    row = _own(by, search_id)
    candidate = _candidate(row, rank)
    if candidate.decision == Decision.HER:
        audit.record("identity.candidate.chosen_again", subject=("search", row.id), details={"rank": rank})
        return candidate.file_id
    rules.check_one_choice(row.outcome)
    rules.check_offered(files.still_offered(candidate.file_id, row.created_at))
    casefiles.declare_access(
        by=by,
        file_id=candidate.file_id,
        reason=row.reason,
        letter=row.letter,
        home=queries.matched_home(candidate.pk),
    )
    _set(candidate, Decision.HER)
    row.outcome, row.followed_at = Outcome.ACCESS, clock.now()
    row.save(update_fields=["outcome", "followed_at"])
    audit.record("identity.candidate.chosen", subject=("search", row.id), details={"rank": rank})
    return candidate.file_id


@atomic
def decide(*, by: Actor, search_id: UUID, rank: int, decision: str) -> None:
    """ "It is not her" or "I do not know", kept with the search. Raises NotFound, Invalid, Conflict."""
    row = _own(by, search_id)
    candidate = _candidate(row, rank)
    if decision not in (Decision.NOT_HER, Decision.DONT_KNOW):
        raise Invalid("Elige “No es ella” o “No sé”.")
    if candidate.decision == Decision.HER:
        raise Conflict("Ya dijiste que es ella. Si te equivocaste, búscala otra vez y avisa a tu enlace.")
    _set(candidate, Decision(decision))
    audit.record(
        "identity.candidate.decided", subject=("search", row.id), details={"rank": rank, "decision": decision}
    )


@atomic
def none_is_her(*, by: Actor, search_id: UUID) -> UUID:
    """ "None is her": hand over what was typed to a new file; the token of its page. Said twice, it is one.

    Raises NotFound, Conflict (this search already opened a file).
    """
    row = _own(by, search_id)
    used, token = queries.handover_of(row)
    if used:
        raise Conflict("Con esta búsqueda ya se abrió un expediente. Para otro, búscala primero.")
    if token is None:
        token = casefiles.hand_over(by=by, search_id=row.id, identity=_identity(asked_in(by, row)))
    if row.outcome in TRANSITIONS[Outcome.HANDED][0]:
        row.outcome = Outcome.HANDED
        row.save(update_fields=["outcome"])
    audit.record("identity.search.none_is_her", subject=("search", row.id))
    return token


def _identity(asked: Asked) -> Identity:
    """What was typed, for the capture page to begin with."""
    return Identity(
        given_names=asked.given_names,
        first_surname=asked.first_surname,
        second_surname=asked.second_surname,
        known_as=asked.known_as,
        curp=asked.curp,
        birth_date=asked.birth_date,
        phone=asked.phone,
    )
