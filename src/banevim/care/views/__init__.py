"""Pages of the attention."""

from banevim.care.views.closing import closing, reopening
from banevim.care.views.consents import consents
from banevim.care.views.follow_ups import contact, follow_up, new_follow_up
from banevim.care.views.lists import export, follow_ups, received, sent
from banevim.care.views.referrals import message, new_referral, referral, step
from banevim.care.views.services import new
from banevim.care.views.shelters import route, shelters

__all__ = [
    "closing",
    "consents",
    "contact",
    "export",
    "follow_up",
    "follow_ups",
    "message",
    "new",
    "new_follow_up",
    "new_referral",
    "received",
    "referral",
    "reopening",
    "route",
    "sent",
    "shelters",
    "step",
]
