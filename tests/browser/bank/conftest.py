"""One practice bank and one Chromium for all of these tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext
from tests.browser.bank.running import WATCH, Enter, Person, RunningBank, enter, free_port, verb


@pytest.fixture(scope="session")
def running_bank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBank]:
    home = tmp_path_factory.mktemp("bank") / "home"
    port, public = free_port(), free_port()
    verb("run", "--detach", "--home", str(home), "--port", str(port), "--public-port", str(public))
    bank = RunningBank(home, f"http://127.0.0.1:{port}", f"http://127.0.0.1:{public}")
    try:
        bank.wait_for_practice()
        yield bank
    finally:
        verb("stop", "--home", str(home))


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
