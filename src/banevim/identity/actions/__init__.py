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
from banevim.identity.actions.separating import answer_extraction, put_back, take_out
from banevim.identity.actions.weighing import Weighed, ask_to_weigh, put_in_force, weigh

__all__ = [
    "Compared",
    "Seen",
    "Weighed",
    "answer_coincidence",
    "answer_extraction",
    "ask_to_compare",
    "ask_to_weigh",
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
    "put_back",
    "put_in_force",
    "reconsider",
    "review",
    "search",
    "see",
    "see_coincidence",
    "see_pair",
    "take_out",
    "undo",
    "weigh",
]
