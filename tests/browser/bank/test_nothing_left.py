"""A page that answers with what was typed leaves none of it in the files of the browser."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from string import ascii_lowercase
from types import SimpleNamespace
from typing import Any, cast

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from tests.bench.browsers import Killable, in_clear
from tests.browser.a11y import audit
from tests.browser.bank.capturing import begin, look_for, unfold
from tests.browser.bank.running import RunningBank

pytestmark = pytest.mark.browser
SEALED = "<main><h1>El banco está sellado</h1><p>Se reinició.</p></main>"
WRITTEN = 6000
"""Milliseconds in which the browser writes its session to disk."""


@pytest.fixture
def browser(chromium: Browser, tmp_path: Path) -> Iterator[Killable]:
    run = Killable(cast(Any, SimpleNamespace(chromium=chromium.browser_type)), tmp_path / "profile")
    yield run
    run.kill()


@pytest.fixture
def page(browser: Killable, running_bank: RunningBank) -> Page:
    browser.page.goto(running_bank.link("capturer", "Hospital"))
    return browser.page


def nothing_of(browser: Killable, folder: Path, *secret: str) -> None:
    browser.page.wait_for_timeout(WRITTEN)
    found = in_clear(folder / "profile", list(secret))
    browser.close()
    assert json.dumps(found | in_clear(folder / "profile", list(secret))) == "{}"


def test_a_search_that_lacks_something(
    page: Page, browser: Killable, running_bank: RunningBank, tmp_path: Path
) -> None:
    secret = "Zq" + "".join(secrets.choice(ascii_lowercase) for _ in range(16))
    page.goto(f"{running_bank.url}/buscar/")
    page.fill("#id_box", f"{secret} Prueba 1990")
    page.get_by_role("button", name="Buscar").click()
    expect(page.locator(".errsum")).to_be_focused()
    expect(page.locator("#id_box")).to_have_value(f"{secret} Prueba 1990")
    expect(page).to_have_title("Error: Buscar antes de abrir un expediente: BANEVIM")
    assert audit(page) == []
    page.select_option("select[name=reason]", label="La estoy atendiendo ahora")
    page.get_by_role("button", name="Buscar").click()
    page.wait_for_url("**/buscar/*/*")
    nothing_of(browser, tmp_path, secret)


def answering(body: str) -> Callable[[Route], None]:
    return lambda route: route.fulfill(status=503, body=body, content_type="text/html")


def test_a_message_that_is_refused_and_a_network_that_fails(
    page: Page, browser: Killable, running_bank: RunningBank, tmp_path: Path
) -> None:
    secret = "zq" + secrets.token_hex(8)
    page.goto(f"{running_bank.url}/mi-mes/?mes=todos&quien=todas")
    page.locator("tbody th a").first.click()
    page.get_by_role("link", name="BCS-").first.click()
    page.goto(f"{page.url.split('#')[0].rstrip('/')}/canalizar/")
    page.fill("[name=message]", f"Dijo {secret}.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Canalizar", exact=True).click()
    expect(page.locator("[data-unsent]")).to_contain_text("no hay red. Lo escrito sigue en esta página")
    page.context.set_offline(False)
    for answer, words in (SEALED, "Se reinició."), ("Bad gateway", "El banco no responde."):
        page.route("**/canalizar/", answering(answer))
        page.get_by_role("button", name="Canalizar", exact=True).click()
        expect(page.locator("[data-unsent]")).to_contain_text(f"{words} Lo escrito sigue en esta página")
        page.unroute("**/canalizar/")
    expect(page.locator("[name=message]")).to_have_value(f"Dijo {secret}.")
    page.get_by_role("button", name="Canalizar", exact=True).click()
    expect(page.locator(".errsum")).to_be_focused()
    expect(page.locator("[data-unsent]")).to_have_count(0)
    expect(page.locator("[name=message]")).to_have_value(f"Dijo {secret}.")
    nothing_of(browser, tmp_path, secret)


def test_without_scripts_a_case_that_lacks_something(
    page: Page, browser: Killable, running_bank: RunningBank, tmp_path: Path
) -> None:
    """What a page posts stays with it in the history: what is wrong is shown by a page that was only asked for."""
    secret = "zq" + secrets.token_hex(8)
    page.goto(f"{running_bank.url}/buscar/")
    look_for(page, "Nadia Prueba Callada 01/03/1990")
    begin(page)
    page.context.new_cdp_session(page).send("Emulation.setScriptExecutionDisabled", {"value": True})
    page.reload()
    unfold(page, "narrative")
    page.fill("[name=narrative]", f"Dijo {secret}.")
    page.get_by_role("button", name="Registrar").last.click()
    expect(page).to_have_title(re.compile("^Error"))
    expect(page.locator("[name=narrative]")).to_have_value(f"Dijo {secret}.")
    nothing_of(browser, tmp_path, secret)
