"""A throw-away bank without its pages: the database, the keys, and parts of the bench that work on it."""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from banevim.operations.bank import creation
from banevim.operations.bank.home import CHECKOUT, Home
from banevim.operations.console import keep_output_for_the_answer
from banevim.operations.session import Session, session
from banevim.operations.supervisor import prepare

LOADED = "bench-people.json"


@dataclass
class Bank:
    """An open bank of the bench."""

    at_work: Session

    @property
    def home(self) -> Path:
        return self.at_work.home.root

    def url(self, role: str) -> str:
        """Address of its database for `owner` or `app`."""
        return self.at_work.database.url(role)

    def start(self, module: str, *words: str, owner: bool = False, **told: str) -> "subprocess.Popen[str]":
        """A part of the bench as a process of the bank, `told` more; what goes wrong is left in its log."""
        told = self.at_work.environment(owner=owner) | told
        told["PYTHONPATH"] += os.pathsep + str(CHECKOUT)
        command = (sys.executable, "-m", f"tests.bench.identity.{module}", *words)
        with (self.home / "logs" / "bench.log").open("a") as log:
            return subprocess.Popen(command, env=told, stdout=subprocess.PIPE, stderr=log, text=True)

    def run(self, module: str, *words: str, owner: bool = False) -> Any:
        """The same, and the JSON that it answered."""
        return ended(self.start(module, *words, owner=owner))

    def crew(self, searches: int) -> str:
        """Who makes so many searches, by the start of their user names."""
        return str(self.run("crew", str(searches)))

    def loaded(self) -> dict[str, Any]:
        """What this bank was loaded with, or nothing."""
        with contextlib.suppress(OSError, ValueError):
            return dict(json.loads((self.home / LOADED).read_text()))
        return {}

    def note_loaded(self, facts: dict[str, Any]) -> None:
        """Only a whole load is noted: a kept bank without the note cannot be used again."""
        (self.home / LOADED).write_text(json.dumps(facts))


def ended(process: "subprocess.Popen[str]") -> Any:
    """The JSON that a part answered. Raises SystemExit when it failed."""
    output = process.communicate()[0]
    if process.returncode:
        part = str(process.args[2])  # type: ignore[index]
        raise SystemExit(f"La parte {part} del banco de pruebas falló; mira logs/bench.log en su carpeta.")
    return json.loads(output.splitlines()[-1])


@contextlib.contextmanager
def opened(kept: str | None) -> Iterator[Bank]:
    """The bank of the bench: that of `kept`, made if there is none, or one that is thrown away.

    Standard output is left to the figures.
    """
    keep_output_for_the_answer(True)
    with contextlib.ExitStack() as stack:
        folder = kept or stack.enter_context(tempfile.TemporaryDirectory(prefix="banevim-bench-"))
        Path(folder).mkdir(parents=True, exist_ok=True)
        if not kept:
            Path(folder).chmod(
                0o711
            )  # the server's account passes through, so that its data go with the folder
        home = Home.at(str(Path(folder) / "home"))
        fresh = not home.exists()
        bank = creation.create(home, mode="practice", state_code="03") if fresh else None
        at_work = stack.enter_context(session(home))
        if bank:
            prepare.prepare(at_work, bank, sealed=False)
        yield Bank(at_work)
