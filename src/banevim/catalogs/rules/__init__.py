"""Pure rules of the catalogues: codes, business days, people of some ages, what others publish, changes of the help."""

from banevim.catalogs.rules.ages import people_between
from banevim.catalogs.rules.calendar import (
    add_business_days,
    add_months,
    business_days_between,
    due_date,
    federal_holidays,
    is_business_day,
)
from banevim.catalogs.rules.codes import check_code, in_force, may_code, overlapping
from banevim.catalogs.rules.context import COLUMNS as VICTIMS_COLUMNS
from banevim.catalogs.rules.context import victims_problems
from banevim.catalogs.rules.help import check_help_values, check_may_decide, check_may_propose
from banevim.catalogs.rules.text import accents_lost, normalise, spell_date, without_prefix

__all__ = [
    "VICTIMS_COLUMNS",
    "accents_lost",
    "add_business_days",
    "add_months",
    "business_days_between",
    "check_code",
    "check_help_values",
    "check_may_decide",
    "check_may_propose",
    "due_date",
    "federal_holidays",
    "in_force",
    "is_business_day",
    "may_code",
    "normalise",
    "overlapping",
    "people_between",
    "spell_date",
    "victims_problems",
    "without_prefix",
]
