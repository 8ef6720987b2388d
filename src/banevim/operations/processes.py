"""Processes known by pid *and* start time, and children that never outlive their parent."""

import contextlib
import ctypes
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


@dataclass(frozen=True)
class Known:
    """A process that cannot be mistaken for another one that later received its number."""

    pid: int
    started: str

    def alive(self) -> bool:
        return start_of(self.pid) == self.started

    def signal(self, number: int) -> bool:
        if not self.alive():
            return False
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)
        return True


def known(pid: int) -> Known | None:
    started = start_of(pid)
    return Known(pid, started) if started else None


def start_of(pid: int) -> str:
    """When the process started; empty when there is none or it is a zombie."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except FileNotFoundError:
        return "" if Path("/proc/self/stat").exists() else _start_by_ps(pid)
    except (OSError, IndexError):
        return ""
    return "" if fields[0] in "ZX" else fields[19]


def _start_by_ps(pid: int) -> str:
    answer = subprocess.run(
        ["ps", "-o", "lstart=,stat=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    words = answer.stdout.split()
    return "" if not words or words[-1].startswith("Z") else "-".join(words[:-1])


def end(process: Known, *, patience: float = 10.0, first: int = signal.SIGTERM) -> None:
    """Asks, waits, then insists."""
    if not process.signal(first):
        return
    limit = time.monotonic() + patience
    while time.monotonic() < limit:
        if not process.alive():
            return
        time.sleep(0.05)
    process.signal(signal.SIGKILL)


def dies_with_parent(number: int = signal.SIGTERM) -> Callable[[], None]:
    """For `preexec_fn`: the kernel sends the signal to the child when this process dies, even by kill -9."""
    parent = os.getpid()

    def before_exec() -> None:
        if _LIBC is None:
            return
        _LIBC.prctl(_PR_SET_PDEATHSIG, number)
        if os.getppid() != parent:
            os._exit(1)

    return before_exec


def unprivileged() -> pwd.struct_passwd | None:
    """The account PostgreSQL runs under when we are root (it refuses to be root); else None."""
    if os.geteuid():
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    return None


def as_user(user: pwd.struct_passwd | None) -> dict[str, Any]:
    """Arguments of `subprocess` that drop to the account."""
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}


def reaches(path: Path, user: pwd.struct_passwd | None) -> bool:
    """Whether the account may enter (or execute) the path."""
    if user is None:
        return os.access(path, os.X_OK)
    test = ["test", "-x", str(path)]
    return subprocess.run(test, cwd="/", check=False, **as_user(user)).returncode == 0


def clean_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Ours without the libpq variables of the person's shell, which would point elsewhere."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PG") or k == "PG_BIN"}
    return kept | dict(extra or {})
