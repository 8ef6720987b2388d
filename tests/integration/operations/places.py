"""Every place of a running bank where something typed could lie in clear, as bytes to be searched."""

import base64
import gzip
import hashlib
import json
import re
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from tests.harness.planted import Planted
from tests.harness.visitor import Answer

from banevim.operations.postgres.binaries import programs
from banevim.operations.processes import clean_environment

EMPTY = re.compile(rb"\x00{64,}")
Place = tuple[str, str, bytes]
"""Kind of place, its name, what is in it."""
KINDS = {
    *("database dump", "sessions", "job table", "statements at work", "data files", "write-ahead log"),
    *(
        "server log",
        "application logs",
        "files of the home",
        "backup",
        "processes",
        "error pages",
        "addresses",
    ),
}


class Processes:
    """The arguments of every process that lived while the bank was used."""

    def __init__(self) -> None:
        self.seen: set[bytes] = set()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def look(self) -> None:
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                self.seen.add(path.read_bytes())
            except OSError:
                continue

    def _watch(self) -> None:
        while not self._over.wait(0.2):
            self.look()

    def __enter__(self) -> "Processes":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.look()
        self._over.set()
        self._thread.join()


class Places:
    """All of them, of one bank."""

    def __init__(self, bank: Any, backup: Path, answers: list[Answer], processes: Processes) -> None:
        self.bank, self.backup, self.answers, self.processes = bank, backup, answers, processes
        password = json.loads((bank.home / "keys" / "db.json").read_text())["superuser"]
        data = (bank.home / "data").resolve()
        socket = bank.home / "run" / "pg" if data == bank.home / "data" else data.with_name("socket")
        self.data = data
        self.door = {"host": str(socket), "user": "postgres", "password": password, "dbname": "banevim"}

    def connect(self) -> psycopg.Connection[Any]:
        """As the superuser, who sees everything."""
        return psycopg.connect(**self.door, autocommit=True)

    def all(self) -> Iterator[Place]:
        """Kind, name and bytes."""
        with self.connect() as connection:
            connection.execute("CHECKPOINT")
            yield from self._database(connection)
        yield from self._files()
        for number, words in enumerate(self.processes.seen):
            yield "processes", str(number), words
        for answer in self.answers:
            yield "addresses", answer.asked, str(answer.headers).encode()
            if answer.status >= 400 and not self._echoes(answer):
                yield "error pages", f"{answer.status} {answer.asked}", answer.body

    @staticmethod
    def _echoes(answer: Answer) -> bool:
        """A form given back, to be mended or sent again, holds what its own writer typed."""
        return answer.status in (403, 422) and any(len(form.values) > 1 for form in answer.forms)

    def _database(self, connection: psycopg.Connection[Any]) -> Iterator[Place]:
        told = {"PGHOST": self.door["host"], "PGUSER": "postgres", "PGPASSWORD": self.door["password"]}
        dump = subprocess.run(
            [programs() / "pg_dump", "--inserts", "banevim"],
            env=clean_environment(told), capture_output=True, check=True,
        )  # fmt: skip
        yield "database dump", "", dump.stdout
        for name, kind in (("procrastinate_jobs", "job table"), ("pg_stat_activity", "statements at work")):
            rows = connection.execute(f"SELECT to_jsonb(t)::text FROM {name} t".encode()).fetchall()
            yield kind, name, "\n".join(row[0] for row in rows).encode()
        for (text,) in connection.execute("SELECT session_data FROM django_session").fetchall():
            yield "sessions", "", opened_session(text)

    def _files(self) -> Iterator[Place]:
        known: set[bytes] = set()
        for kind, top in (("", self.bank.home), ("data files", self.data), ("backup", self.backup)):
            for path in sorted(p for p in top.rglob("*") if p.is_file() and not p.is_symlink()):
                raw = self._read(path)
                digest = hashlib.sha256(raw).digest()
                if digest not in known:
                    known.add(digest)
                    yield kind_of(kind, path), str(path.relative_to(top)), raw

    def _read(self, path: Path) -> bytes:
        try:
            raw = EMPTY.sub(bytes(8), path.read_bytes())
        except FileNotFoundError:
            return b""
        return raw + gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw


def kind_of(kind: str, path: Path) -> str:
    """Which kind of place a file is."""
    if "pg_wal" in path.parts:
        return "write-ahead log"
    if path.name == "postgres.log":
        return "server log"
    if path.parent.name == "logs":
        return "application logs"
    return kind or ("data files" if "data" in path.parts else "files of the home")


def opened_session(text: str) -> bytes:
    """A signed session as it is inside: base64, squeezed or not."""
    packed = text.lstrip(".").split(":")[0]
    raw = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
    return zlib.decompress(raw) if text.startswith(".") else raw


def plant_canary(
    places: Places, canary: Planted
) -> tuple[psycopg.Connection[Any], "subprocess.Popen[bytes]"]:
    """Leave the canary in clear in every kind of place. What is returned must be closed afterwards."""
    connection = places.connect()
    name, packed = canary.given, zlib.compress(json.dumps({"n": canary.given}).encode())
    session = "." + base64.urlsafe_b64encode(packed).decode().rstrip("=") + ":x:y"
    for statement in (
        f"CREATE TABLE public.canary AS SELECT '{name}' AS words",
        f"INSERT INTO django_session VALUES ('canary', '{session}', now())",
        "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status)"
        f" VALUES ('canary', 'canary', '{json.dumps({'n': name})}', 'succeeded')",
        f"DO $$ BEGIN RAISE WARNING '%', '{name}'; END $$",
        f"SELECT '{name}'",
    ):
        connection.execute(statement.encode())
    for path in (
        places.bank.home / "logs" / "web.log",
        places.bank.home / "canary",
        places.backup / "canary",
    ):
        with path.open("a") as file:
            file.write(f"{path} {name}\n")
    places.answers.append(Answer("", 500, (("Location", f"/{name}/"),), name.encode()))
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)", name])
    while name.encode() not in Path(f"/proc/{process.pid}/cmdline").read_bytes():
        time.sleep(0.01)  # not itself yet
    return connection, process
