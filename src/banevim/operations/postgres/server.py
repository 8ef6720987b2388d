"""One PostgreSQL server of ours: made by initdb, reached only by a Unix socket in a private folder."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from ..errors import Stop
from ..processes import as_user, clean_environment, dies_with_parent
from .binaries import version
from .leftovers import wait_for_the_former_server
from .passwords import Passwords

ACCOUNTS = {
    "superuser": "postgres",
    "owner": "banevim_owner",
    "app": "banevim_app",
    "stats": "banevim_stats",
}
DATABASE = "banevim"
PORT = 5432  # only part of the socket's name: nothing listens on the network
# A failed statement must never leave a person's data in the log: no text, no detail, no parameters.
QUIET = {
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length_on_error": "0",
    "log_min_duration_statement": "-1",
}


@dataclass(frozen=True)
class Server:
    programs: Path
    data: Path
    socket: Path
    user: pwd.struct_passwd | None
    passwords: Passwords
    settings: dict[str, str] = field(default_factory=dict)

    def url(self, role: str, database: str = DATABASE) -> str:
        secret = quote(self.passwords.of(role), safe="")
        folder = quote(str(self.socket), safe="")
        return f"postgresql://{ACCOUNTS[role]}:{secret}@/{database}?host={folder}&port={PORT}"

    def run(self, program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.programs / program, *arguments],
            env=clean_environment({"LC_ALL": "C.UTF-8"}),
            cwd="/",
            check=True,
            capture_output=True,
            text=True,
            **as_user(self.user),
        )

    def ready(self) -> bool:
        try:
            self.run("pg_isready", "-q", "-h", self.socket, "-p", str(PORT))
        except subprocess.CalledProcessError:
            return False
        return True

    def made(self) -> bool:
        return (self.data / "PG_VERSION").exists()


def make(server: Server) -> None:
    """initdb: checksums, passwords (SCRAM) for everyone, order of bytes as collation."""
    server.data.mkdir(parents=True, exist_ok=True)
    own(server.data, server.user)
    with _password_file(server) as secret:
        locale = "C.UTF-8" if sys.platform == "linux" else "C"
        provider = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        try:
            server.run(
                "initdb",
                *("-D", server.data, "-U", ACCOUNTS["superuser"], "-E", "UTF8", "-k", "-A", "scram-sha-256"),
                *(provider if version(server.programs) >= 17 else []),
                *(f"--locale={locale}", f"--pwfile={secret}"),
                *(["--no-sync"] if server.settings.get("fsync") == "off" else []),
            )
        except subprocess.CalledProcessError as error:
            shutil.rmtree(server.data, ignore_errors=True)
            raise Stop(f"No se pudo crear la base de datos: {error.stderr.strip()[-400:]}") from error


@contextlib.contextmanager
def _password_file(server: Server):  # type: ignore[no-untyped-def]
    handle, name = tempfile.mkstemp(prefix="banevim-")
    path = Path(name)
    try:
        with os.fdopen(handle, "w") as file:
            file.write(server.passwords.superuser)
        own(path, server.user, mode=0o600)
        yield path
    finally:
        path.unlink(missing_ok=True)


def own(path: Path, user: pwd.struct_passwd | None, *, mode: int = 0o700) -> None:
    """Private, and of the account that runs the server."""
    path.chmod(mode)
    if user:
        os.chown(path, user.pw_uid, user.pw_gid)


def spawn(server: Server, log: int, *, on_orphan: int = signal.SIGINT) -> subprocess.Popen[bytes]:
    """The server as our child; it closes by itself (fast, cleanly) if we die."""
    settings = QUIET | server.settings
    options: Sequence[str] = [f"{name}={value}" for name, value in settings.items()]
    return subprocess.Popen(
        [
            *(server.programs / "postgres", "-D", server.data, "-k", server.socket, "-p", str(PORT)),
            *("-c", "listen_addresses=", "-c", "unix_socket_permissions=0700"),
            *(word for option in options for word in ("-c", option)),
        ],
        env=clean_environment({"LC_ALL": "C.UTF-8"}),
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,
        preexec_fn=dies_with_parent(on_orphan),
        **as_user(server.user),
    )


def start(server: Server, log: int, *, on_orphan: int = signal.SIGINT) -> subprocess.Popen[bytes]:
    """Spawns until it answers: after a kill -9 the old backends hold the memory for some seconds."""
    wait_for_the_former_server(server.data)
    limit = time.monotonic() + 60
    while True:
        process = spawn(server, log, on_orphan=on_orphan)
        while process.poll() is None and time.monotonic() < limit:
            if server.ready():
                return process
            time.sleep(0.05)
        if process.poll() is None:
            process.kill()
            process.wait()
        if time.monotonic() >= limit:
            raise Stop("La base de datos no arrancó en 60 segundos; mira logs/postgres.log.")
        time.sleep(0.5)


def stop(process: subprocess.Popen[bytes], *, number: int = signal.SIGINT, patience: float = 30) -> None:
    """SIGINT is PostgreSQL's fast and clean close."""
    if process.poll() is not None:
        return
    process.send_signal(number)
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGQUIT)
        process.wait(patience)
