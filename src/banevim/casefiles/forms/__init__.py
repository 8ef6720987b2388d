"""Forms of the files: capture, reasons, filters."""

from banevim.casefiles.forms.capture import Capture
from banevim.casefiles.forms.filters import MonthFilter
from banevim.casefiles.forms.reasons import ReasonForm

__all__ = ["Capture", "MonthFilter", "ReasonForm"]
