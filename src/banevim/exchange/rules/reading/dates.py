"""Dates as the sources write them. What cannot be read is None: never today, never the first of January."""

import datetime as dt
import re
from functools import lru_cache

_HOUR = r"(?:[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?\s?m\.?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?"
_ISO = re.compile(r"(?P<y>\d{4})[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})" + _HOUR, re.IGNORECASE | re.ASCII)
_MEXICAN = re.compile(
    r"(?P<d>\d{1,2})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<y>\d{4})" + _HOUR, re.IGNORECASE | re.ASCII
)
EARLIEST = dt.date(1900, 1, 1)


@lru_cache(maxsize=20_000)
def read_date(text: str) -> dt.date | None:
    """A day from ISO or day-first text, with or without hour; None if it is not one day of the calendar since 1900."""
    found = _ISO.fullmatch(text.strip()) or _MEXICAN.fullmatch(text.strip())
    if found is None:
        return None
    try:
        day = dt.date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return None
    return day if day >= EARLIEST else None
