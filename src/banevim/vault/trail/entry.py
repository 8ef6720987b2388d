"""One record of the audit trail and its canonical text, the same for who writes it and for who verifies it."""

import datetime as dt
import json
import re
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from banevim.common import clock
from banevim.common.ids import uuid7

CODE = re.compile(r"[A-Za-z0-9_.:+/\-]{0,120}")


class NotACode(ValueError):
    """Something other than codes, digests, identifiers or counts was handed to the trail. Never quotes it."""


@dataclass
class Entry:
    """One thing that happened. `details` holds no personal data: only codes, numbers, yes or no, and lists of them."""

    event: str
    person: str
    institution: str
    role: str
    purpose: str
    state_code: str
    subject_kind: str
    subject_id: str
    details: dict[str, Any] = field(default_factory=dict)
    at: str = field(default_factory=lambda: moment(clock.now()))
    id: str = field(default_factory=lambda: str(uuid7()))

    def __post_init__(self) -> None:
        check(self.event, {**self.details, "subject": f"{self.subject_kind}{self.subject_id}"})


def moment(at: dt.datetime) -> str:
    """The one way to write a moment: UTC, microseconds."""
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")


def check(event: str, details: dict[str, Any]) -> None:
    """Refuse free text, which could say a name, and values that the database would not give back the same."""
    for name, value in details.items():
        for each in value if isinstance(value, list) else [value]:
            plain = each is None or type(each) in (bool, int)
            if not plain and not (isinstance(each, str) and CODE.fullmatch(each)):
                raise NotACode(f"{event}: {name} ({type(each).__name__})")


_ENCODE = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


def body(facts: dict[str, Any]) -> str:
    """Canonical JSON of the fields of an entry."""
    return _ENCODE(facts)


def text(value: UUID | None) -> str:
    """An optional identifier as it stands in an entry."""
    return str(value) if value else ""
