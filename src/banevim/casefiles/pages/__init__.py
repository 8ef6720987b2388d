"""What the pages show, in words, from what the context may read."""

from banevim.casefiles.pages.case import case_page, printed, words_told
from banevim.casefiles.pages.corrections import ON_PAPER, ROOM, on_paper, told_changes, told_versions
from banevim.casefiles.pages.drafts import asked, draft_line, draft_page, to_register
from banevim.casefiles.pages.file import file_page, seen
from banevim.casefiles.pages.lists import (
    MONTH_COLUMNS,
    PENDING_COLUMNS,
    asking,
    grouped,
    listed,
    month_lines,
    pending_lines,
)

__all__ = [
    "MONTH_COLUMNS",
    "ON_PAPER",
    "PENDING_COLUMNS",
    "ROOM",
    "asked",
    "asking",
    "case_page",
    "draft_line",
    "draft_page",
    "file_page",
    "grouped",
    "listed",
    "month_lines",
    "on_paper",
    "pending_lines",
    "printed",
    "seen",
    "to_register",
    "told_changes",
    "told_versions",
    "words_told",
]
