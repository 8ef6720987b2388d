"""A throw-away server for tests and drills: no fsync, its own folder, gone at the end."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from ..processes import Known, known, reaches, unprivileged
from . import roles
from .binaries import reachable_programs
from .passwords import fresh, kept_in
from .server import ACCOUNTS, DATABASE, Server, make, own, start, stop

_PREFIX = "banevim-tmp-"
_FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_wal_size": "2GB",
    "max_connections": "60",
}


@dataclass(frozen=True)
class TemporaryCluster:
    server: Server
    process: subprocess.Popen[bytes]
    log: Path

    def url(self, role: str, database: str = DATABASE) -> str:
        """Address for `owner`, `app`, `stats` or `superuser`."""
        return self.server.url(role, database)

    def create_database(self, name: str, *, template: str = "template0") -> None:
        """Another database, owned by the owner role, closed to everyone else but app and stats."""
        names = {key: sql.Identifier(value) for key, value in ACCOUNTS.items()}
        with psycopg.connect(self.url("superuser", "postgres"), autocommit=True) as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {} ENCODING 'UTF8' STRATEGY FILE_COPY").format(
                    sql.Identifier(name), names["owner"], sql.Identifier(template)
                )
            )
            connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)))
            connection.execute(
                sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(name), names["app"])
            )
            connection.execute(
                sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(
                    sql.Identifier(name), names["stats"]
                )
            )

    def drop_database(self, name: str) -> None:
        with psycopg.connect(self.url("superuser", "postgres"), autocommit=True) as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )

    def leave(self, pattern: Path) -> None:
        """Close it cleanly and leave its data there, for others to begin with. It must have begun with that folder."""
        stop(self.process)
        _copy(self.server.data, pattern / "data")


def _copy(data: Path, into: Path) -> None:
    """With owners and permissions."""
    subprocess.run(["cp", "-a", data, into], check=True)


@contextlib.contextmanager
def temporary_cluster(
    settings: dict[str, str] | None = None, *, pattern: Path | None = None
) -> Iterator[TemporaryCluster]:
    """A running server with the three roles and the database `banevim`; removed afterwards.

    `pattern` is a private folder with the passwords and what another one left there, if one did.
    """
    user = unprivileged()
    _sweep()
    base = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=_scratch_root(user)))
    try:
        base.chmod(0o711)
        me = known(os.getpid())
        (base / "maker").write_text(f"{me.pid} {me.started}" if me else "0 -")
        socket = base / "s"
        socket.mkdir()
        own(socket, user)
        secrets = kept_in(pattern / "passwords.json") if pattern else fresh()
        server = Server(
            reachable_programs(user), base / "data", socket, user, secrets, _FAST | (settings or {})
        )
        left = bool(pattern and (pattern / "data").exists())
        if pattern and left:
            _copy(pattern / "data", server.data)
        else:
            make(server)
        log = base / "server.log"
        with log.open("ab") as file:
            process = start(server, file.fileno(), on_orphan=signal.SIGQUIT)
        try:
            if not left:
                roles.create(server.url("superuser", "postgres"), server.passwords)
            yield TemporaryCluster(server, process, log)
        finally:
            stop(process, number=signal.SIGQUIT)
    finally:
        shutil.rmtree(base, ignore_errors=True)


def _scratch_root(user: object) -> Path:
    """The usual temporary folder, unless the server's account cannot enter it or its path is too long."""
    usual = Path(tempfile.gettempdir())
    short = len(str(usual)) < 50
    return usual if short and reaches(usual, user) else Path("/tmp")  # type: ignore[arg-type]  # noqa: S108


def _sweep() -> None:
    """Folders whose maker was killed before it could clean up."""
    for root in {Path(tempfile.gettempdir()), Path("/tmp")}:  # noqa: S108
        for base in root.glob(f"{_PREFIX}*"):
            with contextlib.suppress(OSError, ValueError):
                pid, started = (base / "maker").read_text().split(" ", 1)
                if not Known(int(pid), started).alive() and base.stat().st_uid == os.geteuid():
                    shutil.rmtree(base, ignore_errors=True)
