"""Forms of the files: capture, drafts, reasons, filters."""

from banevim.casefiles.forms.capture import Block, Capture, Cluster, Start
from banevim.casefiles.forms.drafts import (
    as_sent,
    choices_of,
    counts_of,
    flat_of,
    homeless,
    in_words,
    lines,
    merged,
    names_of,
    said,
    typed_of,
)
from banevim.casefiles.forms.filters import DraftsForm, MonthFilter, PendingForm
from banevim.casefiles.forms.mark import MarkForm
from banevim.casefiles.forms.reasons import ReasonForm
from banevim.casefiles.forms.stored import start_of, stored_form

__all__ = [
    "Block",
    "Capture",
    "Cluster",
    "DraftsForm",
    "MarkForm",
    "MonthFilter",
    "PendingForm",
    "ReasonForm",
    "Start",
    "as_sent",
    "choices_of",
    "counts_of",
    "flat_of",
    "homeless",
    "in_words",
    "lines",
    "merged",
    "names_of",
    "said",
    "start_of",
    "stored_form",
    "typed_of",
]
