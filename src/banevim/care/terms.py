"""Words of the attention that she receives."""

import datetime as dt
from dataclasses import dataclass

PLANNED = "CIT"
"""Status of a service that is yet to be given: the only one whose date may lie ahead."""
FURTHEST = dt.timedelta(days=366)


@dataclass(frozen=True)
class ServiceData:
    """One service of one day; both codes are of their catalogues."""

    kind: str
    on: dt.date
    status: str
