"""What the office reads: the measured error of what is in force and of what is proposed. Purpose `linkage`."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from banevim.identity.models import Adoption, Trial, WeightsVersion
from banevim.identity.queries.matcher.weights import in_force
from banevim.methods import linkage
from banevim.methods.linkage.trial import rate

BANDS = tuple(str(band) for band in linkage.Band)
MOST_LISTED = 20


@dataclass(frozen=True)
class Part:
    """How many of how many, with the 95 % interval of the share."""

    many: int
    of: int

    @property
    def share(self) -> float:
        return self.many / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        return rate(self.many, self.of)


@dataclass(frozen=True)
class Line:
    """One band: she herself on top, another woman on top, somebody shown for a woman who is not in the bank; and pairs
    that people found to be of one woman, or of two."""

    band: str
    right: Part
    wrong: Part
    flagged: Part
    same: Part
    different: Part


@dataclass(frozen=True)
class Measured:
    """One measurement of one version."""

    label: str
    at: dt.datetime
    people: int
    searches: int
    decided: int
    first: Part
    five: Part
    lines: tuple[Line, ...]

    @property
    def strong(self) -> Line:
        """The band that people trust most."""
        return self.lines[0]


@dataclass(frozen=True)
class Report:
    """What is in force and its last measurement; a version that waits, measured with it on the same searches; and what
    was in force before. An empty label is what came with the product."""

    label: str
    since: Adoption | None
    current: Measured | None
    version: WeightsVersion | None
    proposed: Measured | None
    beside: Measured | None
    before: tuple[Adoption, ...]
    others: tuple[str, ...]


def report() -> Report:
    """Everything as it stands."""
    since = in_force()
    version = since.version if since else None
    label = version.label if version else linkage.HAND_SET.version
    waiting = _waiting(since)
    proposed = _last(waiting.label) if waiting else None
    beside = Trial.objects.filter(round=proposed.round, weights=label).first() if proposed else None
    before = tuple(
        Adoption.objects.select_related("version", "by").order_by("-created_at", "-id")[:MOST_LISTED]
    )
    known = dict.fromkeys([*(row.version.label if row.version else "" for row in before), ""])
    current = _last(label)
    return Report(
        label,
        since,
        _read(current),
        waiting,
        _read(proposed),
        _read(beside),
        before,
        tuple(each for each in known if each != (version.label if version else "")),
    )


def _waiting(since: Adoption | None) -> WeightsVersion | None:
    """The newest version, if nobody decided since it was learned."""
    newest = WeightsVersion.objects.order_by("-created_at", "-id").first()
    return newest if newest and (since is None or since.created_at < newest.created_at) else None


def _last(label: str) -> Trial | None:
    return Trial.objects.filter(weights=label).order_by("-created_at", "-id").first()


def _read(row: Trial | None) -> Measured | None:
    if row is None:
        return None
    told, n = row.figures["searches"], row.searches
    lines = tuple(_line(band, told, row.figures["pairs"], n) for band in BANDS)
    parts = Part(told["first"], n), Part(told["five"], n)
    return Measured(row.weights, row.created_at, row.people, n, row.decided, *parts, lines)


def _line(band: str, told: Mapping[str, Any], pairs: Mapping[str, Any], searches: int) -> Line:
    right, wrong, flagged = (
        Part(told[kind].get(band, 0), searches) for kind in ("right", "wrong", "flagged")
    )
    same, different = (
        Part(pairs[kind].get(band, 0), sum(pairs[kind].values())) for kind in ("same", "different")
    )
    return Line(band, right, wrong, flagged, same, different)
