"""Referrals that I sent, that I received, and those that look for a shelter: no names, only codes and folios."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Case as Choose
from django.db.models import F, Prefetch, Q, QuerySet, Value, When

from banevim.care.models import Referral, ReferralDetail, ReferralStep, Routing
from banevim.care.queries.of_file import of_file
from banevim.care.terms import HOLDING, OPEN, WAITING, Stage
from banevim.common.errors import NotFound
from banevim.vault.context import Actor

ORDERS = {"": "created_at", "reciente": "-created_at", "urgencia": "urgency"}
STAGES: dict[str, Q] = {
    "abiertas": Q(stage__in=OPEN),
    "esperan": Q(stage__in=WAITING),
    "aceptadas": Q(stage=Stage.ACCEPTED),
    "atendidas": Q(stage=Stage.ATTENDED),
    "cerradas": Q(stage=Stage.CLOSED),
    "declinadas": Q(stage=Stage.DECLINED),
    "revocadas": Q(stage=Stage.REVOKED),
}
SHELTER_HELD = Q(to_shelter=True, stage__in=HOLDING)
SENT_STAGES = {
    **STAGES,
    "abiertas": STAGES["abiertas"] | SHELTER_HELD,
    "aceptadas": STAGES["aceptadas"] | SHELTER_HELD,
    "atendidas": STAGES["atendidas"] & ~SHELTER_HELD,
    "cerradas": STAGES["cerradas"] & ~SHELTER_HELD,
}
"""What a filter offers. What a shelter does after accepting is not told apart to whoever sent it."""


@dataclass(frozen=True)
class ReferralFilter:
    """What a list shows; empty means all."""

    stage: str = ""
    service: str = ""
    urgency: str = ""
    order: str = ""


def _with_file(rows: QuerySet[Referral]) -> QuerySet[Referral]:
    """Folio and key of the file, where the context may know them."""
    return rows.annotate(**of_file())


def _filtered(rows: QuerySet[Referral], wanted: ReferralFilter, stages: dict[str, Q]) -> QuerySet[Referral]:
    if wanted.stage in stages:
        rows = rows.filter(stages[wanted.stage])
    if wanted.service:
        rows = rows.filter(service=wanted.service)
    if wanted.urgency:
        rows = rows.filter(urgency=wanted.urgency)
    return rows.order_by(ORDERS.get(wanted.order, "created_at"), "created_at", "id")


def sent(actor: Actor, wanted: ReferralFilter) -> QuerySet[Referral]:
    """Those that the actor's institution sent."""
    rows = Referral.objects.filter(institution_id=str(actor.institution_id)).select_related("recipient")
    return _with_file(_filtered(rows, wanted, SENT_STAGES))


def _asked(actor: Actor) -> QuerySet[Referral]:
    mine = str(actor.institution_id)
    named, routed = Q(recipient_id=mine), Routing.objects.filter(institution_id=mine)
    if routed.exists():  # a shelter; for all the others the index of the recipient is enough
        named |= Q(to_shelter=True, id__in=routed.values("referral_id")) & ~Q(stage=Stage.SEARCHING)
    return Referral.objects.filter(named).select_related("institution")


def received(actor: Actor, wanted: ReferralFilter) -> QuerySet[Referral]:
    """Those that ask something of the actor's institution. The folio only where an access holds."""
    return _with_file(_filtered(_asked(actor), wanted, STAGES))


def waiting_here(actor: Actor) -> QuerySet[Referral]:
    """Those that this institution has not answered, oldest first."""
    return _asked(actor).filter(stage__in=(Stage.SENT, Stage.RECEIVED)).order_by("created_at")


class ShelterFilter(NamedTuple):
    """Urgency ('' any), whether a shelter was asked already ('' either, `sin`, `con`), and order ('' what nobody was
    asked for first, `espera` what waits longest)."""

    urgency: str = ""
    asked: str = ""
    order: str = ""


_ANY_SHELTER = ShelterFilter()


def to_shelters(wanted: ShelterFilter = _ANY_SHELTER) -> QuerySet[Referral]:
    """Open ones that ask for a shelter, for the state office."""
    rows = Referral.objects.filter(to_shelter=True, stage__in=WAITING).select_related("institution")
    if wanted.urgency:
        rows = rows.filter(urgency=wanted.urgency)
    if wanted.asked:
        searching = Q(stage=Stage.SEARCHING)
        rows = rows.filter(searching if wanted.asked == "sin" else ~searching)
    turns = Routing.objects.select_related("institution").order_by("-turn")
    rows = rows.prefetch_related(Prefetch("routings", queryset=turns))
    rows = rows.annotate(searching=Q(stage=Stage.SEARCHING))
    first = () if wanted.order else (F("searching").desc(), "urgency")
    return rows.order_by(*first, "created_at")


def referral(referral_id: UUID) -> Referral:
    """One referral that the context may see. Raises NotFound."""
    rows = Referral.objects.filter(pk=referral_id).select_related("institution", "recipient")
    found = _with_file(rows).first()
    if found is None:
        raise NotFound
    return found


def referrals_of(file_id: UUID, institution_id: UUID | None) -> QuerySet[Referral]:
    """Those of a file that concern this institution, newest first; `is_open`: not over for it."""
    rows = Referral.objects.filter(
        record__memberships__file_id=file_id, record__memberships__until__isnull=True
    )
    mine = Q(institution_id=institution_id) & SENT_STAGES["abiertas"]
    asked = ~Q(institution_id=institution_id) & STAGES["abiertas"]
    rows = rows.annotate(is_open=Choose(When(mine | asked, then=Value(True)), default=Value(False)))
    return rows.select_related("institution", "recipient").order_by("-created_at", "-id")


def hung_on_consent(file_id: UUID, institution_id: UUID, recipient_id: UUID | None) -> set[UUID]:
    """Those that an institution sent to a recipient (None: to shelters) from this file, or on a yes noted in it."""
    mine = Referral.objects.filter(institution_id=institution_id, recipient_id=recipient_id)
    found: set[UUID] = set()
    for path in ("record", "consent__record"):
        here = {f"{path}__memberships__file_id": file_id, f"{path}__memberships__until__isnull": True}
        found |= set(mine.filter(**here).values_list("id", flat=True))
    return found


def referred_file(referral_id: UUID) -> UUID:
    """The file that an acceptance opens: hers who was referred, also while it is one with another. Raises NotFound."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT banevim_referred_file(%s)", [referral_id])
        found: UUID | None = cursor.fetchone()[0]
    if found is None:
        raise NotFound
    return found


def yes_barred(referral_id: UUID) -> bool:
    """Whether who said yes for her to a referral was told to be an aggressor since, and she said none herself."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT banevim_referral_barred(%s)", [referral_id])
        return bool(cursor.fetchone()[0])


def detail_of(referral_id: UUID) -> ReferralDetail | None:
    """Why she was referred and whether there is a message, if the context may know it."""
    return ReferralDetail.objects.filter(pk=referral_id).first()


def steps_of(*referral_ids: UUID) -> QuerySet[ReferralStep]:
    """What happened to some referrals, as far as the context may know it, in order."""
    return steps_in(referral_ids)


def steps_in(referral_ids: Sequence[UUID]) -> QuerySet[ReferralStep]:
    """The same of a list of them."""
    rows = ReferralStep.objects.filter(referral_id__among=referral_ids).select_related("institution", "by")
    return rows.order_by("created_at", "id")


def last_step_of(referral_id: UUID, institution_id: UUID) -> ReferralStep | None:
    """The last thing that an institution did to a referral."""
    rows = ReferralStep.objects.filter(referral_id=referral_id, institution_id=institution_id)
    return rows.order_by("-created_at", "-id").first()


def routings_of(referral_id: UUID) -> QuerySet[Routing]:
    """The shelters that were asked, last first."""
    rows = Routing.objects.filter(referral_id=referral_id).select_related("institution")
    return rows.order_by("-turn")


def routed_to(referral_id: UUID) -> UUID | None:
    """The shelter that the last turn asked, if the context may know it."""
    return routings_of(referral_id).values_list("institution_id", flat=True).first()
