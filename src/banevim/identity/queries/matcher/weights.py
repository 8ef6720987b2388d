"""The weights in force. A process keeps them for a minute; every score carries the version that it was made with."""

import dataclasses
import time
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from banevim.identity.models import Adoption
from banevim.methods import linkage
from banevim.vault.context import acting, current_actor

KEPT_SECONDS = 60


def in_force() -> Adoption | None:
    """The last row that says so; None while nobody changed what came with the product."""
    return Adoption.objects.select_related("version").order_by("-created_at", "-id").first()


def weights() -> linkage.Weights:
    """What the search and the night compare with."""
    return _kept(int(time.monotonic() // KEPT_SECONDS))


@lru_cache(maxsize=1)
def _kept(turn: int) -> linkage.Weights:
    row = _used()
    return read_weights(row.version.numbers, row.version.label) if row and row.version else linkage.HAND_SET


def _used() -> Adoption | None:
    """What is in force, whatever this is asked for: only a search, or the bank itself, may read it."""
    actor = current_actor()
    if actor is None:
        return None
    with acting(actor.with_purpose("search")):
        return in_force()


def forget_weights() -> None:
    """Let this process read them again."""
    _kept.cache_clear()


def numbers_of(weights: linkage.Weights) -> dict[str, Any]:
    """Every number by its name, ready for JSON."""
    return {name: value for name, value in dataclasses.asdict(weights).items() if name != "version"}


def read_weights(numbers: Mapping[str, Any], label: str) -> linkage.Weights:
    """What `numbers_of` wrote. A number that did not exist then is the one that came with the product."""
    known = {
        name: type(getattr(linkage.HAND_SET, name))(**value) if isinstance(value, dict) else value
        for name, value in numbers.items()
        if hasattr(linkage.HAND_SET, name)
    }
    return dataclasses.replace(linkage.HAND_SET, **known, version=label)
