"""How much memory the bench and its server hold: the most that all their processes had at once (Linux)."""

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.capture import tree

EVERY = 2.0


@dataclass
class Most:
    """The largest sum seen, in MiB; `parts` are the three largest processes of that moment."""

    mib: float = 0.0
    parts: list[tuple[str, float]] = field(default_factory=list)


@contextlib.contextmanager
def watched(root: int) -> Iterator[Most]:
    """Look now and then at a process and all that it started."""
    most, done = Most(), threading.Event()

    def look() -> None:
        while not done.wait(EVERY):
            _look(root, most)

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield most
    finally:
        done.set()
        thread.join()
        _look(root, most)


def _look(root: int, most: Most) -> None:
    """Proportional size: what several processes share (the server's buffers) counts once."""
    found = sorted(((_name(pid), _pss(pid)) for pid in tree([root])), key=lambda each: -each[1])
    total = sum(size for _, size in found)
    if total > most.mib:
        most.mib, most.parts = total, found[:3]


def _pss(pid: int) -> float:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


def _name(pid: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/comm").read_text().strip()
    return "?"
