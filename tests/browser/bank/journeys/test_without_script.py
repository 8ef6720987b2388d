"""Every form works without JavaScript: both ways to capture, with their errors."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from tests.browser.bank.capturing import DRAFT, RECEIPT, fill_case, fill_group, open_draft, register
from tests.browser.bank.journeys.walking import clean
from tests.browser.bank.running import Enter, Person

pytestmark = pytest.mark.browser


def on_one_page(person: Person, draft: str) -> None:
    page = person.go(draft)
    page.get_by_role("button", name="Registrar").last.click()
    expect(page).to_have_title(re.compile("^Error"))
    clean(person)
    fill_case(page)
    register(page)


def step_by_step(person: Person, draft: str) -> None:
    page = person.go(f"{draft}pasos/")
    clean(person)
    page.get_by_role("link", name="7 Revisar y registrar").click()
    page.get_by_role("button", name="Registrar").click()
    expect(page.locator(".errsum")).to_contain_text("Falta algo para registrar")
    clean(person)
    page.locator(".errsum a").first.click()
    for number in range(1, 7):
        expect(page.locator(".steps [aria-current]")).to_contain_text(str(number))
        clean(person)
        fill_group(page, number)
        page.get_by_role("button", name="Guardar y seguir").last.click()
    expect(page.locator("h1")).to_have_text("Revisar y registrar")
    clean(person)
    register(page)


@pytest.mark.parametrize("walk", [on_one_page, step_by_step])
def test_without_javascript(come_in: Enter, walk: object) -> None:
    assert callable(walk)
    person = come_in("capturer", "Loreto", script=False)
    page = open_draft(person, f"Gisela Prueba {walk.__name__.replace('_', ' ').title()} 01/02/1986")
    draft = DRAFT.search(page.url)
    assert draft
    walk(person, draft[0])
    expect(page).to_have_url(RECEIPT)
    clean(person)
    page.get_by_role("link", name="Ver expediente").click()
    clean(person)
