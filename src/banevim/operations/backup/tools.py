"""pg_dump and pg_restore against the bank's database: the password travels in the environment, never in argv."""

import contextlib
import os
import subprocess
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any
from urllib.parse import parse_qs, unquote, urlsplit

from ..database import Database
from ..postgres.binaries import programs
from ..postgres.server import Server
from ..processes import clean_environment


def door(database: Database) -> str:
    """Our own server: its superuser, who sees every row. Somebody else's: the owner role, who may too."""
    return "superuser" if isinstance(database, Server) else "owner"


def dump(database: Database, snapshot: str, errors: IO[bytes]) -> subprocess.Popen[bytes]:
    """Custom format on its standard output, as of that snapshot."""
    extra = [] if isinstance(database, Server) else ["--enable-row-security"]
    return subprocess.Popen(
        [programs() / "pg_dump", "--format=custom", f"--snapshot={snapshot}", *extra],
        env=_environment(database),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=errors,
    )


def restore(database: Database, pieces: Iterable[bytes], errors: IO[bytes]) -> bool:
    """The custom format into the database, all of it or nothing. Our pg_restore may be newer than somebody else's
    server and set a parameter that it lacks, so the SQL passes through here, and only a whole one is committed."""
    told = _environment(database)
    extra = [] if isinstance(database, Server) else ["--no-owner"]
    common: dict[str, Any] = {"env": told, "stdin": subprocess.PIPE, "stderr": errors}
    with (
        subprocess.Popen(
            [programs() / "pg_restore", "--file=-", *extra], stdout=subprocess.PIPE, **common
        ) as script,
        subprocess.Popen(
            [programs() / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1"], stdout=subprocess.DEVNULL, **common
        ) as target,
        ThreadPoolExecutor(1) as feeder,
    ):
        assert script.stdin
        assert script.stdout
        assert target.stdin
        fed = feeder.submit(_feed, script.stdin, pieces)
        try:
            with contextlib.suppress(BrokenPipeError):
                target.stdin.write(b"BEGIN;\n")
                target.stdin.writelines(_known_everywhere(script.stdout))
                fed.result()
                if script.wait() == 0:
                    target.stdin.write(b"COMMIT;\n")
        finally:
            script.kill()
            with contextlib.suppress(BrokenPipeError):
                target.stdin.close()
        return target.wait() == 0 and script.returncode == 0


def _feed(target: IO[bytes], pieces: Iterable[bytes]) -> None:
    with contextlib.suppress(BrokenPipeError), target:
        for piece in pieces:
            target.write(piece)


def _known_everywhere(script: Iterable[bytes]) -> Iterator[bytes]:
    """Without the one setting that servers before 17 do not know; only above the data, never in a row."""
    above = True
    for line in script:
        above = above and not line.startswith(b"COPY ")
        if not (above and line == b"SET transaction_timeout = 0;\n"):
            yield line


def _environment(database: Database) -> dict[str, str]:
    parts = urlsplit(database.url(door(database)))
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    told = {
        "PGHOST": query.get("host") or parts.hostname or "",
        "PGPORT": query.get("port") or str(parts.port or 5432),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": unquote(parts.path.lstrip("/")),
    }
    if "sslmode" in query:
        told["PGSSLMODE"] = query["sslmode"]
    return clean_environment(told) | {"PATH": os.environ.get("PATH", os.defpath)}
