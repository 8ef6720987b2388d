"""The embedded server of a home: where its data and its socket go, and who holds it."""

import contextlib
import fcntl
import hashlib
import os
import pwd
import secrets
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ..bank.home import Home
from ..errors import Stop
from ..processes import reaches, unprivileged
from . import roles
from .binaries import MACHINE, reachable_programs
from .passwords import kept_in
from .server import Server, make, own, start, stop

_LONGEST_SOCKET = 85  # sun_path holds 107 bytes, of which the server's own name takes some
_PATIENCE = 120.0
BUSY = "Otra orden está usando la base de datos de este banco; espera a que termine."
_SETTINGS = {"max_connections": "60", "password_encryption": "scram-sha-256"}
_LEAST_MIB, _MOST_MIB = 128, 1024


def server_of(home: Home, bank_id: str) -> Server:
    """Describes the server; makes its folders, starts nothing."""
    user = unprivileged()
    data = _data_folder(home, bank_id, user)
    socket = _socket_folder(home, data)
    if not socket.exists():
        socket.mkdir(mode=0o700)
        own(socket, user)
    _refuse_a_stranger(socket, user)
    return Server(reachable_programs(user), data, socket, user, kept_in(home.keys / "db.json"), _settings())


def _settings() -> dict[str, str]:
    """A quarter of the memory of the machine for the server's own pages, within limits.

    With a million files a search reads about a thousand pages here and there: those that are not in the server's memory
    cost it a third of its processor time, even when the system holds them.
    """
    mib = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") >> 20
    return {**_SETTINGS, "shared_buffers": f"{min(_MOST_MIB, max(_LEAST_MIB, mib // 4))}MB"}


def _data_folder(home: Home, bank_id: str, user: pwd.struct_passwd | None) -> Path:
    """HOME/data; or, when the server's account cannot enter HOME, a link there to the machine's folder.

    The link is what tells the next start where the data went: it is never looked for twice.
    """
    data = home.data
    if data.is_symlink():
        return data.resolve()
    if reaches(home.root, user):
        return data
    if data.exists():
        raise Stop(
            f"La base de datos está en {data}, pero la cuenta {user and user.pw_name} no llega hasta ahí."
        )
    base = MACHINE / f"{bank_id[:8]}-{secrets.token_hex(4)}"  # two homes may hold copies of the same bank
    base.mkdir(parents=True)
    for folder in (MACHINE, base):
        folder.chmod(0o711 if folder == base else 0o755)
    data.symlink_to(base / "data")
    return base / "data"


def _socket_folder(home: Home, data: Path) -> Path:
    beside = home.run / "pg" if data == home.data else data.with_name("socket")
    if len(str(beside)) <= _LONGEST_SOCKET:
        return beside
    mark = hashlib.sha256(str(home.root).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"banevim-{mark}"


def _refuse_a_stranger(socket: Path, user: pwd.struct_passwd | None) -> None:
    seen = socket.lstat()
    expected = user.pw_uid if user else os.geteuid()
    if not stat.S_ISDIR(seen.st_mode) or seen.st_uid != expected or seen.st_mode & 0o077:
        raise Stop(f"La carpeta {socket} no es de este banco o no es privada; bórrala y vuelve a empezar.")


@contextlib.contextmanager
def held(server: Server, *, patience: float = 0.0) -> Iterator[bool]:
    """The right to run this server: one process at a time, freed by the kernel if it dies.

    The lock lies beside the data, so that a copied home that still leads to them cannot run them twice.
    """
    limit = time.monotonic() + patience
    with server.data.with_name("server.lock").open("a") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= limit:
                    yield False
                    return
                time.sleep(0.1)
        yield True


def first_time(server: Server, log: int) -> None:
    """initdb, the three roles and the database, in a scratch folder that takes its name only when whole."""
    if server.made():
        return
    scratch = replace(server, data=server.data.with_name("data.new"))
    shutil.rmtree(scratch.data, ignore_errors=True)
    make(scratch)
    process = start(scratch, log)
    try:
        roles.create(server.url("superuser", "postgres"), server.passwords)
    finally:
        stop(process)
    scratch.data.rename(server.data)


@contextlib.contextmanager
def running(home: Home, server: Server) -> Iterator[None]:
    """For a verb that needs the database while no bank runs: starts it, and closes it at the end."""
    with held(server, patience=_PATIENCE) as mine:
        if not mine:
            raise Stop(BUSY)
        log = home.log("postgres")
        try:
            first_time(server, log)
            process = start(server, log)
            try:
                yield
            finally:
                stop(process)
        finally:
            os.close(log)


def wait_until_ready(server: Server, patience: float = 60.0) -> None:
    limit = time.monotonic() + patience
    while not server.ready():
        if time.monotonic() > limit:
            raise Stop("La base de datos no responde; mira logs/postgres.log.")
        time.sleep(0.1)
