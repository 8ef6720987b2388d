"""Named reads of the search."""

from banevim.identity.queries.doubts import Doubt, doubts, doubts_count
from banevim.identity.queries.lists import (
    desk_counts,
    limits_reached,
    reason_labels,
    reviews_of,
    reviews_of_search,
    search_limit,
    unfollowed_searches,
)
from banevim.identity.queries.looking import candidates, keys_of
from banevim.identity.queries.opened import open_note
from banevim.identity.queries.own import (
    handover_of,
    made_since,
    own_search,
    own_searches,
    sheet_of,
    thread_of,
)
from banevim.identity.queries.sheets import SHEET, sheet_key, sheet_text
from banevim.identity.queries.vocabulary import BLOB, counted_names, forget_vocabulary

__all__ = [
    "BLOB",
    "SHEET",
    "Doubt",
    "candidates",
    "counted_names",
    "desk_counts",
    "doubts",
    "doubts_count",
    "forget_vocabulary",
    "handover_of",
    "keys_of",
    "limits_reached",
    "made_since",
    "open_note",
    "own_search",
    "own_searches",
    "reason_labels",
    "reviews_of",
    "reviews_of_search",
    "search_limit",
    "sheet_key",
    "sheet_of",
    "sheet_text",
    "thread_of",
    "unfollowed_searches",
]
