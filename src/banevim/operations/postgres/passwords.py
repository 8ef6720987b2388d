"""Passwords of the database roles: made here, kept in one 0600 file, never typed by anybody."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Passwords:
    superuser: str
    owner: str
    app: str
    stats: str

    def of(self, role: str) -> str:
        return str(getattr(self, role))


def fresh() -> Passwords:
    return Passwords(*(secrets.token_urlsafe(24) for _ in range(4)))


def kept_in(path: Path) -> Passwords:
    """Reads the file; makes it the first time."""
    if path.exists():
        return Passwords(**json.loads(path.read_text()))
    made = fresh()
    scratch = path.with_suffix(".new")
    scratch.unlink(missing_ok=True)
    with os.fdopen(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(asdict(made), file)
        file.flush()
        os.fsync(file.fileno())
    scratch.rename(path)
    return made
