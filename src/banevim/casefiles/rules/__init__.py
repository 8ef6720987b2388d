"""What may happen with files: checks that refuse with a sentence, warnings that ask for a confirmation."""

from banevim.casefiles.rules.acting import (
    Capturer,
    check_captures,
    check_reason,
    kept_letter,
    may_capture,
    may_reason,
)
from banevim.casefiles.rules.case import case_problems, check_case, may_case
from banevim.casefiles.rules.codes import code_problem
from banevim.casefiles.rules.identity import check_identity, clean_identity, identity_problems, may_identity
from banevim.casefiles.rules.profile import (
    age_on,
    check_profile,
    copied_profile,
    may_profile,
    profile_problems,
)
from banevim.casefiles.rules.warnings import case_warnings, identity_warnings, unconfirmed

__all__ = [
    "Capturer",
    "age_on",
    "case_problems",
    "case_warnings",
    "check_captures",
    "check_case",
    "check_identity",
    "check_profile",
    "check_reason",
    "clean_identity",
    "code_problem",
    "copied_profile",
    "identity_problems",
    "identity_warnings",
    "kept_letter",
    "may_capture",
    "may_case",
    "may_identity",
    "may_profile",
    "may_reason",
    "profile_problems",
    "unconfirmed",
]
