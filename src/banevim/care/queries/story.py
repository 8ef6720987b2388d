"""What the page of a file asks of the attention, each question worded once."""

from dataclasses import dataclass, field
from uuid import UUID

from banevim.accounts.models import Institution
from banevim.care.models import Attempt, Consent, FollowUp, Referral, ReferralStep, Service
from banevim.care.queries.consents import consents_of
from banevim.care.queries.follow_ups import attempts_of, follow_ups_of
from banevim.care.queries.referrals import referrals_of, steps_in
from banevim.care.queries.services import services_of
from banevim.common.asking import Question, gap

_FOLLOW_UPS = Question(lambda: follow_ups_of(gap("file")))
_ATTEMPTS = Question(lambda: attempts_of(gap("follow_ups")))
_CONSENTS = Question(lambda: consents_of(gap("file")))
_SERVICES = Question(lambda: services_of(gap("file")))
_REFERRALS = Question(lambda: referrals_of(gap("file"), gap("institution")))
_STEPS = Question(lambda: steps_in(gap("referrals")))
_INSTITUTION = Question(lambda: Institution.objects.filter(pk=gap("institution")).order_by())


@dataclass(frozen=True)
class Attention:
    """The attention in a file, as far as an institution may know it. `mine`: that institution, if the actor has one."""

    mine: Institution | None
    follow_ups: list[FollowUp]
    attempts: list[Attempt]
    consents: list[Consent]
    services: list[Service]
    referrals: list[Referral]
    steps: list[ReferralStep] = field(default_factory=list)


def attention_in(file_id: UUID, institution_id: UUID | None) -> Attention:
    """All of it, each table asked once."""
    follow_ups = _FOLLOW_UPS(file=file_id)
    referrals = _REFERRALS(file=file_id, institution=institution_id)
    return Attention(
        mine=_INSTITUTION.first(institution=institution_id) if institution_id else None,
        follow_ups=follow_ups,
        attempts=_ATTEMPTS(follow_ups=[row.id for row in follow_ups]) if follow_ups else [],
        consents=_CONSENTS(file=file_id),
        services=_SERVICES(file=file_id),
        referrals=referrals,
        steps=_STEPS(referrals=[row.id for row in referrals]) if referrals else [],
    )
