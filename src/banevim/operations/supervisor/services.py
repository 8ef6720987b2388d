"""How each process of the bank is started. Each one dies with the supervisor."""

import os
import resource
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..bank.home import Home
from ..database import Database
from ..environment import environment, ports
from ..postgres.leftovers import forget_the_dead
from ..postgres.server import Server, spawn
from ..processes import dies_with_parent
from ..site import bare_environment, help_file
from .child import Service

PYTHON = sys.executable
WEB = "banevim.operations.web"


@dataclass
class Bank:
    """What the services need to know; `key_fd` appears when a sealed bank is opened."""

    home: Home
    database: Database
    web_socket: socket.socket
    key_fd: int | None = None
    logs: dict[str, int] = field(default_factory=dict)

    def log(self, name: str) -> int:
        if name not in self.logs:
            self.logs[name] = self.home.log(name)
        return self.logs[name]


def postgres(bank: Bank, server: Server) -> Service:
    def begin() -> subprocess.Popen[bytes]:
        forget_the_dead(server.data)
        return spawn(server, bank.log("postgres"))

    return Service("postgres", begin, stop_signal=2, patience=60)


def web(bank: Bank) -> Service:
    def begin() -> subprocess.Popen[bytes]:
        number = bank.web_socket.fileno()
        shared = Path("/dev/shm")  # noqa: S108 - gunicorn's heartbeat; on disk a slow sync looks like a death
        return _python(
            bank,
            "web",
            *("-m", "gunicorn", "banevim.wsgi:application", "--bind", f"fd://{number}"),
            # Threads of one process take turns: one who asks for a heavy page would make the others wait.
            *("--workers", "4", "--threads", "2", "--preload"),
            *("--worker-class", f"{WEB}.QuietWorker", "--logger-class", f"{WEB}.QuietLogger"),
            *("--timeout", "120", "--graceful-timeout", "10", "--no-control-socket"),
            *("--log-level", "warning"),
            *(("--worker-tmp-dir", str(shared)) if os.access(shared, os.W_OK) else ()),
            extra={"BANEVIM_POOL": "1"},
            pass_fds=(number,),
        )

    return Service("web", begin)


def worker(bank: Bank) -> Service:
    def begin() -> subprocess.Popen[bytes]:
        name = f"banevim-{os.getpid()}-{os.urandom(3).hex()}"  # never reused: stale jobs stay visible
        return _python(
            bank,
            "worker",
            "-m",
            "banevim.manage",
            "procrastinate",
            "worker",
            "--name",
            name,
            "--concurrency",
            "2",
        )

    return Service("worker", begin)


def public(bank: Bank) -> Service:
    def begin() -> subprocess.Popen[bytes]:
        chosen = ports(bank.home)
        where = ("--host", str(chosen["host"]), "--port", str(chosen["public_port"]))
        lines = ("--help-file", str(help_file(bank.home)))
        return subprocess.Popen(
            [PYTHON, "-m", "datavim", "serve", str(bank.home.site), *where, *lines],
            **_common(bank, "public"),
            env=bare_environment(),
        )

    return Service("public", begin)


def site(bank: Bank) -> Service:
    """Builds the public site from what was published: a recovered bank brings the bundles, not the pages."""

    def begin() -> subprocess.Popen[bytes]:
        return _python(bank, "site", "-m", "banevim.manage", "site_build")

    return Service("site", begin, once=True)


def practice(bank: Bank) -> Service:
    def begin() -> subprocess.Popen[bytes]:
        return _python(bank, "practice", "-m", "banevim.manage", "practice_load")

    return Service("practice", begin, once=True)


def _python(
    bank: Bank,
    name: str,
    *arguments: str,
    extra: Mapping[str, str] | None = None,
    pass_fds: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    keys = () if bank.key_fd is None else (bank.key_fd,)
    return subprocess.Popen(
        [PYTHON, *arguments],
        env=environment(bank.home, bank.database, key_fd=bank.key_fd) | dict(extra or {}),
        pass_fds=(*pass_fds, *keys),
        **_common(bank, name),
    )


def _common(bank: Bank, name: str) -> dict[str, Any]:
    log = bank.log(name)
    return {
        "stdin": subprocess.DEVNULL,
        "stdout": log,
        "stderr": log,
        "start_new_session": True,
        "cwd": bank.home.root,
        "preexec_fn": _before(dies_with_parent()),
    }


def _before(then: Callable[[], None]) -> Callable[[], None]:
    """No core files: they would hold opened keys and names."""

    def prepare() -> None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.umask(0o077)
        then()

    return prepare
