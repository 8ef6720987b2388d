"""Weights learned from the bank and their measured error; which of them are in force is for the office to say."""

import random
from dataclasses import dataclass

from django.db import transaction

from banevim.accounts.terms import SYSTEM
from banevim.casefiles.rules import check_links
from banevim.common import clock
from banevim.common.errors import Conflict, NotFound, Refused
from banevim.common.ids import uuid7
from banevim.identity import queries
from banevim.identity.models import Adoption, Trial, WeightsVersion
from banevim.methods import linkage
from banevim.methods.linkage import trial
from banevim.vault import audit
from banevim.vault.context import Actor, acting, atomic

TURN = "weights"
TRIED, CALIBRATED = 2_000, 1_000
FEWEST, FEWEST_MATCHES = 200, 50
"""Records under which nothing is measured; pairs of one woman under which nothing is learned."""


@dataclass(frozen=True)
class Weighed:
    """What came of it: labels of what was measured, the last one new if anything was learned; none if there is too
    little to measure."""

    labels: tuple[str, ...]
    people: int
    matches: float = 0.0
    searches: int = 0


@atomic
def ask_to_weigh(*, by: Actor) -> None:
    """Somebody of the state office asks for a measurement now. Raises Refused."""
    check_links(by)
    audit.record("identity.weights.asked")


@atomic
def weigh(*, by: Actor, seed: int | None = None) -> Weighed:
    """Learn weights, measure their error and that of what is in force on the same held-out searches and pairs, and keep
    both. Nothing is put in force. Raises Refused: only the bank itself does this.
    """
    if by.role != SYSTEM:
        raise Refused("Esto lo hace el banco solo.")
    drawn = random.SystemRandom().randrange(1 << 31) if seed is None else seed
    with acting(by.with_purpose("linkage")):
        audit.take_turn(TURN)
        done = _weighed(drawn)
        details = {"weights": list(done.labels), "people": done.people, "searches": done.searches}
        audit.record("identity.weights.measured", details={**details, "seed": drawn})
    return done


def _weighed(seed: int) -> Weighed:
    today, label = clock.today(), _label()
    lesson = queries.lesson(label, seed, today)
    matches = round(lesson.fitted.matches, 1)
    if lesson.people < FEWEST:
        return Weighed((), lesson.people, matches)
    queries.forget_weights()
    sets = [queries.weights()]
    if matches >= FEWEST_MATCHES:
        sets.append(_kept(lesson, sets[0], seed))
    return Weighed(
        tuple(each.version for each in sets), lesson.people, matches, _measured(sets, lesson, seed)
    )


def _label() -> str:
    day = f"banco-{clock.today():%Y%m%d}"
    taken = WeightsVersion.objects.filter(label__startswith=day).count()
    return f"{day}-{taken + 1}" if taken else day


def _kept(lesson: "queries.Lesson", now: linkage.Weights, seed: int) -> linkage.Weights:
    """The version learned, its bars set on searches that do not judge it."""
    told = list(
        queries.tried([now, lesson.fitted.weights], queries.Half.TEACHES, seed, CALIBRATED, clock.today())
    )
    found = trial.bars_for((old for old, _ in told), (new for _, new in told), lesson.fitted.weights, now)
    WeightsVersion.objects.create(
        label=found.version,
        base=linkage.HAND_SET.version,
        numbers=queries.numbers_of(found),
        pairs=lesson.fitted.pairs,
        matches=lesson.fitted.matches,
        people=lesson.people,
    )
    return found


def _measured(sets: list[linkage.Weights], lesson: "queries.Lesson", seed: int) -> int:
    """Keep the counts of each set; how many searches there were."""
    today, pairs, round_id = clock.today(), queries.decided_pairs(), uuid7()
    tallies = [trial.Tally() for _ in sets]
    for outcomes in queries.tried(sets, queries.Half.JUDGES, seed, TRIED, today):
        for tally, each in zip(tallies, outcomes, strict=True):
            tally.add(each)
    for weights, tally in zip(sets, tallies, strict=True):
        judged = queries.judged(pairs, weights, today)
        Trial.objects.create(
            round=round_id,
            weights=weights.version,
            people=lesson.people,
            searches=tally.searches,
            decided=len(judged),
            figures={"searches": tally.told(), "pairs": trial.pairs_by_band(judged)},
        )
    return tallies[0].searches


@atomic
def put_in_force(*, by: Actor, label: str) -> Adoption:
    """From now on a version, or with no label what came with the product, is what every comparison is made with.

    What was scored keeps the version that it was scored with. Raises Refused, NotFound, Conflict (it is already).
    """
    me = check_links(by)
    with acting(by.with_purpose("linkage")):
        audit.take_turn(TURN)
        version = WeightsVersion.objects.filter(label=label).first() if label else None
        if label and version is None:
            raise NotFound("Esa versión no existe.")
        now = queries.in_force()
        if (now.version if now else None) == version:
            raise Conflict("Esa versión ya está en vigor.")
        row = Adoption.objects.create(version=version, by_id=me.person_id)
        told = {"weights": label or linkage.HAND_SET.version}
        audit.record("identity.weights.in_force", subject=("adoption", row.id), details=told)
    transaction.on_commit(queries.forget_weights)
    return row
