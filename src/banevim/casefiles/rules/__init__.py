"""What may happen with files: checks that refuse with a sentence, warnings that ask for a confirmation."""

from banevim.casefiles.rules.acting import (
    LINKERS,
    Capturer,
    check_captures,
    check_correction,
    check_danger,
    check_exports,
    check_links,
    check_reason,
    kept_letter,
    may_capture,
    may_correction,
    may_danger,
    may_export,
    may_link,
    may_reason,
)
from banevim.casefiles.rules.case import case_problems, check_case, law_day, may_case
from banevim.casefiles.rules.codes import code_problem
from banevim.casefiles.rules.identity import check_identity, clean_identity, identity_problems, may_identity
from banevim.casefiles.rules.kept import check_new, may_new, rebased, stays, without_untold
from banevim.casefiles.rules.pending import flags_left, points, waits
from banevim.casefiles.rules.profile import (
    age_on,
    check_profile,
    copied_profile,
    may_profile,
    profile_problems,
)
from banevim.casefiles.rules.sheet import (
    check_sheet,
    may_sheet,
    places_in,
    prefix_of,
    sheet_problems,
    sheet_warnings,
)
from banevim.casefiles.rules.warnings import case_warnings, identity_warnings, unconfirmed

__all__ = [
    "LINKERS",
    "Capturer",
    "age_on",
    "case_problems",
    "case_warnings",
    "check_captures",
    "check_case",
    "check_correction",
    "check_danger",
    "check_exports",
    "check_identity",
    "check_links",
    "check_new",
    "check_profile",
    "check_reason",
    "check_sheet",
    "clean_identity",
    "code_problem",
    "copied_profile",
    "flags_left",
    "identity_problems",
    "identity_warnings",
    "kept_letter",
    "law_day",
    "may_capture",
    "may_case",
    "may_correction",
    "may_danger",
    "may_export",
    "may_identity",
    "may_link",
    "may_new",
    "may_profile",
    "may_reason",
    "may_sheet",
    "places_in",
    "points",
    "prefix_of",
    "profile_problems",
    "rebased",
    "sheet_problems",
    "sheet_warnings",
    "stays",
    "unconfirmed",
    "waits",
    "without_untold",
]
