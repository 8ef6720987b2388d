"""One Chromium for every browser test: two at once would share an event loop, which Playwright refuses."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from tests.browser.datavim.visits import ARGUMENTS

expect.set_options(timeout=20_000)  # a machine with other work is slow, not wrong


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest one goes first, so that no worker is left with it when the others are done."""
    items.sort(key=lambda item: item.path.name != "test_bench.py")


def program() -> str:
    """Debian's Chromium without windows, which draws with half the work; else its Chromium."""
    return shutil.which("chromium-headless-shell") or "/usr/bin/chromium"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=ARGUMENTS)
        yield browser
        browser.close()
