"""Forms of the room."""

from banevim.care.forms.consents import ConsentForm
from banevim.care.forms.filters import FollowUpFilterForm, ReferralFilterForm, ShelterFilterForm
from banevim.care.forms.follow_ups import AttemptForm, FollowUpForm
from banevim.care.forms.referrals import ReferralForm, RouteForm, StepForm
from banevim.care.forms.services import KnownFileForm, ServicesForm

__all__ = [
    "AttemptForm",
    "ConsentForm",
    "FollowUpFilterForm",
    "FollowUpForm",
    "KnownFileForm",
    "ReferralFilterForm",
    "ReferralForm",
    "RouteForm",
    "ServicesForm",
    "ShelterFilterForm",
    "StepForm",
]
