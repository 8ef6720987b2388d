"""First contact: a police officer fills the express page with the keyboard alone, and mends what was missing."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.browser.bank.capturing import BOXES, DRAFT, LISTS, RECEIPT, TEXTS, Keyboard
from tests.browser.bank.journeys.walking import clean
from tests.browser.bank.running import Enter

pytestmark = pytest.mark.browser


def fill(keys: Keyboard, number: int) -> None:
    """One group: its lists by what they show first, its dates as typed, its boxes by digit."""
    keys.press(f"Alt+{number}")
    lists = list(LISTS.get(number, {}).items())
    for name, words in lists[:1]:
        keys.answer(name, words)
    for name, text in TEXTS.get(number, {}).items():
        keys.to(name)
        keys.type(text)
    for name, words in lists[1:]:
        keys.answer(name, words)
    for name in BOXES.get(number, {}):
        keys.to(name)
        keys.type("1")
        expect(keys.page.locator(f"[name={name}]").first).to_be_checked()


def test_a_police_officer_with_the_keyboard_alone(come_in: Enter) -> None:
    officer = come_in("capturer", "Policía")
    page = officer.go("/buscar/")
    keys = Keyboard(page)
    clean(officer)
    keys.press("Alt+1")
    keys.type("nayeli prueba patrulla 07071991")
    keys.answer("reason", "La estoy atendiendo")
    keys.press("Control+Enter")
    expect(page.locator("#resultados")).to_contain_text("No encontramos")
    clean(officer)
    keys.to("Abrir expediente nuevo")
    keys.press("Enter")
    expect(page).to_have_url(DRAFT)
    expect(page.locator("[data-keys]")).to_be_visible()
    clean(officer)
    keys.press("Control+Enter")
    expect(page.locator(".errsum")).to_be_focused()
    clean(officer)
    keys.press("Tab")
    keys.press("Enter")
    assert page.evaluate("document.activeElement.name") == "notice-way"
    for number in (1, 2, 3, 4, 6):
        fill(keys, number)
    keys.press("Control+Enter")
    expect(page).to_have_url(RECEIPT)
    clean(officer)
    keys.press("Tab")
    keys.press("Enter")
    keys.to("Ver expediente")
    keys.press("Enter")
    expect(page.locator("h1")).to_contain_text("BCS-")
    assert "Nayeli" not in page.content()
    clean(officer)
