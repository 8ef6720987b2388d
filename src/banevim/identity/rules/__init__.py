"""What may be searched and what may be shown. Pure: nothing here reads the database."""

from banevim.identity.rules.checks import (
    REVIEWERS,
    check_alive,
    check_enough,
    check_note,
    check_offered,
    check_one_choice,
    check_pace,
    check_reviewer,
    check_reviews,
    check_searches,
    erased,
    limit_sentence,
    may_review,
)
from banevim.identity.rules.clusters import (
    Pair,
    check_differable,
    check_mergeable,
    may_merge,
    pair_of,
    parts_of,
    placed,
    takes_two,
)
from banevim.identity.rules.mask import age_band, initials, likeness, next_question, same_words, told
from banevim.identity.rules.names import split_names
from banevim.identity.rules.sameness import as_person, is_retry
from banevim.identity.rules.separating import NEW, Plan, apart_from, check_reason, plan_of
from banevim.identity.rules.text import clean
from banevim.identity.rules.typed import BORN, BOX, FIELDS, curp_doubt, read

__all__ = [
    "BORN",
    "BOX",
    "FIELDS",
    "NEW",
    "REVIEWERS",
    "Pair",
    "Plan",
    "age_band",
    "apart_from",
    "as_person",
    "check_alive",
    "check_differable",
    "check_enough",
    "check_mergeable",
    "check_note",
    "check_offered",
    "check_one_choice",
    "check_pace",
    "check_reason",
    "check_reviewer",
    "check_reviews",
    "check_searches",
    "clean",
    "curp_doubt",
    "erased",
    "initials",
    "is_retry",
    "likeness",
    "limit_sentence",
    "may_merge",
    "may_review",
    "next_question",
    "pair_of",
    "parts_of",
    "placed",
    "plan_of",
    "read",
    "same_words",
    "split_names",
    "takes_two",
    "told",
]
