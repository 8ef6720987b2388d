"""What the pages show, in words, from what the context may read."""

from banevim.casefiles.pages.case import case_page, printed, words_told
from banevim.casefiles.pages.corrections import ON_PAPER, ROOM, on_paper, told_changes, told_versions
from banevim.casefiles.pages.drafts import asked, draft_lines, draft_page, to_register
from banevim.casefiles.pages.file import file_page, listed, seen

__all__ = [
    "ON_PAPER",
    "ROOM",
    "asked",
    "case_page",
    "draft_lines",
    "draft_page",
    "file_page",
    "listed",
    "on_paper",
    "printed",
    "seen",
    "to_register",
    "told_changes",
    "told_versions",
    "words_told",
]
