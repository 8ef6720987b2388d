"""One style sheet for every page of the bank, so that a first visit asks for few files on a slow line.

`collectstatic` finds here `css/look.css`: the tokens and components that the public site has too, then what is ours.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage

NAME = "css/look.css"
PARTS = ("css/tokens.css", "css/components.css", "bank/bank.css")


def look() -> bytes:
    """The text of the sheet."""
    return b"\n".join(Path(str(finders.find(part))).read_bytes() for part in PARTS)


class LookFinder(finders.BaseFinder):
    """Offers the sheet to `collectstatic`. It lies nowhere before: there is no path to find."""

    def find(self, path: str, find_all: bool = False, **_: Any) -> Any:
        return []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, InMemoryStorage]]:
        """The one file, from memory."""
        storage = InMemoryStorage()
        storage.save(NAME, ContentFile(look()))
        yield NAME, storage
