"""The only writes of the search: each is atomic, says who does it and leaves a record on the audit trail."""

from banevim.identity.actions.deciding import choose, decide, none_is_her
from banevim.identity.actions.forgetting import forget
from banevim.identity.actions.naming import count_names
from banevim.identity.actions.reviewing import Seen, open_review, review
from banevim.identity.actions.searching import look, search, see

__all__ = [
    "Seen",
    "choose",
    "count_names",
    "decide",
    "forget",
    "look",
    "none_is_her",
    "open_review",
    "review",
    "search",
    "see",
]
