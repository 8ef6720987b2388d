"""Forms of the files: capture, drafts, reasons, filters."""

from banevim.casefiles.forms.capture import Block, Capture, Start
from banevim.casefiles.forms.drafts import as_sent, flat_of, lines, merged, names_of, said, typed_of
from banevim.casefiles.forms.filters import MonthFilter
from banevim.casefiles.forms.reasons import ReasonForm

__all__ = [
    "Block",
    "Capture",
    "MonthFilter",
    "ReasonForm",
    "Start",
    "as_sent",
    "flat_of",
    "lines",
    "merged",
    "names_of",
    "said",
    "typed_of",
]
