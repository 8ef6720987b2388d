"""Named reads of the search."""

from banevim.identity.queries.changed import START, Said, alike, bookmark, changed_after, said_of
from banevim.identity.queries.clusters import Cluster, cluster, is_marked
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

__all__ = [
    "SHEET",
    "START",
    "Cluster",
    "Doubt",
    "Said",
    "alike",
    "bookmark",
    "candidates",
    "changed_after",
    "cluster",
    "desk_counts",
    "doubts",
    "doubts_count",
    "handover_of",
    "is_marked",
    "keys_of",
    "limits_reached",
    "made_since",
    "open_note",
    "own_search",
    "own_searches",
    "reason_labels",
    "reviews_of",
    "reviews_of_search",
    "said_of",
    "search_limit",
    "sheet_key",
    "sheet_of",
    "sheet_text",
    "thread_of",
    "unfollowed_searches",
]
