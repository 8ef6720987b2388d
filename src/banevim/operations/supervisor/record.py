"""What a supervisor writes down so that whoever comes after can find it, or what it left behind."""

import contextlib
import fcntl
import os
from collections.abc import Iterable, Iterator

from ..bank.home import Home, read_json, write_json
from ..processes import Known, end, known


@contextlib.contextmanager
def sole(home: Home) -> Iterator[bool]:
    """True for the one supervisor of this home; the kernel frees the place if it is killed."""
    with (home.run / "supervisor.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        me = known(os.getpid())
        write_json(home.run / "supervisor.pid", vars(me) if me else {})
        try:
            yield True
        finally:
            (home.run / "supervisor.pid").unlink(missing_ok=True)


def supervisor_of(home: Home) -> Known | None:
    noted = read_json(home.run / "supervisor.pid", {})
    found = Known(noted["pid"], noted["started"]) if noted else None
    return found if found and found.alive() else None


def note_children(home: Home, facts: Iterable[dict[str, object]]) -> None:
    alive = [{"pid": f["pid"], "started": f["started"]} for f in facts if f["pid"]]
    write_json(home.run / "children.json", alive)


def end_leftovers(home: Home) -> bool:
    """Children of a supervisor that was killed, known by number and start time. True if there were any noted."""
    noted = read_json(home.run / "children.json", [])
    for item in noted:
        end(Known(item["pid"], item["started"]))
    (home.run / "children.json").unlink(missing_ok=True)
    return bool(noted)
