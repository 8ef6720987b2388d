"""Pages of the files."""

from banevim.casefiles.views.capture import another, new
from banevim.casefiles.views.case import case, hide_narrative, narrative, receipt
from banevim.casefiles.views.file import file, hide_identity, identity, openings
from banevim.casefiles.views.month import month

__all__ = [
    "another",
    "case",
    "file",
    "hide_identity",
    "hide_narrative",
    "identity",
    "month",
    "narrative",
    "new",
    "openings",
    "receipt",
]
