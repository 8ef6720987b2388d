"""One practice bank and one Chromium for all the tests of a worker."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext
from tests.browser.bank.running import WATCH, Enter, Person, RunningBank, enter, free_port, verb


@pytest.fixture(scope="session")
def practice_home(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A closed bank with its practice data, made once by the first worker that asks; the others wait for it."""
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent
    home, ready = shared / "practice" / "home", shared / "practice.ready"
    with (shared / "practice.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            shutil.rmtree(home, ignore_errors=True)
            with opened(home) as bank:
                bank.wait_for_practice()
            ready.touch()
    return home


@pytest.fixture(scope="session")
def running_bank(practice_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBank]:
    """This worker's own bank: a copy of the one that was made for all."""
    home = tmp_path_factory.mktemp("bank") / "home"
    shutil.copytree(practice_home, home, symlinks=True)
    with opened(home) as bank:
        yield bank


@contextmanager
def opened(home: Path) -> Iterator[RunningBank]:
    port, public = free_port(), free_port()
    verb("run", "--detach", "--home", str(home), "--port", str(port), "--public-port", str(public))
    try:
        yield RunningBank(home, f"http://127.0.0.1:{port}", f"http://127.0.0.1:{public}")
    finally:
        verb("stop", "--home", str(home))


@pytest.fixture(scope="session")
def links(running_bank: RunningBank) -> list[dict[str, str]]:
    """One unused link for each practice role and institution."""
    return running_bank.links()


@pytest.fixture
def come_in(chromium: Browser, running_bank: RunningBank) -> Iterator[Enter]:
    """`come_in("capturer", script=True, width=1366)`: a person of that role, signed in; None is anonymous."""
    contexts: list[BrowserContext] = []

    def make(role: str | None, institution: str = "", *, script: bool = True, width: int = 1366) -> Person:
        size = {"width": width, "height": 800}
        context = chromium.new_context(viewport=size, java_script_enabled=script, locale="es-MX")
        contexts.append(context)
        if script:
            context.add_init_script(WATCH)
        link = pick(running_bank.links(), role, institution) if role else None
        person = enter(context, running_bank, link)
        person.script = script
        return person

    yield make
    for context in contexts:
        context.close()


def pick(links: list[dict[str, str]], role: str, institution: str) -> dict[str, str]:
    """The first link of a role in an institution whose name contains the text."""
    return next(x for x in links if x["role"] == role and institution.lower() in x["institution"].lower())
