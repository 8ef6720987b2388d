"""What a former server may have left behind: itself, dying helpers, or a lock file with a dead number."""

import contextlib
import os
import signal
import time
from pathlib import Path

from ..processes import Known, end, start_of

_PROC = Path("/proc")


def wait_for_the_former_server(data: Path, *, patience: float = 30.0) -> None:
    """Returns when no process of the former server is left; asks it to close if it still runs.

    A process belongs to this server only if it works inside this data folder: nothing is ever
    chosen by the text of its command line.
    """
    lock = data / "postmaster.pid"
    limit = time.monotonic() + patience
    asked = False
    while time.monotonic() < limit:
        living = _living(data)
        if not living:
            break
        if not asked and (leader := _leader(lock)) in living:
            end(Known(leader, start_of(leader)), first=signal.SIGINT, patience=patience)
            asked = True
        time.sleep(0.1)
    forget_the_dead(data)


def forget_the_dead(data: Path) -> None:
    """Removes the lock file if nobody works here: its number is dead, a zombie, or somebody else's by now."""
    if _PROC.exists() and not _living(data):
        (data / "postmaster.pid").unlink(missing_ok=True)


def _leader(lock: Path) -> int:
    try:
        return int(lock.read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return 0


def _living(data: Path) -> set[int]:
    """Processes whose working folder is this data folder (servers and their helpers chdir into it)."""
    if not _PROC.exists():
        return set()
    where = data.resolve()
    found = set()
    for entry in _PROC.iterdir():
        if not entry.name.isdigit():
            continue
        with contextlib.suppress(OSError):
            if Path(os.readlink(entry / "cwd")) == where and start_of(int(entry.name)):
                found.add(int(entry.name))
    return found
