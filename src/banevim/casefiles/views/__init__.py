"""Pages of the files."""

from banevim.casefiles.views.capture import draft, review, step, tasks
from banevim.casefiles.views.case import case, hide_narrative, narrative, receipt
from banevim.casefiles.views.corrections import blank, correct, versions
from banevim.casefiles.views.drafts import another, browser_key, discard, drafts, new, save, take_back
from banevim.casefiles.views.file import file, hide_identity, identity, openings
from banevim.casefiles.views.marks import lift, protect
from banevim.casefiles.views.month import hide_names, month, month_file
from banevim.casefiles.views.paper import notice, paper
from banevim.casefiles.views.pending import pending, pending_file

__all__ = [
    "another",
    "blank",
    "browser_key",
    "case",
    "correct",
    "discard",
    "draft",
    "drafts",
    "file",
    "hide_identity",
    "hide_names",
    "hide_narrative",
    "identity",
    "lift",
    "month",
    "month_file",
    "narrative",
    "new",
    "notice",
    "openings",
    "paper",
    "pending",
    "pending_file",
    "protect",
    "receipt",
    "review",
    "save",
    "step",
    "take_back",
    "tasks",
    "versions",
]
