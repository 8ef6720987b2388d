"""What may happen with services, consent, referrals and follow-up."""

from banevim.care.rules.consent import check_consent, in_force, may_consent
from banevim.care.rules.follow_up import (
    check_attempt,
    check_contact,
    check_follow_up,
    may_contact,
    may_follow_up,
    no_message,
    not_sought,
)
from banevim.care.rules.referral import (
    ON_HER_YES,
    YES_BARRED,
    YES_GONE,
    Mover,
    check_mover,
    check_referral,
    check_step,
    done_already,
    may_refer,
    may_step,
    needs_yes,
    party,
    steps_open_to,
)
from banevim.care.rules.services import check_service, may_service, service_problems

__all__ = [
    "ON_HER_YES",
    "YES_BARRED",
    "YES_GONE",
    "Mover",
    "check_attempt",
    "check_consent",
    "check_contact",
    "check_follow_up",
    "check_mover",
    "check_referral",
    "check_service",
    "check_step",
    "done_already",
    "in_force",
    "may_consent",
    "may_contact",
    "may_follow_up",
    "may_refer",
    "may_service",
    "may_step",
    "needs_yes",
    "no_message",
    "not_sought",
    "party",
    "service_problems",
    "steps_open_to",
]
