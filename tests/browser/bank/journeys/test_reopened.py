"""Another institution finds her and opens a new case: what she already said is not asked again."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.browser.bank.capturing import RECEIPT, RESULTS, begin, fill_group, look_for, register
from tests.browser.bank.journeys.walking import clean, opened, to_file
from tests.browser.bank.running import Enter

pytestmark = pytest.mark.browser
HERS = (
    "given_names",
    "curp",
    "residence",
    "schooling",
    "occupation",
    "birth_state",
    "guardian-0-name",
)


def test_her_data_are_not_asked_again(come_in: Enter) -> None:
    name = "Ofelia Prueba Reabre 21/10/1983"
    folio = opened(come_in("capturer", "Hospital de práctica, La Paz"), name)
    office = come_in("capturer", "Agencia de fiscalía")
    page = office.go("/buscar/")
    look_for(page, name)
    page.wait_for_url(RESULTS)
    clean(office)
    page.get_by_role("link", name="Comparar datos").first.click()
    clean(office)
    page.get_by_role("button", name="Es ella", exact=True).click()
    expect(page.locator("h1")).to_have_text(folio)
    expect(page.locator("#casos ~ table")).to_contain_text("Hospital de práctica, La Paz")
    clean(office)
    begin(page, "Registrar otro caso")
    expect(page.locator("main")).to_contain_text("Sus datos ya están: no se los preguntes otra vez.")
    for asked in HERS:
        expect(page.locator(f"[name='{asked}']")).to_have_count(0)
    clean(office)
    for number in (1, 3, 4, 6):
        fill_group(page, number)
    register(page)
    expect(page).to_have_url(RECEIPT)
    assert page.locator("h1").inner_text() == folio
    to_file(office)
    expect(page.locator("#casos ~ table tbody tr")).to_have_count(2)
    expect(page.locator("main")).to_contain_text("Aviso de privacidad: lo anotó")
    clean(office)
