"""Held-out searches and pairs: records of the half that judges, spoiled in memory and looked for; and what people
decided. Nothing of it is written but counts.
"""

import datetime as dt
import random
from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from banevim.casefiles.models import Membership
from banevim.identity.models import Difference, Merge
from banevim.identity.queries.matcher.halves import Half, some_of
from banevim.identity.queries.matcher.learning import near_of
from banevim.identity.queries.opened import Card, open_cards
from banevim.identity.queries.vocabulary import vocabulary
from banevim.identity.rules import Pair
from banevim.methods import linkage
from banevim.methods.linkage import trial

LOOKED_AT, MOST_DECIDED, BATCH = 60, 5_000, 500
Judged = list[tuple[bool, linkage.Score]]


def tried(
    sets: Sequence[linkage.Weights], half: Half, seed: int, most: int, today: dt.date
) -> Iterator[tuple[trial.Outcome, ...]]:
    """One search after another: what it comes to by each set of weights.

    Each record is spoiled, looked for by its keys among all records, and compared with what a search would open.
    """
    ids, people = some_of(half, seed, most), vocabulary().people
    chance = random.Random(seed)  # noqa: S311 - invented slips, not a key
    for start in range(0, len(ids), BATCH):
        for card in open_cards(ids[start : start + BATCH]):
            asked = trial.spoil(card.person, chance, today)
            near = open_cards(near_of(asked, today))
            files = _files([card.record_id, *(each.record_id for each in near)])
            if card.record_id in files:
                yield tuple(
                    trial.outcome(
                        _found(asked, near, files, each, today), files[card.record_id], each, people
                    )
                    for each in sets
                )


def _found(
    asked: linkage.Person, near: Sequence[Card], files: dict[UUID, UUID], by: linkage.Weights, today: dt.date
) -> list[tuple[UUID, linkage.Score]]:
    """The files, best first, each with its best record."""
    scores = linkage.compare_many(
        linkage.prepare(asked), [each.line for each in near], today, by, vocabulary()
    )
    best: dict[UUID, linkage.Score] = {}
    for n in scores.best(LOOKED_AT):
        if file := files.get(near[n].record_id):
            best.setdefault(file, scores.score(n))
    return list(best.items())


def _files(records: Iterable[UUID]) -> dict[UUID, UUID]:
    rows = Membership.objects.filter(record_id__in=set(records), until__isnull=True)
    return dict(rows.values_list("record_id", "file_id"))


def decided_pairs() -> list[tuple[bool, Pair]]:
    """The last pairs that people found to be of one woman, or of two, as they stand now."""
    names = ("record_one_id", "record_two_id")
    same = Merge.objects.filter(undone_at__isnull=True).order_by("-created_at").values_list(*names)
    apart = Difference.objects.filter(until__isnull=True).order_by("-created_at").values_list(*names)
    found = [(True, pair) for pair in same[:MOST_DECIDED]]
    return found + [(False, pair) for pair in apart[:MOST_DECIDED]]


def judged(pairs: Sequence[tuple[bool, Pair]], by: linkage.Weights, today: dt.date) -> Judged:
    """What a comparison says of each of these pairs, with what people said."""
    found: Judged = []
    for start in range(0, len(pairs), BATCH):
        some = pairs[start : start + BATCH]
        cards = {card.record_id: card for card in open_cards({each for _, pair in some for each in pair})}
        for same, (one, two) in some:
            if one in cards and two in cards:
                asked = linkage.prepare(cards[one].person)
                told = linkage.compare_many(asked, [cards[two].line], today, by, vocabulary())
                found.append((same, told.score(0)))
    return found
