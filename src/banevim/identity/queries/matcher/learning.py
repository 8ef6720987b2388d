"""What the records of one half teach about the errors of this bank, without anybody saying who is who."""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from banevim.casefiles.models import Membership
from banevim.common.models import state_code
from banevim.identity.models import Difference, Merge
from banevim.identity.queries.keys import records_by_key
from banevim.identity.queries.matcher.halves import Half, people, some_of
from banevim.identity.queries.opened import Card, open_cards
from banevim.identity.queries.vocabulary import vocabulary
from banevim.identity.rules import Pair, pair_of
from banevim.identity.terms import MOST_COMPARED
from banevim.methods import linkage
from banevim.vault import matchkeys

MOST_TAUGHT, DRAWN, AGAINST, BATCH = 3_000, 250, 300, 500


@dataclass(frozen=True)
class Lesson:
    """Weights learned, from how many pairs, about how many of them of one woman; and how many records there are."""

    fitted: "linkage.Fitted"
    people: int


def lesson(label: str, seed: int, today: dt.date) -> Lesson:
    """EM over the pairs that the keys propose inside the half that teaches, against pairs drawn at random.

    Left out: what people decided (it judges), and records of one home: who captured the second had the first in sight.
    """
    ids, everybody = some_of(Half.TEACHES, seed, MOST_TAUGHT), people()
    fitted = linkage.fit(
        _proposed(ids, today),
        _at_random(ids, seed, today),
        len(ids) * everybody / 2,
        linkage.HAND_SET,
        label,
    )
    return Lesson(fitted, everybody)


def _proposed(ids: Sequence[UUID], today: dt.date) -> "Iterator[linkage.Scores]":
    decided = _decided()
    for start in range(0, len(ids), BATCH):
        cards = open_cards(ids[start : start + BATCH])
        near = {card.record_id: near_of(card.person, today)[: MOST_COMPARED + 1] for card in cards}
        homes = _homes({*near, *(each for found in near.values() for each in found)})
        for card in cards:
            mine = card.record_id
            kept = [
                each
                for each in near[mine]
                if Half.TEACHES.holds(each)
                and homes.get(each) != homes.get(mine)
                and pair_of(mine, each) not in decided
            ]
            yield _scores(card, [each.line for each in open_cards(kept)], today)


def near_of(person: linkage.Person, today: dt.date) -> list[UUID]:
    """The records that a search for her would open, the likeliest first."""
    keys = linkage.query_keys(person, today=today, vocabulary=vocabulary())
    return records_by_key(state_code(), dict(zip(matchkeys.digest(keys), keys.values(), strict=True)))


def _at_random(ids: Sequence[UUID], seed: int, today: dt.date) -> "Iterator[linkage.Scores]":
    cards = open_cards(ids[: DRAWN + AGAINST])
    chance = random.Random(seed)  # noqa: S311 - a sample, not a key
    for card in cards[:DRAWN]:
        others = [each.line for each in cards if each.record_id != card.record_id]
        yield _scores(card, chance.sample(others, min(AGAINST, len(others))), today)


def _scores(card: Card, lines: Sequence[str], today: dt.date) -> "linkage.Scores":
    return linkage.compare_many(linkage.prepare(card.person), lines, today, vocabulary=vocabulary())


def _homes(records: set[UUID]) -> dict[UUID, UUID]:
    rows = Membership.objects.filter(record_id__in=records, until__isnull=True)
    return dict(rows.values_list("record_id", "home_id"))


def _decided() -> frozenset[Pair]:
    pairs = [*Merge.objects.values_list("record_one_id", "record_two_id")]
    return frozenset([*pairs, *Difference.objects.values_list("record_one_id", "record_two_id")])
