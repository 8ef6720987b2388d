"""What the pages show, in words, from what the context may read."""

from banevim.casefiles.pages.case import case_page, printed, words_told
from banevim.casefiles.pages.corrections import (
    ON_PAPER,
    begins,
    on_paper,
    shown,
    stands,
    told_changes,
    told_versions,
)
from banevim.casefiles.pages.drafts import asked, draft_lines, draft_page, to_register
from banevim.casefiles.pages.file import apart, contacts, file_page, marks, profiles, seen
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
    "apart",
    "asked",
    "asking",
    "begins",
    "case_page",
    "contacts",
    "draft_lines",
    "draft_page",
    "file_page",
    "grouped",
    "listed",
    "marks",
    "month_lines",
    "on_paper",
    "pending_lines",
    "printed",
    "profiles",
    "seen",
    "shown",
    "stands",
    "to_register",
    "told_changes",
    "told_versions",
    "words_told",
]
