"""Three aggressors, two children and a shelter: one declines, the next takes her, and who sent her learns neither."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from tests.browser.bank.capturing import RECEIPT, choose, fill_case, open_draft, register
from tests.browser.bank.journeys.walking import answer, clean, to_file
from tests.browser.bank.running import Enter, Person

pytestmark = pytest.mark.browser
REFERRAL = re.compile(r"/canalizaciones/([0-9a-f-]{36})/$")
FIRST, SECOND = "Refugio de práctica", "Segundo refugio de práctica"
LINKS = ("Expareja", "Hermano", "Padre")


def add(page: Page, words: str, name: str) -> None:
    """One more of what repeats."""
    page.get_by_role("button", name=f"Agregar {words}").click()
    expect(page.locator(f"[name='{name}']").first).to_be_attached()


def capture(person: Person, name: str) -> None:
    page = open_draft(person, name)
    for n in (1, 2):
        add(page, "otra persona agresora", f"aggressors-{n}-link")
    for n in (0, 1):
        add(page, "hija o hijo", f"children-{n}-age")
    fill_case(page)
    for n, link in enumerate(LINKS):
        answer(page, **{f"aggressors__{n}__link": link, f"aggressors__{n}__sex": "Hombre"})
    answer(page, children="2")
    for n, (age, sex) in enumerate((("4", "Mujer"), ("9", "Hombre"))):
        answer(page, **{f"children__{n}__age": age, f"children__{n}__sex": sex})
    clean(person)
    register(page)
    expect(page).to_have_url(RECEIPT)


def ask(page: Page) -> None:
    answer(page, recipient="Refugio", service="Refugio", reason="segur", urgency="Hoy mismo")
    page.locator("label:has(input[name=consent])").first.click()
    page.fill("[name=message]", "Llega con sus dos hijos.")


def send(person: Person) -> str:
    """Ask for a shelter from her file; the key of the referral."""
    page = to_file(person)
    page.get_by_role("link", name="Canalizar", exact=True).click()
    expect(page.locator("h1")).to_have_text("Canalizar")
    ask(page)
    person.picture("canalizar")
    page.reload()
    page.get_by_role("button", name="Canalizar").click()
    expect(page.locator(".errsum")).to_be_visible()
    clean(person)
    ask(page)
    clean(person)
    page.get_by_role("button", name="Canalizar").click()
    expect(page.locator("main")).to_contain_text("Refugio: buscando lugar")
    if not REFERRAL.search(page.url):
        page.locator("#canalizaciones ~ ul a").first.click()
    found = REFERRAL.search(page.url)
    assert found
    return found[1]


def route(office: Person, key: str, shelter: str) -> None:
    """The state office picks the referral in its list and asks one shelter for a place."""
    page = office.go("/refugios/")
    clean(office)
    office.picture("refugios")
    page.locator(f"a[href='/refugios/{key}/']").click()
    expect(page.locator("h1")).to_have_text("Buscar refugio")
    office.picture("refugio-asignar")
    page.get_by_role("button", name="Pedir lugar").click()
    expect(page.locator(".errsum")).to_be_visible()
    clean(office)
    page.select_option("select[name=shelter]", label=shelter_label(page, shelter))
    page.get_by_role("button", name="Pedir lugar").click()
    expect(page.locator(".told")).to_contain_text("Se le pidió lugar")


def shelter_label(page: Page, shelter: str) -> str:
    shown = page.locator("select[name=shelter] option").all_text_contents()
    return next(text for text in shown if text.startswith(shelter))


def unknown(sender: Person, key: str, words: str) -> None:
    """The sender reads how it goes, and on none of her pages which shelter it is."""
    page = sender.go(f"/canalizaciones/{key}/")
    expect(page.locator("main")).to_contain_text(words)
    clean(sender)
    address = page.get_by_role("link", name=re.compile("^BCS-")).get_attribute("href")
    for path in (f"/canalizaciones/{key}/", "/canalizaciones/enviadas/", f"{address}", f"{address}vistas/"):
        html = sender.go(path).content()
        assert FIRST.lower() not in html.lower(), path


def step(shelter: Person, key: str, button: str, code: str = "") -> Page:
    """One step of the shelter on the page of the referral."""
    page = shelter.go(f"/canalizaciones/{key}/")
    clean(shelter)
    form = page.locator("form", has=page.get_by_role("button", name=button, exact=True))
    if code:
        form.get_by_role("button").click()
        expect(page.locator(".errsum")).to_be_visible()
        clean(shelter)
        choose(page, form.locator("select").get_attribute("name") or "", code)
    form.get_by_role("button").click()
    page.wait_for_load_state()
    return page


def test_a_shelter_declines_then_another_takes_her(come_in: Enter) -> None:
    sender = come_in("capturer", "Instituto municipal de práctica, La Paz")
    office = come_in("state_liaison")
    full, other = come_in("capturer", FIRST), come_in("capturer", SECOND)
    capture(sender, "Rosalba Prueba Refugio 09/09/1989")
    key = send(sender)
    route(office, key, FIRST)
    unknown(sender, key, "Refugio: buscando lugar")
    full.go("/canalizaciones/")
    clean(full)
    assert "Rosalba" not in full.go(f"/canalizaciones/{key}/").content()
    full.picture("canalizacion-recibida")
    step(full, key, "No aceptar", "No hay lugar por ahora")
    unknown(sender, key, "Refugio: buscando lugar")
    route(office, key, SECOND)
    unknown(sender, key, "Refugio: buscando lugar")
    step(other, key, "Aceptar y abrir su expediente")
    unknown(sender, key, "Refugio: aceptada")
    page = step(other, key, "Ya vino: empezó la atención")
    step(other, key, "Cerrar", "Recibió la atención")
    expect(page.locator("main")).to_contain_text("Cerrada")
    unknown(sender, key, "Refugio: aceptada")
    sender.go(f"/canalizaciones/{key}/")
    sender.picture("canalizacion-enviada")
    assert full.go(f"/canalizaciones/{key}/").title().startswith("No ")
