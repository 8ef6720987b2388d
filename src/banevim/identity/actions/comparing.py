"""The bank compares what changed with everything else and proposes pairs. A person decides."""

import datetime as dt
from collections.abc import Iterable, Mapping
from uuid import UUID

from banevim.accounts.terms import SYSTEM
from banevim.casefiles.rules import check_links
from banevim.common import clock
from banevim.common.errors import Refused
from banevim.identity import queries, rules
from banevim.identity.models import Proposal
from banevim.identity.rules import Pair
from banevim.identity.terms import Stage
from banevim.methods import linkage
from banevim.vault import audit
from banevim.vault.context import Actor, acting, atomic

CHUNK = 50
OVERLAP = dt.timedelta(hours=1)


@atomic
def ask_to_compare(*, by: Actor) -> None:
    """Somebody of the state office does not wait for the night. Raises Refused."""
    check_links(by)
    audit.record("identity.batch.asked")


@atomic
def compare_changed(*, by: Actor, begin: bool = False, most: int = CHUNK) -> int:
    """Compare the next records that are new or changed and move the bookmark; how many there were, 0 at the end.

    Each call is one transaction: killed between two, it goes on where it was, and done twice it proposes nothing twice.
    `begin` goes back an hour first, for what was committed late. Raises Refused: only the bank itself does this.
    """
    if by.role != SYSTEM:
        raise Refused("Esto lo hace el banco solo.")
    with acting(by.with_purpose("linkage")):
        mark, today = queries.bookmark(), clock.today()
        if begin:
            mark.changed_at = max(queries.START, mark.changed_at - OVERLAP)
        chunk = queries.changed_after(mark, most)
        found = queries.alike(mark.state_code, [record_id for record_id, _ in chunk], today)
        made = _propose(found)
        if chunk:
            mark.record_id, mark.changed_at = chunk[-1]
        mark.save(update_fields=["changed_at", "record_id"])
        audit.record("identity.batch.advanced", details={"records": len(chunk), "proposed": made})
    return len(chunk)


def _propose(found: Mapping[Pair, linkage.Score]) -> int:
    """Write the pairs that a person should look at; how many are new or came back."""
    said, now = queries.said_of(found), clock.now()
    known = {
        (row.record_one_id, row.record_two_id): row
        for row in Proposal.objects.select_for_update().filter(
            record_one_id__in={one for one, _ in found}, record_two_id__in={two for _, two in found}
        )
    }
    fresh, again = [], []
    for pair, score in found.items():
        if said.settled(pair):
            continue
        doubted = said.between(pair) in said.doubted
        if score.band == linkage.Band.LISTED and not doubted:
            continue
        row = known.get(pair)
        if row is None:
            fresh.append(_row(pair, said.places, score, doubted, now))
        elif row.stage in (Stage.OPEN, Stage.LATER) or _is_news(row, pair, said):
            again.append(_scored(row, score, doubted, now))
    Proposal.objects.bulk_create(fresh, ignore_conflicts=True)
    _keep(again)
    return len(fresh) + sum(row.asked_at == now for row in again)


def _is_news(row: Proposal, pair: Pair, said: "queries.Said") -> bool:
    """Decided as two women, or merged and undone, and something of either changed since."""
    if row.stage not in (Stage.DIFFERENT, Stage.MERGED) or row.decided_at is None:
        return False
    return max(said.changed[each] for each in pair) > row.decided_at


def _row(
    pair: Pair, places: Mapping[UUID, UUID], score: linkage.Score, doubted: bool, now: dt.datetime
) -> Proposal:
    row = Proposal(
        record_one_id=pair[0],
        record_two_id=pair[1],
        institution_one_id=places[pair[0]],
        institution_two_id=places[pair[1]],
        asked_at=now,
    )
    return _scored(row, score, doubted, now)


def _scored(row: Proposal, score: linkage.Score, doubted: bool, now: dt.datetime) -> Proposal:
    row.bits, row.band, row.version = score.bits, str(score.band), score.version
    row.parts, row.in_doubt = rules.parts_of(score), doubted
    if row.stage in (Stage.DIFFERENT, Stage.MERGED):
        row.stage, row.asked_at, row.decided_at = Stage.OPEN, now, None
    return row


def _keep(rows: Iterable[Proposal]) -> None:
    names = ["bits", "band", "version", "parts", "in_doubt", "stage", "asked_at", "decided_at"]
    Proposal.objects.bulk_update(rows, names, batch_size=CHUNK)
