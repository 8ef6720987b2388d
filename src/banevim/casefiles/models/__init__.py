"""Tables of the file, by matter."""

from banevim.casefiles.models.answers import Answers, Correction
from banevim.casefiles.models.case import Aggressor, AggressorIdentity, Case, CaseNarrative
from banevim.casefiles.models.draft import Draft, DraftContent
from banevim.casefiles.models.file import Access, FolioCounter, Membership, Opening, UniqueFile
from banevim.casefiles.models.handover import Handover, HandoverIdentity
from banevim.casefiles.models.mark import ProtectedMark
from banevim.casefiles.models.woman import SearchCard, Woman, WomanIdentity

__all__ = [
    "Access",
    "Aggressor",
    "AggressorIdentity",
    "Answers",
    "Case",
    "CaseNarrative",
    "Correction",
    "Draft",
    "DraftContent",
    "FolioCounter",
    "Handover",
    "HandoverIdentity",
    "Membership",
    "Opening",
    "ProtectedMark",
    "SearchCard",
    "UniqueFile",
    "Woman",
    "WomanIdentity",
]
