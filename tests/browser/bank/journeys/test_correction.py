"""A wrong municipality is mended after the registration: what changes is shown, and both versions stay."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from tests.browser.bank.capturing import DRAFT, choose, saved
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


def test_the_case_changed_while_it_was_being_corrected(come_in: Enter) -> None:
    """Two people correct one case: whoever comes second keeps what she wrote, and nothing of the first goes back."""
    first = come_in("capturer", "Mulegé")
    opened(first, "Teodora Prueba Ambas 03/04/1979")
    page = to_file(first)
    page.get_by_role("link", name="Caso 1").first.click()
    case = page.url
    page.get_by_role("link", name="Corregir").click()
    why(first, "Abrir y corregir")
    expect(page).to_have_url(DRAFT)
    draft = page.url
    second = come_in("institutional_liaison", "Mulegé")
    other = second.go(f"/{case.split('/', 3)[3]}")
    other.get_by_role("link", name="Corregir").click()
    why(second, "Abrir y corregir")
    choose(other, "municipality", "Los Cabos")
    other.get_by_role("button", name="Revisar cambios").last.click()
    other.fill("[name=reason]", "Fue en Los Cabos.")
    other.get_by_role("button", name="Guardar corrección").click()
    expect(other.locator("h1")).to_have_text("Caso 1")
    choose(page, "place", "calle")
    saved(page, "Guardado en el servidor")
    page.get_by_role("button", name="Revisar cambios").last.click()
    expect(page.locator("main")).to_contain_text("este caso cambió en el banco")
    expect(page.locator("#cambios ~ table ins")).to_have_count(1)
    clean(first)
    assert page.url.startswith(draft)
    page.fill("[name=reason]", "Fue en la calle.")
    page.get_by_role("button", name="Guardar corrección").click()
    expect(page.locator("main")).to_contain_text("Los Cabos")
    expect(page.locator("main")).to_contain_text("Calle o vía pública")
