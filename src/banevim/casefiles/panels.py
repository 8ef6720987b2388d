"""What rooms above add to the pages of a file. Settings name them (FILE_PANELS), as they name the middleware, so that
this room imports nobody above it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from banevim.casefiles.models import Case
from banevim.common.forms import PlainForm
from banevim.vault.context import Actor


@dataclass(frozen=True)
class Event:
    """One entry of the timeline of a file. Without a day it goes last."""

    on: dt.date | None
    when: str
    what: str
    where: str = ""
    note: str = ""
    is_case: bool = False
    address: str = ""
    link: str = ""


class Panel(Protocol):
    """A part of the capture page and of the file page."""

    title: str
    capture_template: str
    file_template: str

    def capture_form(self, data: Mapping[str, Any] | None) -> PlainForm:
        """The fields of this part in the capture page."""

    def register(self, *, by: Actor, case: Case, form: PlainForm, key: UUID) -> None:
        """Keep what the valid form holds, in the transaction of the case."""

    def of_file(self, file_id: UUID) -> tuple[Sequence[Event], dict[str, Any]]:
        """What this part adds to the timeline, and what `file_template` shows."""

    def link(self, file_id: UUID) -> tuple[str, str]:
        """Address and words of what can be added from the file page."""


@cache
def panels() -> tuple[Panel, ...]:
    """The parts that settings name, in order."""
    return tuple(import_string(name)() for name in settings.FILE_PANELS)
