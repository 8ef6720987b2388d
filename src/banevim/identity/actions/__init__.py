"""The only writes of the search: each is atomic, says who does it and leaves a record on the audit trail."""

from banevim.identity.actions.comparing import ask_to_compare, compare_changed
from banevim.identity.actions.deciding import choose, decide, none_is_her
from banevim.identity.actions.forgetting import forget
from banevim.identity.actions.judging import judge, reconsider, undo
from banevim.identity.actions.naming import count_names
from banevim.identity.actions.opening import (
    Compared,
    answer_coincidence,
    open_pair,
    see_coincidence,
    see_pair,
)
from banevim.identity.actions.reviewing import Seen, open_review, review
from banevim.identity.actions.searching import look, search, see

__all__ = [
    "Compared",
    "Seen",
    "answer_coincidence",
    "ask_to_compare",
    "choose",
    "compare_changed",
    "count_names",
    "decide",
    "forget",
    "judge",
    "look",
    "none_is_her",
    "open_pair",
    "open_review",
    "reconsider",
    "review",
    "search",
    "see",
    "see_coincidence",
    "see_pair",
    "undo",
]
