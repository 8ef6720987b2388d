"""One practice bank for all of these tests, and a Chromium for each worker."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext
from tests.browser.bank.running import WATCH, Enter, Person, RunningBank, enter, free_port, verb
from tests.harness.home import throw_away


@contextmanager
def one_bank(home: Path) -> Iterator[RunningBank]:
    port, public = free_port(), free_port()
    verb("run", "--detach", "--home", str(home), "--port", str(port), "--public-port", str(public))
    bank = RunningBank(home, f"http://127.0.0.1:{port}", f"http://127.0.0.1:{public}")
    try:
        bank.wait_for_practice()
        yield bank
    finally:
        verb("stop", "--home", str(home))
        throw_away(home)


@pytest.fixture(scope="session")
def running_bank(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[RunningBank]:
    """The bank; workers share it: the first one starts it and stops it when no other works there any more."""
    base = tmp_path_factory.getbasetemp()
    if worker_id == "master":
        with one_bank(base / "bank" / "home") as bank:
            yield bank
        return
    home, desk = base.parent / "bank" / "home", int(worker_id.removeprefix("gw"))
    home.parent.mkdir(exist_ok=True)
    told, at_work = home.parent / "told.json", (home.parent / "at_work").open("w")
    with (home.parent / "first").open("w") as first:
        fcntl.flock(first, fcntl.LOCK_EX)
        fcntl.flock(at_work, fcntl.LOCK_SH)
        if told.exists():
            first.close()
            yield RunningBank(home, *json.loads(told.read_text()), desk)
            at_work.close()
            return
        with one_bank(home) as bank:
            told.write_text(json.dumps([bank.url, bank.public]))
            first.close()
            bank.desk = desk
            yield bank
            fcntl.flock(at_work, fcntl.LOCK_EX)
            told.unlink()


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
        person = enter(context, running_bank, running_bank.link(role, institution) if role else "")
        person.script = script
        return person

    yield make
    for context in contexts:
        context.close()
