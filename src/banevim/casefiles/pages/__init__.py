"""What the pages show, in words, from what the context may read."""

from banevim.casefiles.pages.case import case_page
from banevim.casefiles.pages.drafts import asked, draft_line, draft_page, reviewed
from banevim.casefiles.pages.file import file_page, listed, seen

__all__ = ["asked", "case_page", "draft_line", "draft_page", "file_page", "listed", "reviewed", "seen"]
