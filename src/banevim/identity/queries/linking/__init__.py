"""Reads about which records are of one woman. Most need the purpose `linkage`, which only the state office has."""

from banevim.identity.queries.linking.changed import (
    START,
    Said,
    alike,
    bookmark,
    changed_after,
    said_of,
)
from banevim.identity.queries.linking.clusters import Cluster, cluster, is_marked
from banevim.identity.queries.linking.files import (
    Member,
    Members,
    TakenOut,
    file_with_folio,
    folios,
    members,
    records_at_home,
    taken_out,
)
from banevim.identity.queries.linking.hidden import Told, coincidence, coincidences, open_told_note
from banevim.identity.queries.linking.pairs import (
    Side,
    Waiting,
    desk_counts,
    opened_sides,
    pair,
    verdicts_of,
    waiting,
    waiting_counts,
)
from banevim.identity.queries.linking.quality import Quality, Share, quality

__all__ = [
    "START",
    "Cluster",
    "Member",
    "Members",
    "Quality",
    "Said",
    "Share",
    "Side",
    "TakenOut",
    "Told",
    "Waiting",
    "alike",
    "bookmark",
    "changed_after",
    "cluster",
    "coincidence",
    "coincidences",
    "desk_counts",
    "file_with_folio",
    "folios",
    "is_marked",
    "members",
    "open_told_note",
    "opened_sides",
    "pair",
    "quality",
    "records_at_home",
    "said_of",
    "taken_out",
    "verdicts_of",
    "waiting",
    "waiting_counts",
]
