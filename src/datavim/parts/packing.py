"""The compressed twin of each text, for servers and browsers that take it."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator

TWIN = ".gz"
_TEXT = ("html", "css", "js", "svg", "csv", "json", "txt")
_WORTH_PACKING = 600


def with_twins(files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """Every file and, after a text, the same compressed; the same bytes on every build."""
    for path, raw in files:
        yield path, raw
        if path.rpartition(".")[2] in _TEXT and len(raw) > _WORTH_PACKING:
            yield path + TWIN, gzip.compress(raw, 9, mtime=0)
