"""Whether the database and the static files already match this code: what makes a second start quick."""

import hashlib
from dataclasses import dataclass
from typing import Any

import psycopg

from ..bank.home import CHECKOUT, Home, read_json, write_json
from ..database import Database


def of_code() -> str:
    """Of everything under src: migrations, rules of rows, catalogues, assets."""
    digest = hashlib.sha256()
    source = CHECKOUT / "src"
    for path in sorted(source.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(str(path.relative_to(source)).encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


@dataclass(frozen=True)
class Notes:
    """What the launcher remembers between starts. Losing it only makes the next start slower."""

    home: Home

    def read(self, name: str) -> Any:
        return read_json(self.home.root / "state.json", {}).get(name)

    def write(self, **facts: Any) -> None:
        path = self.home.root / "state.json"
        write_json(path, read_json(path, {}) | facts)


def of_database(database: Database) -> int:
    """How many migrations the database says it has: 0 for one just made or swapped for another."""
    with psycopg.connect(database.url("owner"), connect_timeout=10) as connection:
        here = connection.execute("SELECT to_regclass('public.django_migrations')").fetchone()
        if not here or here[0] is None:
            return 0
        row = connection.execute("SELECT count(*) FROM django_migrations").fetchone()
        return int(row[0]) if row else 0
