"""Whole banks, started as a person does: by the launcher, in processes of their own."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.harness.home import throw_away

from banevim.operations.bank import CHECKOUT


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@dataclass
class LaunchedBank:
    """The launcher at work on one home."""

    home: Path
    port: int
    public_port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def verb(self, name: str, *words: str, **more: Any) -> subprocess.CompletedProcess[str]:
        """`./banevim NAME WORDS --home HOME`; nothing of the tests' own bank reaches it."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("BANEVIM_", "DJANGO_"))}
        settings = {"capture_output": True, "text": True, "timeout": 180, "check": False} | more
        command = [sys.executable, "-m", "banevim.cli", name, *words, "--home", str(self.home)]
        return subprocess.run(command, env=kept | {"PYTHONPATH": str(CHECKOUT / "src")}, cwd="/", **settings)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        ports = ("--port", str(self.port), "--public-port", str(self.public_port))
        return self.verb("run", "--detach", "--no-data", *ports, *words)

    def status(self) -> dict[str, Any]:
        return dict(json.loads(self.verb("status", "--json").stdout))

    def pid(self, service: str) -> int:
        return next(int(s["pid"]) for s in self.status()["services"] if s["name"] == service)

    def kill(self, service: str) -> None:
        os.kill(self.status()["pid"] if service == "supervisor" else self.pid(service), signal.SIGKILL)


@pytest.fixture(scope="module")
def new_bank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """`new_bank()`: a home where nothing is yet; closed at the end."""
    made: list[LaunchedBank] = []

    def make() -> LaunchedBank:
        root = tmp_path_factory.mktemp("banco con espacios")
        bank = LaunchedBank(root / "casa", _free_port(), _free_port())
        made.append(bank)
        return bank

    yield make
    for bank in made:
        if bank.home.exists():
            bank.verb("stop")
            throw_away(bank.home)
