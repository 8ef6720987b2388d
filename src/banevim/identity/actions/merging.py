"""Making two files one, and two again. Called inside an action that holds the purpose `linkage` and the turn."""

from collections.abc import Mapping
from uuid import UUID

from banevim.casefiles import actions as casefiles
from banevim.casefiles.queries import LINKS
from banevim.casefiles.rules import check_links
from banevim.casefiles.terms import Move, Why
from banevim.common import clock
from banevim.common.errors import NotFound
from banevim.identity import queries, rules
from banevim.identity.models import Difference, Merge
from banevim.identity.rules import Pair
from banevim.identity.terms import Evidence
from banevim.vault import audit
from banevim.vault.context import Actor


def take_turn() -> None:
    """Everything that says who is with whom happens one after another."""
    audit.take_turn(LINKS)


def merge(by: Actor, pair: Pair, evidence: Evidence, first_id: UUID | None) -> Merge:
    """From now on the files of two records are one. Raises NotFound, Conflict (already one, confirmed different)."""
    me = check_links(by)
    take_turn()
    around = queries.cluster(pair)
    rules.check_mergeable(*pair, around.files, around.different)
    one, two = rules.pair_of(*pair)
    row = Merge.objects.create(
        record_one_id=one,
        record_two_id=two,
        by_id=first_id or me.person_id,
        second_id=me.person_id if first_id else None,
        **vars(evidence),
    )
    after = rules.placed(around.homes, [*around.merges.values(), (one, two)])
    _settle(by, around.files, after, row, Why.MERGED)
    audit.record("identity.files.merged", subject=("merge", row.id), details={"two": bool(first_id)})
    return row


def unmerge(by: Actor, merge_id: UUID) -> Merge:
    """Everything is as if this merge had never been; what was done since stays with its record. Raises NotFound."""
    take_turn()
    row = Merge.objects.filter(pk=merge_id, undone_at__isnull=True).first()
    if row is None:
        raise NotFound("Esa unión ya se deshizo.")
    row.undone_at, row.undone_by_id = clock.now(), by.person_id
    row.save(update_fields=["undone_at", "undone_by"])
    around = queries.cluster([row.record_one_id, row.record_two_id])
    after = rules.placed(around.homes, around.merges.values())
    _settle(by, around.files, after, row, Why.UNMERGED)
    casefiles.end_stray_accesses(by=by, homes=set(around.homes.values()))
    audit.record("identity.files.unmerged", subject=("merge", row.id))
    return row


def _settle(by: Actor, before: Mapping[UUID, UUID], after: Mapping[UUID, UUID], row: Merge, why: Why) -> None:
    moves = [
        Move(record, file_id, why, row.id, row.bits, row.version)
        for record, file_id in sorted(after.items())
        if before[record] != file_id
    ]
    if moves:
        casefiles.place(by=by, moves=moves)


def separate(by: Actor, pair: Pair) -> Difference:
    """Confirm that two records are of different women. Raises NotFound, Conflict (in one file, already confirmed)."""
    me = check_links(by)
    take_turn()
    around = queries.cluster(pair)
    rules.check_differable(*pair, around.files)
    one, two = rules.pair_of(*pair)
    known = Difference.objects.filter(record_one_id=one, record_two_id=two, until__isnull=True).first()
    row = known or Difference.objects.create(record_one_id=one, record_two_id=two, by_id=me.person_id)
    audit.record("identity.women.told_apart", subject=("difference", row.id))
    return row


def lift(by: Actor, pair: Pair) -> None:
    """The difference is no longer held, because of new evidence. Raises NotFound."""
    take_turn()
    one, two = rules.pair_of(*pair)
    rows = Difference.objects.filter(record_one_id=one, record_two_id=two, until__isnull=True)
    if not rows.update(until=clock.now(), lifted_by_id=by.person_id):
        raise NotFound
    audit.record("identity.difference.lifted", details={"one": str(one), "two": str(two)})
