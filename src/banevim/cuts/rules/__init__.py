"""What may happen to a cut, and how its numbers are protected."""

from banevim.cuts.rules.checking import check_acknowledged
from banevim.cuts.rules.correcting import correction_note
from banevim.cuts.rules.policy import (
    DEFAULT_K,
    MOST_K,
    UNSIGNED,
    check_help,
    check_level,
    check_policy,
    check_publishes,
    check_signs,
    may_sign,
    policy_text,
)
from banevim.cuts.rules.steps import (
    check_clean,
    check_exports,
    check_role,
    check_step,
    check_takes,
    last_closed_month,
    may_export,
    may_step,
    may_take,
    month_end,
    months_before,
)
from datavim.bundle import LEAST_K, policy_digest

__all__ = [
    "DEFAULT_K",
    "LEAST_K",
    "MOST_K",
    "UNSIGNED",
    "check_acknowledged",
    "check_clean",
    "check_exports",
    "check_help",
    "check_level",
    "check_policy",
    "check_publishes",
    "check_role",
    "check_signs",
    "check_step",
    "check_takes",
    "correction_note",
    "last_closed_month",
    "may_export",
    "may_sign",
    "may_step",
    "may_take",
    "month_end",
    "months_before",
    "policy_digest",
    "policy_text",
]
