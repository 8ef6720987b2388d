"""Tables of the search, and of which records are of one woman."""

from banevim.identity.models.hidden import Coincidence, CoincidenceAnswer
from banevim.identity.models.linking import Bookmark, Difference, Merge, Proposal, Verdict
from banevim.identity.models.search import SearchCandidate, SearchLog, SearchReview, SearchSheet
from banevim.identity.models.separating import Extraction
from banevim.identity.models.weighing import Adoption, Trial, WeightsVersion

__all__ = [
    "Adoption",
    "Bookmark",
    "Coincidence",
    "CoincidenceAnswer",
    "Difference",
    "Extraction",
    "Merge",
    "Proposal",
    "SearchCandidate",
    "SearchLog",
    "SearchReview",
    "SearchSheet",
    "Trial",
    "Verdict",
    "WeightsVersion",
]
