"""A girl with an interpreter whose guardian is the aggressor: step by step, and nothing is handed to him."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from tests.browser.bank.capturing import RECEIPT, fill_group, open_draft, register
from tests.browser.bank.journeys.walking import answer, clean, to_file, unfold, why
from tests.browser.bank.running import Enter, Person

pytestmark = pytest.mark.browser
BARRED = "Quien ejerce la tutela está señalada como persona agresora."
GUARDIAN = {
    "guardian__0__reason": "Es menor de edad",
    "guardian__0__name": "Padre de Prueba",
    "guardian__0__link": "Padre",
    "guardian__0__is_aggressor": "Sí",
}


def guided(person: Person, name: str) -> Page:
    """A new draft, in the guided way from its list of steps."""
    page = open_draft(person, name)
    person.go(f"/borradores/{page.url.split('/borradores/')[1].split('/')[0]}/pasos/")
    clean(person)
    person.picture("captura-pasos")
    page.get_by_role("link", name="Empezar por el paso 1").click()
    return page


def next_step(person: Person, number: int) -> None:
    """Check the step as it stands, keep it and go on."""
    clean(person)
    person.picture(f"captura-paso-{number}")
    person.page.get_by_role("button", name="Guardar y seguir").last.click()
    expect(person.page.locator(".steps [aria-current]")).to_contain_text(str(number + 1))


def third(page: Page) -> None:
    fill_group(page, 3)
    answer(page, narrative="Lo contó con intérprete de náhuatl, a solas.")


def fourth(page: Page) -> None:
    fill_group(page, 4)
    answer(page, **{"aggressors__0__link": "Padre", "aggressors__0__name": "Padre de Prueba"})


def second(page: Page) -> None:
    page.get_by_role("button", name="Agregar persona que ejerce la tutela").click()
    expect(page.locator("[name='guardian-0-name']")).to_be_attached()
    fill_group(page, 2)
    unfold(page, "needs-interpreter")
    page.check("[name='needs-interpreter'][value=IND]")
    answer(page, **GUARDIAN)


def test_the_guardian_is_the_aggressor(come_in: Enter) -> None:
    person = come_in("capturer", "Comondú")
    page = guided(person, "Itzel Prueba Menor 15/06/2012")
    fill_group(page, 1)
    answer(page, visit__interpreter_used="De una lengua indígena")
    next_step(person, 1)
    second(page)
    next_step(person, 2)
    for number, fill in ((3, third), (4, fourth), (5, lambda p: None), (6, lambda p: fill_group(p, 6))):
        fill(page)
        next_step(person, number)
    expect(page.locator("h1")).to_have_text("Revisar y registrar")
    clean(person)
    person.picture("captura-revisar")
    for said in ("De una lengua indígena", "Padre de Prueba", "Es menor de edad"):
        expect(page.locator("main")).to_contain_text(said)
    register(page)
    expect(page).to_have_url(RECEIPT)
    assert_barred(person)
    assert_barred(person, to_file(person))
    page.get_by_role("link", name="Imprimir").click()
    clean(person)
    why(person, "Abrir para imprimir")
    assert_barred(person)


def assert_barred(person: Person, page: Page | None = None) -> None:
    """The page says not to hand it over, call or leave word; on paper the sentence is not there."""
    page = page or person.page
    expect(page.locator("main")).to_contain_text(BARRED)
    expect(page.locator("main")).to_contain_text("No le entregues el comprobante")
    clean(person)
    page.emulate_media(media="print")
    expect(page.get_by_text(BARRED)).not_to_be_visible()
    page.emulate_media(media="screen")
