"""Now and today in the state's own time zone. The only place that reads the clock for the domain."""

import contextvars
import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils import timezone

_moment: contextvars.ContextVar[dt.datetime | None] = contextvars.ContextVar("moment", default=None)


def now() -> dt.datetime:
    """Aware current moment (UTC inside)."""
    return _moment.get() or timezone.now()


def written() -> dt.datetime:
    """When a row is truly written, also while the clock travels: for what is read later in the order of writing."""
    return timezone.now()


def today() -> dt.date:
    """Calendar day where the bank stands."""
    return timezone.localdate(now())


def zone() -> dt.tzinfo:
    """The state's own time zone."""
    return timezone.get_current_timezone()


@contextmanager
def travel(moment: dt.datetime) -> Iterator[None]:
    """Act as if it were `moment`: only to fill a practice bank with a past. Raises RuntimeError elsewhere."""
    if not settings.PRACTICE:
        raise RuntimeError("the clock of a production bank does not travel")
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)
