"""Copies of the catalogues in the memory of a process, keyed by the version row.

Catalogues change only by a load. The version row is read again every few seconds, so a load made by another process is
seen without a restart; `reset` forgets everything at once.
"""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from banevim.catalogs.models import CatalogVersion

LOOK_AGAIN = 5.0
T = TypeVar("T")
_kept: dict[str, Any] = {}
_version: int | None = None
_looked_at = float("-inf")


def reset() -> None:
    """Forget every copy: the next reading goes to the database."""
    global _version, _looked_at
    _kept.clear()
    _version, _looked_at = None, float("-inf")


def version() -> int:
    """Number of the last load; 0 before the first one."""
    global _version, _looked_at
    if _version is None or time.monotonic() - _looked_at > LOOK_AGAIN:
        row = CatalogVersion.objects.values_list("number", flat=True).first()
        if row != _version:
            _kept.clear()
        _version, _looked_at = row or 0, time.monotonic()
    return _version


def kept(name: str, load: Callable[[], T]) -> T:
    """The copy called `name`, loaded once per version."""
    now = version()
    if name not in _kept:
        value = load()
        if now == _version:
            _kept[name] = value
        return value
    found: T = _kept[name]
    return found
