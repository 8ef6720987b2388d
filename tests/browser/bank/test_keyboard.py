"""Captures with the keyboard alone, counted: no mouse, few strokes, few pages."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from tests.browser.bank.capturing import BOXES, DRAFT, LISTS, RECEIPT, TEXTS, Keyboard, fill_group, look_for
from tests.browser.bank.running import Enter, Person

pytestmark = pytest.mark.browser
MOST_EXPRESS, MOST_SERVICE = 120, 35
NOBODY = re.compile("/buscar/[0-9a-f-]{36}/")


def pages(person: Person) -> int:
    """Pages that were drawn: the one of the search, where it began and whose list was empty, counts once."""
    drawn = [r for r in person.requests if r.is_navigation_request() and not r.redirected_to]
    return 1 + len([r for r in drawn if not NOBODY.search(r.url)])


def into(keys: Keyboard) -> None:
    """Past the menu, by the link that every page begins with."""
    keys.press("Tab")
    keys.press("Enter")


def search(keys: Keyboard, words: str) -> None:
    keys.part = "buscar"
    expect(keys.page.locator("[data-keys]")).to_be_visible()
    keys.press("Alt+1")
    keys.type(words)
    keys.answer("reason", "La estoy atendiendo")
    keys.press("Control+Enter")
    expect(keys.page).to_have_url(NOBODY)
    keys.part = "resultados"


def fill(keys: Keyboard, number: int) -> None:
    """One group: its lists in the order of the page, its dates, and a digit in its boxes."""
    keys.part = f"grupo {number}"
    texts, boxes = TEXTS.get(number, {}), BOXES.get(number, {})
    for at, (name, words) in enumerate(LISTS.get(number, {}).items()):
        if at == 1:
            for each, text in texts.items():
                keys.to(each)
                keys.type(text)
        keys.answer(name, words)
    for name in boxes:
        keys.to(name)
        keys.type("1")
        expect(keys.page.locator(f"[name={name}]").first).to_be_checked()


def at_the_search(come_in: Enter, institution: str) -> Person:
    """A capturer on the page of the search, from where strokes and pages count."""
    found = come_in("capturer", institution)
    found.go("/buscar/")
    found.requests.clear()
    return found


def test_express_then_a_service_without_a_mouse(come_in: Enter) -> None:
    person = at_the_search(come_in, "Instituto municipal de práctica, Los Cabos")
    keys = Keyboard(person.page)
    search(keys, "yuridia teclado solo 03031985")
    keys.to("Abrir expediente nuevo")
    keys.press("Enter")
    expect(keys.page).to_have_url(DRAFT)
    expect(keys.page.locator("[data-keys]")).to_be_visible()
    for number in (1, 2, 3, 4, 6):
        keys.press(f"Alt+{number}")
        fill(keys, number)
    keys.part = "registrar"
    keys.press("Control+Enter")
    keys.page.wait_for_url(RECEIPT)
    print("express", keys.strokes, keys.where)
    assert keys.strokes <= MOST_EXPRESS, keys.where
    assert pages(person) <= 3
    add_a_service(person, keys.page.locator("h1").inner_text())
    assert person.outside() == []
    assert person.complaints == []


def add_a_service(person: Person, folio: str) -> None:
    person.go("/buscar/")
    keys = Keyboard(person.page)
    search(keys, folio.lower())
    keys.to("Es ella")
    keys.press("Enter")
    expect(keys.page.locator("h1")).to_have_text(folio)
    keys.part = "expediente"
    into(keys)
    keys.to("Agregar servicio")
    keys.press("Enter")
    expect(keys.page.locator("h1")).to_have_text("Agregar servicio")
    keys.part = "servicio"
    expect(keys.page.locator("[data-keys]")).to_be_visible()
    keys.press("Alt+1")
    keys.type("2")
    keys.press("Control+Enter")
    expect(keys.page.locator("main")).to_contain_text("El servicio quedó registrado.")
    print("service", keys.strokes, keys.where)
    assert keys.strokes <= MOST_SERVICE, keys.where


def test_guided_in_nine_pages(come_in: Enter) -> None:
    person = at_the_search(come_in, "Comondú")
    page = person.page
    look_for(page, "yuridia pasos sola 04041986")
    page.get_by_role("button", name="Abrir expediente nuevo").click()
    expect(page).to_have_url(DRAFT)
    if "/paso/" not in page.url:
        page.get_by_role("link", name="Paso a paso").click()
        page.get_by_role("link", name="Empezar por el paso 1").click()
        person.requests = [r for r in person.requests if NOBODY.search(r.url)]
    for number in range(1, 7):
        expect(page.locator(".steps [aria-current]")).to_contain_text(str(number))
        fill_group(page, number)
        page.get_by_role("button", name="Guardar y seguir").last.click()
    expect(page.locator("h1")).to_have_text("Revisar y registrar")
    assert page.locator(".errsum").count() == 0
    page.get_by_role("button", name="Registrar").click()
    page.wait_for_url(RECEIPT)
    assert pages(person) <= 9
    assert person.complaints == []
