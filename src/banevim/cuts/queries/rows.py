"""De-identified rows for the figures, read as the `stats` role, which sees nothing else."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connections

from banevim.methods.indicators import CaseRow

READ = """
SELECT woman, case_number, registered_at, source_registered_on, municipality, types, types_missing
  FROM stats.cases WHERE state_code = %s
"""


def is_historical(registered_at: dt.datetime, source_on: dt.date | None, ends: dt.datetime | None) -> bool:
    """Loaded from a source before the first published cut was frozen (`ends`): *carga histórica*."""
    return source_on is not None and (ends is None or registered_at < ends)


def case_rows(until: dt.date, history_ends: dt.datetime | None) -> list[CaseRow]:
    """Every case that counts before the day `until`, with opaque numbers for woman and case.

    Our clock decides the month; the historical load counts by its source date, later loads in the month they enter.
    """
    zone = ZoneInfo(settings.TIME_ZONE)
    with connections["stats"].cursor() as cursor:
        cursor.execute(READ, [settings.STATE_CODE])
        found = cursor.fetchall()
    rows = []
    for woman, number, registered_at, source_on, municipality, types, types_missing in found:
        historical = is_historical(registered_at, source_on, history_ends)
        month = f"{source_on if historical else registered_at.astimezone(zone):%Y-%m}"
        if month >= f"{until:%Y-%m}":
            continue
        place = municipality if municipality.isdigit() else None
        late = bool(source_on and f"{source_on:%Y-%m}" < month)
        kinds = None if types_missing and not types else tuple(types)
        rows.append(CaseRow(str(number), str(woman), month, place, kinds, late))
    return rows
