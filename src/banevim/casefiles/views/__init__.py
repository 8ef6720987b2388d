"""Pages of the files."""

from banevim.casefiles.views.capture import draft, review, step, tasks
from banevim.casefiles.views.case import case, hide_narrative, narrative, receipt
from banevim.casefiles.views.corrections import blank, correct, versions
from banevim.casefiles.views.drafts import another, browser_key, discard, drafts, new, save, take_back
from banevim.casefiles.views.file import file, hide_identity, identity, openings
from banevim.casefiles.views.month import month
from banevim.casefiles.views.paper import notice, paper

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
    "hide_narrative",
    "identity",
    "month",
    "narrative",
    "new",
    "notice",
    "openings",
    "paper",
    "receipt",
    "review",
    "save",
    "step",
    "take_back",
    "tasks",
    "versions",
]
