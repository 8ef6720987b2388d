"""pg_dump and pg_restore against the bank's database: the password travels in the environment, never in argv."""

import os
import subprocess
from typing import IO
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


def restore(database: Database, errors: IO[bytes]) -> subprocess.Popen[bytes]:
    """Reads the custom format from its standard input, all of it in one transaction."""
    extra = [] if isinstance(database, Server) else ["--no-owner"]
    told = _environment(database)
    return subprocess.Popen(
        [
            programs() / "pg_restore",
            "--exit-on-error",
            "--single-transaction",
            "-d",
            told["PGDATABASE"],
            *extra,
        ],
        env=told,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=errors,
    )


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
