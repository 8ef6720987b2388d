"""What may happen to a cut, and how its numbers are protected."""

from banevim.cuts.rules.checking import check_acknowledged
from banevim.cuts.rules.policy import (
    DEFAULT_K,
    LEAST_K,
    MOST_K,
    UNSIGNED,
    check_level,
    check_policy,
    check_signs,
    may_sign,
    policy_digest,
    policy_text,
)
from banevim.cuts.rules.steps import (
    ROLES_THAT_LOOK,
    check_clean,
    check_help,
    check_role,
    check_step,
    check_takes,
    last_closed_month,
    may_step,
    month_end,
    months_before,
)

__all__ = [
    "DEFAULT_K",
    "LEAST_K",
    "MOST_K",
    "ROLES_THAT_LOOK",
    "UNSIGNED",
    "check_acknowledged",
    "check_clean",
    "check_help",
    "check_level",
    "check_policy",
    "check_role",
    "check_signs",
    "check_step",
    "check_takes",
    "last_closed_month",
    "may_sign",
    "may_step",
    "month_end",
    "months_before",
    "policy_digest",
    "policy_text",
]
