"""Consents, referrals in every stage and follow-ups of a practice bank, through the same actions as the screens."""

import datetime as dt
from collections.abc import Callable, Sequence
from uuid import UUID, uuid5

from banevim.accounts.models import Person
from banevim.accounts.terms import Role
from banevim.care import actions
from banevim.care.models import FollowUp, Referral
from banevim.care.terms import Answer, ConsentData, FollowUpData, Purpose, ReferralData
from banevim.casefiles.models import Membership
from banevim.common import clock
from banevim.vault.context import Actor, acting

SPACE = UUID("6f0d7c56-3d9b-5f0e-9a53-3d1f1a1b2c04")
MESSAGE = "Mensaje ficticio de práctica. No habla de ninguna persona."
URGENCIES, SERVICES, REASONS = ("MED", "HOY", "POR"), ("JUR", "PSI", "MED", "TSO"), ("ESP", "SIN", "CER")
AGO = (6, 1, 4, 2, 9, 3, 12, 5)
FOLLOWED = (("TEL", 4), ("CIT", 0), ("MSJ", -2), ("TEL", -6), ("CIT", 9))
"""Way and day of each follow-up, counted from today."""

Then = Callable[[Actor, UUID], object]
ANSWERS: tuple[tuple[Then, ...], ...] = (
    (),
    (lambda by, key: actions.receive_referral(by=by, referral_id=key),),
    (lambda by, key: actions.accept_referral(by=by, referral_id=key),),
    (
        lambda by, key: actions.accept_referral(by=by, referral_id=key),
        lambda by, key: actions.attend_referral(by=by, referral_id=key),
    ),
    (
        lambda by, key: actions.accept_referral(by=by, referral_id=key),
        lambda by, key: actions.close_referral(by=by, referral_id=key, outcome="ATE"),
    ),
    (lambda by, key: actions.decline_referral(by=by, referral_id=key, reason="CUP"),),
)
"""What the recipient does with each referral, in turn; one more is revoked by its sender."""


class Attention:
    """Writes the attention of some of the women whom each practice institution already knows."""

    def __init__(self, actors: Sequence[Actor], head: Actor, shelters: Sequence[Actor]) -> None:
        self.actors, self.head, self.shelters = list(actors), head, list(shelters)
        self.now = clock.now()

    def fill(self) -> int:
        """Everything; what an earlier run wrote stays as it is. Returns how many referrals there are."""
        done = 0
        for n, actor in enumerate(self.actors):
            files = self._files(actor, len(ANSWERS) + 2)
            other = self.actors[(n + 1) % len(self.actors)]
            for turn, file_id in enumerate(files):
                self._follow(actor, file_id, turn)
                done += self._refer(actor, other, file_id, turn)
        return done

    def _files(self, actor: Actor, most: int) -> list[UUID]:
        """The newest files of an institution."""
        with acting(actor):
            known = self.now - dt.timedelta(days=max(AGO) + 1)
            rows = Membership.objects.filter(
                institution_id=str(actor.institution_id), until__isnull=True, since__lt=known
            )
            return list(rows.order_by("-since", "id").values_list("file_id", flat=True)[:most])

    def _refer(self, actor: Actor, other: Actor, file_id: UUID, turn: int) -> bool:
        key = uuid5(SPACE, f"{actor.institution_id}:{file_id}")
        to_shelter = turn >= len(ANSWERS)
        sent_at = self.now - dt.timedelta(days=AGO[turn % len(AGO)])
        with clock.travel(sent_at), acting(actor):
            if Referral.objects.filter(idempotency_key=key).exists():
                return True
            whom = None if to_shelter else other.institution_id
            row = actions.send_referral(
                by=actor,
                file_id=file_id,
                data=ReferralData(
                    whom,
                    "REF" if to_shelter else SERVICES[turn % len(SERVICES)],
                    URGENCIES[turn % len(URGENCIES)],
                    "SEG" if to_shelter else REASONS[turn % len(REASONS)],
                    MESSAGE,
                ),
                consent=ConsentData(
                    Purpose.SHELTER if to_shelter else Purpose.REFERRAL,
                    Answer.GIVEN,
                    "PAL",
                    clock.today(),
                    whom,
                ),
                idempotency_key=key,
            )
        self._answer(actor, other, row.id, turn)
        return True

    def _answer(self, actor: Actor, other: Actor, key: UUID, turn: int) -> None:
        if turn >= len(ANSWERS):
            self._shelter(actor, key, takes=turn > len(ANSWERS))
            return
        for step in ANSWERS[turn]:
            with acting(other):
                step(other, key)
        if turn == 1 and self.actors.index(actor) % 3 == 0:
            with acting(actor):
                actions.revoke_referral(by=actor, referral_id=key, reason="YAN")

    def _shelter(self, actor: Actor, key: UUID, *, takes: bool) -> None:
        """The state office asks the shelter; half of the times it takes her, else it has no place."""
        index = self.actors.index(actor)
        if not self.shelters or index % 3 == 2:
            return
        shelter = self.shelters[0]
        with acting(self.head):
            assert shelter.institution_id is not None
            actions.route_referral(by=self.head, referral_id=key, shelter_id=shelter.institution_id)
        with acting(shelter):
            if takes:
                actions.accept_referral(by=shelter, referral_id=key)
            elif index % 3 == 1:
                actions.decline_referral(by=shelter, referral_id=key, reason="CUP")

    def _follow(self, actor: Actor, file_id: UUID, turn: int) -> None:
        if turn >= len(FOLLOWED):
            return
        way, days = FOLLOWED[turn]
        key = uuid5(SPACE, f"follow:{actor.institution_id}:{file_id}")
        planned_at = self.now - dt.timedelta(days=10)
        with clock.travel(planned_at), acting(actor):
            if FollowUp.objects.filter(idempotency_key=key).exists():
                return
            due = (self.now + dt.timedelta(days=days)).astimezone(clock.zone()).date()
            row = actions.schedule_follow_up(
                by=actor,
                file_id=file_id,
                data=FollowUpData(due, way),
                consent=ConsentData(Purpose.CONTACT, Answer.GIVEN, "PAL", clock.today()),
                idempotency_key=key,
            )
        if days == -2:
            with acting(actor):
                actions.record_attempt(
                    by=actor,
                    follow_up_id=row.id,
                    result="NCO",
                    on=clock.today() - dt.timedelta(days=2),
                    idempotency_key=uuid5(key, "attempt"),
                )


def people() -> Attention | None:
    """The practice capturers, the head of the state office and the capturers of shelters; None in an empty bank."""
    rows = Person.objects.filter(role=Role.CAPTURER, institution__code__startswith="P-", is_active=True)
    found = list(rows.select_related("institution").order_by("username"))
    head = Person.objects.filter(role=Role.STATE_LIAISON, is_active=True).order_by("username").first()
    if head is None or len(found) < 2:
        return None
    one_each = {p.institution_id: p for p in reversed(found)}
    senders = [_actor(p) for p in one_each.values() if not p.institution.is_shelter]
    return Attention(senders, _actor(head), [_actor(p) for p in found if p.institution.is_shelter])


def _actor(person: Person) -> Actor:
    return Actor(person.id, person.institution_id, person.role)
