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
