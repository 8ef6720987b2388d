"""Tables of the attention, by matter."""

from banevim.care.models.closing import MonthClosing
from banevim.care.models.consent import Consent
from banevim.care.models.follow_up import Attempt, FollowUp
from banevim.care.models.referral import Referral, ReferralDetail, ReferralStep, Routing
from banevim.care.models.services import Service

__all__ = [
    "Attempt",
    "Consent",
    "FollowUp",
    "MonthClosing",
    "Referral",
    "ReferralDetail",
    "ReferralStep",
    "Routing",
    "Service",
]
