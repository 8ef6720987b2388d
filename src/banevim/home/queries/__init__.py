"""What the desks show."""

from banevim.home.queries.closing import closing_of_institutions
from banevim.home.queries.desks import desk_of
from banevim.home.queries.health import health
from banevim.home.queries.trail import audit_records, last_backup, last_checkpoint, lines

__all__ = [
    "audit_records",
    "closing_of_institutions",
    "desk_of",
    "health",
    "last_backup",
    "last_checkpoint",
    "lines",
]
