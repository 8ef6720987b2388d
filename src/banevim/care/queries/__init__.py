"""Named reads of the attention. Row-level security shows only what one's own institution may know."""

from banevim.care.queries.consents import consents_of, newest_consent, that_count
from banevim.care.queries.follow_ups import (
    FollowUpFilter,
    attempts_of,
    follow_up,
    follow_ups,
    follow_ups_due,
)
from banevim.care.queries.opened import told_to_recipient
from banevim.care.queries.recipients import colleagues, institution, known_recipients, recipients, shelters
from banevim.care.queries.referrals import (
    ReferralFilter,
    ShelterFilter,
    detail_of,
    hung_on_consent,
    last_step_of,
    received,
    referral,
    referred_file,
    routed_to,
    routings_of,
    sent,
    steps_of,
    to_shelters,
    waiting_here,
    yes_barred,
)
from banevim.care.queries.services import services_of, services_of_case
from banevim.care.queries.story import Attention, attention_in

__all__ = [
    "Attention",
    "FollowUpFilter",
    "ReferralFilter",
    "ShelterFilter",
    "attempts_of",
    "attention_in",
    "colleagues",
    "consents_of",
    "detail_of",
    "follow_up",
    "follow_ups",
    "follow_ups_due",
    "hung_on_consent",
    "institution",
    "known_recipients",
    "last_step_of",
    "newest_consent",
    "received",
    "recipients",
    "referral",
    "referred_file",
    "routed_to",
    "routings_of",
    "sent",
    "services_of",
    "services_of_case",
    "shelters",
    "steps_of",
    "that_count",
    "to_shelters",
    "told_to_recipient",
    "waiting_here",
    "yes_barred",
]
