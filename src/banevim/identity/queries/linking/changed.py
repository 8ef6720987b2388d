"""What changed since the last comparison, and with which records each of them must be compared. Purpose `linkage`."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Max, Q

from banevim.casefiles.models import Membership, SearchCard
from banevim.casefiles.terms import Why
from banevim.identity.models import Bookmark, Difference
from banevim.identity.queries.keys import records_by_key
from banevim.identity.queries.matcher.weights import weights
from banevim.identity.queries.opened import Card, open_cards
from banevim.identity.queries.vocabulary import vocabulary
from banevim.identity.rules import Pair, pair_of
from banevim.identity.terms import MOST_COMPARED, MOST_PROPOSED, Decision
from banevim.methods import linkage
from banevim.vault import matchkeys

BATCH = "batch"
START = dt.datetime(1900, 1, 1, tzinfo=dt.UTC)
AFTER = """
SELECT record_id, changed_at FROM casefiles_searchcard
 WHERE state_code = %s AND (changed_at, record_id) > (%s, %s) ORDER BY changed_at, record_id LIMIT %s
"""


def bookmark() -> Bookmark:
    """How far the comparison has come, held until the transaction ends."""
    Bookmark.objects.get_or_create(name=BATCH, defaults={"changed_at": START, "record_id": UUID(int=0)})
    return Bookmark.objects.select_for_update().get(name=BATCH)


def changed_after(row: Bookmark, most: int) -> list[tuple[UUID, dt.datetime]]:
    """The next records whose compared data are new or changed, in order."""
    with connection.cursor() as cursor:
        cursor.execute(AFTER, [row.state_code, row.changed_at, row.record_id, most])
        return list(cursor.fetchall())


def uncompared() -> int:
    """How many records were captured since the comparison last went by."""
    captured = Membership.objects.filter(why__in=[Why.OPENED, Why.JOINED, Why.IMPORTED])
    if mark := Bookmark.objects.filter(name=BATCH).first():
        # A capture stands in its file a moment after it was written.
        last = captured.filter(record_id=mark.record_id).aggregate(at=Max("since"))["at"]
        captured = captured.filter(since__gt=max(mark.changed_at, last or mark.changed_at))
    return captured.values("record_id").distinct().count()


def alike(state_code: str, record_ids: Sequence[UUID], today: dt.date) -> dict[Pair, linkage.Score]:
    """The records that may be of the same woman as these, by the very engine of the search: those that are likeliest
    for each, also below *possibly*, where they count only if somebody doubted."""
    found: dict[Pair, linkage.Score] = {}
    for card in open_cards(record_ids):
        near = open_cards([each for each in _near(state_code, card, today) if each != card.record_id])
        scores = linkage.compare_many(
            linkage.prepare(card.person), [each.line for each in near], today, weights(), vocabulary()
        )
        best = scores.best(MOST_PROPOSED)
        settled = linkage.settle([scores.score(n) for n in best], weights())
        for n, score in zip(best, settled, strict=True):
            pair = pair_of(card.record_id, near[n].record_id)
            if pair not in found or found[pair].bits < score.bits:
                found[pair] = score
    return found


def _near(state_code: str, card: Card, today: dt.date) -> list[UUID]:
    keys = linkage.query_keys(card.person, today=today, vocabulary=vocabulary())
    digests = matchkeys.digest(keys)
    return records_by_key(state_code, dict(zip(digests, keys.values(), strict=True)))[: MOST_COMPARED + 1]


@dataclass(frozen=True)
class Said:
    """What people know of some pairs: the file of each record, when its data changed, and what was decided on files."""

    files: Mapping[UUID, UUID]
    places: Mapping[UUID, UUID]
    changed: Mapping[UUID, dt.datetime]
    apart: Mapping[frozenset[UUID], dt.datetime]
    doubted: frozenset[frozenset[UUID]]

    def settled(self, pair: Pair) -> bool:
        """Already in one file, or told apart and nothing of either changed since."""
        one, two = pair
        if one not in self.files or two not in self.files or self.files[one] == self.files[two]:
            return True
        at = self.apart.get(self.between(pair))
        return at is not None and max(self.changed[one], self.changed[two]) <= at

    def between(self, pair: Pair) -> frozenset[UUID]:
        """The two files of a pair."""
        return frozenset({self.files[pair[0]], self.files[pair[1]]})


def said_of(pairs: Iterable[Pair]) -> Said:
    """What is known of these pairs."""
    records = {record for pair in pairs for record in pair}
    rows = list(Membership.objects.filter(record_id__in=records, until__isnull=True))
    files = {row.record_id: row.file_id for row in rows}
    changed = SearchCard.objects.filter(record_id__in=records).values_list("record_id", "changed_at")
    apart, doubted = _told(files.values())
    for between, at in _confirmed(files.values()):
        apart[between] = max(at, apart.get(between, at))
    places = {row.record_id: row.institution_id for row in rows}
    return Said(files, places, dict(changed), apart, doubted)


def _told(files: Iterable[UUID]) -> tuple[dict[frozenset[UUID], dt.datetime], frozenset[frozenset[UUID]]]:
    """By two files: when those who attended them said that they are two women; and those of which nobody was sure."""
    homes = Membership.objects.filter(file_id__in=set(files), until__isnull=True)
    wanted = {each for row in homes.values_list("home_id", "file_id") for each in row}
    with connection.cursor() as cursor:
        cursor.execute("SELECT one, two, decision, at FROM banevim_told_apart(%s::uuid[])", [list(wanted)])
        rows = cursor.fetchall()
    apart: dict[frozenset[UUID], dt.datetime] = {}
    for one, two, decision, at in rows:
        between = frozenset({one, two})
        if decision == Decision.NOT_HER:
            apart[between] = max(at, apart.get(between, at))
    doubts = frozenset(frozenset({one, two}) for one, two, d, _ in rows if d == Decision.DONT_KNOW)
    return apart, doubts


def _confirmed(files: Iterable[UUID]) -> list[tuple[frozenset[UUID], dt.datetime]]:
    """The differences that the state office confirmed, by the two files of today."""
    members = Membership.objects.filter(file_id__in=set(files), until__isnull=True)
    at = dict(members.values_list("record_id", "file_id"))
    inside = Q(record_one_id__in=at) & Q(record_two_id__in=at)
    rows = Difference.objects.filter(inside, until__isnull=True)
    return [(frozenset({at[row.record_one_id], at[row.record_two_id]}), row.created_at) for row in rows]
