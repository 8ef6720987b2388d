"""What a load may say, who may bring one, and how its files are read: no database here."""

from banevim.exchange.rules.loads import LARGEST, TOO_LARGE, check_load, check_loads, may_load
from banevim.exchange.rules.plan import (
    Group,
    batches,
    count_rows,
    files_digest,
    groups,
    id_fault,
    kept_id,
    occurrences,
    row_digest,
)
from banevim.exchange.rules.reading import UnknownLayout, read_date, read_table

__all__ = [
    "LARGEST",
    "TOO_LARGE",
    "Group",
    "UnknownLayout",
    "batches",
    "check_load",
    "check_loads",
    "count_rows",
    "files_digest",
    "groups",
    "id_fault",
    "kept_id",
    "may_load",
    "occurrences",
    "read_date",
    "read_table",
    "row_digest",
]
