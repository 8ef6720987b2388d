"""Tables of the search, and of which records are of one woman."""

from banevim.identity.models.hidden import Coincidence, CoincidenceAnswer
from banevim.identity.models.linking import Bookmark, Difference, Merge, Proposal, Verdict
from banevim.identity.models.search import SearchCandidate, SearchLog, SearchReview, SearchSheet

__all__ = [
    "Bookmark",
    "Coincidence",
    "CoincidenceAnswer",
    "Difference",
    "Merge",
    "Proposal",
    "SearchCandidate",
    "SearchLog",
    "SearchReview",
    "SearchSheet",
    "Verdict",
]
