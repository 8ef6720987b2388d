"""What may happen to a cut, and how its numbers are protected."""

from banevim.cuts.rules.steps import (
    ROLES_THAT_LOOK,
    check_clean,
    check_publishes,
    check_role,
    check_step,
    check_takes,
    last_closed_month,
    may_publish,
    may_step,
    month_end,
)

__all__ = [
    "ROLES_THAT_LOOK",
    "check_clean",
    "check_publishes",
    "check_role",
    "check_step",
    "check_takes",
    "last_closed_month",
    "may_publish",
    "may_step",
    "month_end",
]
