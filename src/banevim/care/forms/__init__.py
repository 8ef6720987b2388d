"""Forms of the room."""

from banevim.care.forms.closing import ClosingForm, ReopeningForm
from banevim.care.forms.consents import ConsentForm
from banevim.care.forms.filters import FollowUpFilterForm, ReferralFilterForm, ShelterFilterForm
from banevim.care.forms.follow_ups import AttemptForm, FollowUpForm
from banevim.care.forms.referrals import ReferralForm, RouteForm, StepForm
from banevim.care.forms.services import KnownFileForm, ServicesForm

__all__ = [
    "AttemptForm",
    "ClosingForm",
    "ConsentForm",
    "FollowUpFilterForm",
    "FollowUpForm",
    "KnownFileForm",
    "ReferralFilterForm",
    "ReferralForm",
    "ReopeningForm",
    "RouteForm",
    "ServicesForm",
    "ShelterFilterForm",
    "StepForm",
]
