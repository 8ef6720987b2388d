"""The pairs that wait for a decision, and one of them side by side. Purpose `linkage`."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from banevim.accounts.models import Institution
from banevim.casefiles.models import Membership, Woman
from banevim.common import clock
from banevim.common.errors import NotFound
from banevim.identity.models import Difference, Proposal, Verdict
from banevim.identity.queries.linking.clusters import is_marked
from banevim.identity.queries.linking.hidden import coincidences
from banevim.identity.queries.opened import Card, open_cards
from banevim.identity.terms import Stage
from banevim.vault.context import Actor, acting
from banevim.vault.opening import open_cell
from banevim.vault.sealing import record_keys

VERDICT = "identity_verdict"
MOST_LISTED = 500


@dataclass(frozen=True)
class Waiting:
    """A pair in the list: nobody is named. A record of a shelter does not say which."""

    id: UUID
    bits: float
    band: str
    places: tuple[str, str]
    asked_at: dt.datetime
    in_doubt: bool
    put_off: bool


def open_pairs() -> QuerySet[Proposal]:
    """Pairs of records that are in two files today."""
    at = Membership.objects.filter(until__isnull=True)
    other = at.filter(record_id=OuterRef(OuterRef("record_two_id"))).values("file_id")[:1]
    return Proposal.objects.exclude(
        Exists(at.filter(record_id=OuterRef("record_one_id"), file_id=Subquery(other)))
    )


def _first() -> QuerySet[Proposal]:
    due = Q(stage=Stage.OPEN) | Q(stage=Stage.LATER, later_on__lte=clock.today())
    return open_pairs().filter(due)


def _second(actor: Actor) -> QuerySet[Proposal]:
    return open_pairs().filter(stage=Stage.SECOND).exclude(first_id=actor.person_id)


def waiting(actor: Actor, *, second: bool) -> list[Waiting]:
    """Those that nobody has decided, the likeliest first; or those that wait for a second person, not the first."""
    rows = _second(actor) if second else _first()
    rows = rows.select_related("institution_one", "institution_two").order_by("-bits", "id")[:MOST_LISTED]
    return [
        Waiting(
            row.id,
            row.bits,
            row.band,
            (place_words(row.institution_one), place_words(row.institution_two)),
            row.asked_at,
            row.in_doubt,
            row.stage == Stage.LATER,
        )
        for row in rows
    ]


def waiting_counts(actor: Actor) -> tuple[int, int, int]:
    """Pairs without a decision, those that wait for this person as the second, and those decided in thirty days."""
    since = clock.now() - dt.timedelta(days=30)
    decided = Proposal.objects.filter(stage__in=[Stage.MERGED, Stage.DIFFERENT], decided_at__gt=since)
    return _first().count(), _second(actor).count(), decided.count()


def desk_counts(actor: Actor) -> tuple[int, int]:
    """What the desk of the state office shows: pairs that wait for this person, and calls about protected files."""
    with acting(actor.with_purpose("linkage")):
        first, second, _ = waiting_counts(actor)
        return first + second, len(coincidences(done=False))


def place_words(institution: Institution) -> str:
    """How an institution is told to the office at this desk: a shelter is not named."""
    return "Registro reservado" if institution.is_shelter else institution.name


@dataclass(frozen=True)
class Side:
    """One record of a pair: where and when it was captured, its file, and, once it was opened, the compared data."""

    record_id: UUID
    file_id: UUID
    folio: str
    place: str
    captured_at: dt.datetime | None
    records: int
    is_protected: bool
    card: Card | None = None


def pair(proposal_id: UUID) -> tuple[Proposal, tuple[Side, Side], bool]:
    """A pair, its two sides without their data, and whether a confirmed difference stands between their files."""
    row = (
        Proposal.objects.select_related("institution_one", "institution_two", "first")
        .filter(pk=proposal_id)
        .first()
    )
    if row is None:
        raise NotFound
    sides = (_side(row.record_one_id, row.institution_one), _side(row.record_two_id, row.institution_two))
    return row, sides, _told_apart(sides)


def _side(record_id: UUID, institution: Institution) -> Side:
    at = Membership.objects.filter(record_id=record_id, until__isnull=True).select_related("file").first()
    if at is None:
        raise NotFound
    mates = Membership.objects.filter(file_id=at.file_id, until__isnull=True)
    hidden = mates.filter(shareable=False).exists() or is_marked(at.file_id)
    captured = Woman.objects.filter(pk=record_id).values_list("created_at", flat=True).first()
    return Side(
        record_id,
        at.file_id,
        at.file.folio,
        place_words(institution),
        captured,
        mates.count(),
        is_protected=hidden,
    )


def _told_apart(sides: tuple[Side, Side]) -> bool:
    def inside(name: str, side: Side) -> Exists:
        rows = Membership.objects.filter(until__isnull=True, file_id=side.file_id)
        return Exists(rows.filter(record_id=OuterRef(name)))

    one, two = sides
    there = inside("record_one_id", one) & inside("record_two_id", two)
    back = inside("record_one_id", two) & inside("record_two_id", one)
    return Difference.objects.filter(until__isnull=True).filter(there | back).exists()


def opened_sides(sides: tuple[Side, Side]) -> tuple[Side, Side] | None:
    """The same with their compared data; None when the access that opens them has ended."""
    cards = {card.record_id: card for card in open_cards([side.record_id for side in sides])}
    if any(side.record_id not in cards for side in sides):
        return None
    one, two = (Side(**{**vars(side), "card": cards[side.record_id]}) for side in sides)
    return one, two


def verdicts_of(row: Proposal) -> list[tuple[Verdict, str]]:
    """What was said of a pair, oldest first, with the notes of this office."""
    rows = list(row.verdicts.select_related("by").order_by("created_at"))
    keys = record_keys([each.pk for each in rows])
    return [
        (each, open_cell(keys[each.pk], VERDICT, each.pk, "note", each.note) if each.pk in keys else "")
        for each in rows
    ]
