"""Named reads of the catalogues."""

from banevim.catalogs.queries.cache import reset, version
from banevim.catalogs.queries.calendar import deadline, holidays, unconfirmed_holidays
from banevim.catalogs.queries.context import women_victims
from banevim.catalogs.queries.help import centres, change, help_data, lines, overdue, pending_changes
from banevim.catalogs.queries.options import banavim_code, codebook, group_of, label, missing_options, options
from banevim.catalogs.queries.places import (
    find_municipality,
    find_state,
    is_locality,
    largest_municipalities,
    localities,
    municipalities,
    municipality,
    population,
    state,
    state_localities,
    states,
    women_2020,
)
from banevim.catalogs.queries.seeds import (
    institution_seed,
    institutions_in,
    is_loaded,
    practice_places,
    shipped_digest,
)

__all__ = [
    "banavim_code",
    "centres",
    "change",
    "codebook",
    "deadline",
    "find_municipality",
    "find_state",
    "group_of",
    "help_data",
    "holidays",
    "institution_seed",
    "institutions_in",
    "is_loaded",
    "is_locality",
    "label",
    "largest_municipalities",
    "lines",
    "localities",
    "missing_options",
    "municipalities",
    "municipality",
    "options",
    "overdue",
    "pending_changes",
    "population",
    "practice_places",
    "reset",
    "shipped_digest",
    "state",
    "state_localities",
    "states",
    "unconfirmed_holidays",
    "version",
    "women_2020",
    "women_victims",
]
