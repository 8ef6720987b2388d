"""Named reads of the attention. Row-level security shows only what one's own institution may know."""

from banevim.care.queries.consents import consents_of, newest_consent
from banevim.care.queries.follow_ups import (
    FollowUpFilter,
    attempts_of,
    follow_up,
    follow_ups,
    follow_ups_due,
    follow_ups_of,
)
from banevim.care.queries.opened import told_to_recipient
from banevim.care.queries.recipients import colleagues, institution, known_recipients, recipients, shelters
from banevim.care.queries.referrals import (
    ReferralFilter,
    detail_of,
    hung_on_consent,
    last_step_of,
    open_referrals_of,
    received,
    referral,
    referrals_of,
    referred_file,
    routed_to,
    routings_of,
    sent,
    steps_of,
    to_shelters,
    waiting_here,
)
from banevim.care.queries.services import services_of, services_of_case

__all__ = [
    "FollowUpFilter",
    "ReferralFilter",
    "attempts_of",
    "colleagues",
    "consents_of",
    "detail_of",
    "follow_up",
    "follow_ups",
    "follow_ups_due",
    "follow_ups_of",
    "hung_on_consent",
    "institution",
    "known_recipients",
    "last_step_of",
    "newest_consent",
    "open_referrals_of",
    "received",
    "recipients",
    "referral",
    "referrals_of",
    "referred_file",
    "routed_to",
    "routings_of",
    "sent",
    "services_of",
    "services_of_case",
    "shelters",
    "steps_of",
    "to_shelters",
    "told_to_recipient",
    "waiting_here",
]
