"""A wrong municipality is mended after the registration: what changes is shown, and both versions stay."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from tests.browser.bank.capturing import DRAFT, choose
from tests.browser.bank.journeys.walking import clean, opened, to_file, why
from tests.browser.bank.running import Enter

pytestmark = pytest.mark.browser


def test_the_municipality_was_wrong(come_in: Enter) -> None:
    person = come_in("capturer", "Mulegé")
    opened(person, "Teodora Prueba Corrige 03/04/1979")
    page = to_file(person)
    page.get_by_role("link", name="Caso 1").first.click()
    expect(page.locator("main")).to_contain_text("La Paz")
    clean(person)
    person.picture("caso")
    page.get_by_role("link", name="Corregir").click()
    page.get_by_role("button", name="Abrir y corregir").click()
    expect(page.locator(".errsum")).to_be_visible()
    clean(person)
    why(person, "Abrir y corregir")
    expect(page).to_have_url(DRAFT)
    clean(person)
    choose(page, "municipality", "Los Cabos")
    page.get_by_role("button", name="Revisar cambios").last.click()
    expect(page.locator("#cambios ~ table del")).to_have_text("La Paz")
    expect(page.locator("#cambios ~ table ins")).to_have_text("Los Cabos")
    clean(person)
    page.get_by_role("button", name="Guardar corrección").click()
    expect(page).to_have_title(re.compile("^Error"))
    page.locator(".errsum").get_by_role("link", name="Escribe por qué se corrige.").click()
    expect(page.locator("[name=reason]")).to_be_focused()
    clean(person)
    page.fill("[name=reason]", "Se anotó el municipio de la oficina.")
    person.picture("correccion")
    page.get_by_role("button", name="Guardar corrección").click()
    expect(page.locator("h1")).to_have_text("Caso 1")
    expect(page.locator("main")).to_contain_text("Los Cabos")
    clean(person)
    page.get_by_role("link", name="Se corrigió 1 vez").click()
    clean(person)
    why(person, "Mostrar qué cambió")
    for words in ("La Paz", "Los Cabos", "Se anotó el municipio de la oficina."):
        expect(page.locator("main")).to_contain_text(words)
    expect(page.locator(".told")).to_have_count(0)
    clean(person)
    person.picture("versiones")
