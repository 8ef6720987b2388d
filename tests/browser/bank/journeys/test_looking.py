"""Four searches by telephone: half a name, a homonym, twins, and a woman who comes back under her married name."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from tests.browser.bank.capturing import RECEIPT, begin, fill_case, look_for, register
from tests.browser.bank.journeys.walking import clean, opened
from tests.browser.bank.running import Enter, Person

pytestmark = pytest.mark.browser
CARDS = "#resultados ~ ul > li"


def search(person: Person, text: str) -> Page:
    page = person.go("/buscar/")
    look_for(page, text)
    expect(page.locator("#resultados")).to_be_visible()
    return page


def test_by_telephone_with_half_a_name(come_in: Enter) -> None:
    """She gives a nickname and one surname, badly heard, and her age: she is found, and nothing is said of her."""
    folio = opened(come_in("capturer", "Hospital de práctica, La Paz"), "Guadalupe Zazueta Prueba 09/02/1988")
    officer = come_in("capturer", "Policía")
    page = search(officer, "Lupita Sasueta 1988")
    expect(page.locator(CARDS).first).to_contain_text("G. Z.")
    expect(page.locator(CARDS).first).to_contain_text("30 a 39 años")
    for hidden in (folio, "Guadalupe", "Zazueta", "09/02", "Hospital"):
        assert hidden not in page.locator("main").inner_text()
    clean(officer)
    officer.picture("buscar-por-telefono")
    page.get_by_role("button", name=re.compile("^Es ella")).first.click()
    expect(page.locator("h1")).to_have_text(folio)


def test_a_homonym_is_told_by_one_more_datum(come_in: Enter) -> None:
    """Two women of one name: the page asks what separates them, and with it the other falls behind."""
    nurse = come_in("capturer", "Hospital de práctica, La Paz")
    opened(nurse, "Marisela Homónima Prueba 04/04/1975")
    page = nurse.go("/buscar/")
    look_for(page, "Marisela Homónima Prueba 19/11/1999")
    begin(page)
    fill_case(page)
    register(page)
    expect(page).to_have_url(RECEIPT)
    second = page.locator("h1").inner_text()
    officer = come_in("capturer", "Policía")
    page = search(officer, "Marisela Homónima Prueba")
    expect(page.locator(CARDS).nth(1)).to_be_visible()
    expect(page.locator(CARDS).first).to_contain_text("fecha de nacimiento")
    clean(officer)
    officer.picture("buscar-homonima")
    page = search(officer, "Marisela Homónima Prueba 19/11/1999")
    first = page.locator(CARDS).first
    expect(first).to_contain_text("Fecha de nacimiento", ignore_case=True)
    clean(officer)
    first.get_by_role("button", name=re.compile("^Es ella")).click()
    expect(page.locator("h1")).to_have_text(second)


def test_a_twin_is_not_offered_as_her_sister(come_in: Enter) -> None:
    """Same surnames, same day: the page says that the given name does not agree, and does not offer «Es ella» first."""
    opened(come_in("capturer", "Hospital de práctica, La Paz"), "Itzel Gemela Prueba 08/08/1994")
    officer = come_in("capturer", "Policía")
    page = search(officer, "Yaretzi Gemela Prueba 08/08/1994")
    cards = page.locator(CARDS)
    if cards.count():
        expect(cards.first).to_contain_text("No coincide o falta")
        expect(cards.first).to_contain_text("ombre")
        expect(cards.first.locator(".btn--main")).to_have_count(0)
    clean(officer)
    page.get_by_role("button", name="Abrir expediente nuevo").click()
    expect(page).to_have_url(re.compile("/borradores/"))


def test_she_comes_back_under_her_married_name(come_in: Enter) -> None:
    """Her second surname is her husband's now: name, first surname and date still find her."""
    folio = opened(come_in("capturer", "Hospital de práctica, La Paz"), "Rosaura Castro Prueba 17/06/1969")
    officer = come_in("capturer", "Policía")
    page = search(officer, "Rosaura Castro de Murillo 17/06/1969")
    expect(page.locator(CARDS).first).to_contain_text("R. C. P.")
    clean(officer)
    page.get_by_role("link", name="Comparar datos").first.click()
    expect(page.locator("main")).to_contain_text("No coincide o falta")
    clean(officer)
    page.get_by_role("button", name="Es ella", exact=True).click()
    expect(page.locator("h1")).to_have_text(folio)
