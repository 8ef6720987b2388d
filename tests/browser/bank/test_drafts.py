"""Nothing is lost: what happens to a draft when the network, the session, the disk or another tab get in the way."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect
from tests.browser.a11y import audit
from tests.browser.bank.capturing import (
    DRAFT,
    RECEIPT,
    copies,
    fill_case,
    look_for,
    open_draft,
    saved,
)
from tests.browser.bank.running import Enter, Person, enter
from tests.harness.line import Line

pytestmark = pytest.mark.browser
SERVER, HERE = r"^Guardado en el servidor \d\d:\d\d$", r"^Guardado en este equipo \d\d:\d\d: falta enviarlo"
NAME = "[name=given_names]"
FULL = """IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };"""


@pytest.fixture
def person(come_in: Enter) -> Person:
    return come_in("capturer", "Hospital")


def again(person: Person) -> Page:
    """Another tab of the same browser on the same draft."""
    other = person.page.context.new_page()
    other.goto(person.page.url)
    return other


def test_two_tabs_end_with_the_version_that_she_chooses(person: Person) -> None:
    page = open_draft(person, "Abigail Prueba Pestañas 01/02/1980")
    other = again(person)
    with other.expect_response("**/guardar/*"):
        other.fill(NAME, "La otra")
    saved(other, SERVER)
    page.fill(NAME, "Esta")
    saved(page, "otra pestaña o equipo")
    assert audit(page) == []
    page.get_by_role("button", name="Ver la otra versión").click()
    saved(page, "quedó otra versión, escrita a las")
    expect(page.locator(NAME)).to_have_value("La otra")
    page.get_by_role("button", name="Usarla").click()
    expect(page.locator(NAME)).to_have_value("Esta")
    saved(page, "Guardado en el servidor")
    page.get_by_role("button", name="Recuperar la otra versión").click()
    expect(page.locator(NAME)).to_have_value("La otra")
    assert copies(page) == 0


def test_the_network_is_cut_and_returns(person: Person) -> None:
    page = open_draft(person, "Betsabé Prueba Red 01/02/1981")
    with page.expect_response("**/llave/"):
        page.fill(NAME, "Antes")
    saved(page, SERVER)
    page.context.set_offline(True)
    page.fill(NAME, "Durante")
    saved(page, HERE)
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-pressed]")).to_contain_text("Todavía no")
    saved(page, HERE)
    page.context.set_offline(False)
    saved(page, SERVER)
    assert copies(page) == 0
    page.context.set_offline(True)
    page.fill(NAME, "Al cerrar")
    page.check("[name=types][value=PSI]")
    saved(page, HERE)
    address = page.url
    page.close()
    page = person.page = page.context.new_page()
    page.context.set_offline(False)
    page.goto(address)
    expect(page.locator(".told")).to_contain_text("Recuperamos lo que escribiste a las")
    expect(page.locator(NAME)).to_have_value("Al cerrar")
    expect(page.locator("[name=types][value=PSI]")).to_be_checked()
    saved(page, SERVER)
    assert audit(page) == []
    page.locator(".told").get_by_role("button", name="Descartarlo").click()
    expect(page.locator(NAME)).to_have_value("Durante")
    page.wait_for_timeout(2600)
    saved(page, SERVER)
    page.reload()
    expect(page.locator(NAME)).to_have_value("Durante")
    expect(page.locator("[name=types][value=PSI]")).not_to_be_checked()


def test_an_answer_that_never_arrived_is_not_another_version(person: Person) -> None:
    page = open_draft(person, "Camila Prueba Respuesta 01/02/1981")

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/guardar/", lose)
    page.fill(NAME, "Llegó sin respuesta")
    saved(page, HERE)
    page.fill(NAME, "Y siguió")
    page.wait_for_timeout(900)
    page.unroute("**/guardar/")
    saved(page, SERVER)
    assert copies(page) == 0


def test_an_expired_session_and_signing_out(person: Person) -> None:
    page = open_draft(person, "Carmina Prueba Sesión 01/02/1982")
    page.fill(NAME, "Antes")
    saved(page, SERVER)
    page.context.clear_cookies()
    page.fill(NAME, "Después")
    saved(page, "Tu sesión terminó")
    assert audit(page) == []
    assert copies(page) == 1
    link = page.get_by_role("link", name="entra en otra pestaña")
    assert (link.get_attribute("target"), link.get_attribute("href")) == ("_blank", "/entrar/")
    tab = enter(page.context, person.bank, person.bank.link("capturer", "Hospital"))
    saved(page, SERVER)
    page.context.set_offline(True)
    page.fill(NAME, "Sin red")
    saved(page, HERE)
    assert copies(page) == 1
    page.context.set_offline(False)
    tab.page.get_by_role("button", name="Cerrar sesión").click()
    expect(tab.page.locator(".told")).to_contain_text("Cerraste tu sesión")
    expect(page).to_have_url(re.compile("/entrar/"))
    assert copies(tab.page) == 0


def test_a_double_click_and_back(person: Person) -> None:
    page = open_draft(person, "Dafne Prueba Doble 01/02/1983")
    address = page.url
    fill_case(page)
    page.get_by_role("button", name="Registrar").last.dblclick()
    page.wait_for_url(RECEIPT)
    folio = page.locator("h1").inner_text()
    assert copies(page) == 0
    page.go_back()
    page.wait_for_url(RECEIPT)
    assert page.locator("h1").inner_text() == folio
    page.goto(address)
    expect(page).to_have_url(RECEIPT)
    page.goto(f"{person.bank.url}/buscar/")
    look_for(page, "Dafne Prueba Doble 01/02/1983")
    expect(page.locator("#resultados")).to_contain_text("1 expediente")
    assert person.complaints == []


def test_a_full_disk_leaves_the_server(person: Person) -> None:
    person.page.add_init_script(FULL)
    page = open_draft(person, "Edna Prueba Disco 01/02/1984")
    page.fill(NAME, "Sin copia")
    saved(page, r"^Guardado en el servidor \d\d:\d\d\. Este equipo no deja guardar la copia")
    page.context.set_offline(True)
    page.fill(NAME, "Sin copia ni red")
    saved(page, "^Sin guardar: no hay red")
    page.context.set_offline(False)
    saved(page, "Guardado en el servidor")


def test_hiding_keys_and_lock(person: Person) -> None:
    page = open_draft(person, "Fabiola Prueba Oculta 01/02/1985")
    page.focus(NAME)
    page.keyboard.press("Alt+0")
    expect(page.locator(".cover")).to_be_focused()
    expect(page.locator("main")).not_to_be_visible()
    expect(page).to_have_title("BANEVIM")
    assert audit(page) == []
    page.keyboard.press("a")
    expect(page.locator(NAME)).to_be_focused()
    expect(page.locator(NAME)).to_have_value("Fabiola")
    page.get_by_role("button", name="Ocultar pantalla").click()
    page.locator(".cover").click()
    page.get_by_role("button", name="Apagar los atajos").click()
    page.reload()
    page.focus(NAME)
    for keys in ("Alt+0", "Alt+4"):
        page.keyboard.press(keys)
    expect(page.locator(NAME)).to_be_focused()
    page.get_by_role("button", name="Encender los atajos").click()

    page.clock.install()
    page.reload()
    with page.expect_response("**/guardar/"):
        page.fill(NAME, "Antes del bloqueo")
    page.clock.run_for(11 * 60_000)
    expect(page.locator("h1")).to_have_text("El banco está bloqueado")
    assert audit(page) == []
    assert "Fabiola" not in page.content()
    page.get_by_role("button", name="Seguir donde estaba").click()
    expect(page).to_have_url(DRAFT)
    expect(page.locator(NAME)).to_have_value("Antes del bloqueo")
    page.fill(NAME, "Y al bloquear")
    page.get_by_role("button", name="Bloquear").click()
    page.get_by_role("button", name="Seguir donde estaba").click()
    expect(page.locator(NAME)).to_have_value("Y al bloquear")


def guided(person: Person, name: str) -> Page:
    """A new draft at its second step, saved."""
    page = open_draft(person, name)
    page.goto(
        f"{page.url.split('/borradores/')[0]}/borradores/{DRAFT.search(page.url)[0].split('/')[2]}/paso/2/"
    )
    page.wait_for_selector("form[data-ready]", state="attached")
    return page


def says_nothing_of_another_page(page: Page) -> None:
    page.wait_for_selector("form[data-ready]", state="attached")
    expect(page.locator("[data-saved]")).not_to_contain_text("en otra página de este borrador")
    assert copies(page) == 0


@pytest.mark.parametrize("typing", [200, 1300])
def test_what_a_step_sends_on_leaving_is_not_text_that_stayed(person: Person, typing: int) -> None:
    """The save of the step before arrives after the next one was drawn: neither said to be here nor in conflict, be
    there a copy on this computer already (after 800 ms) or not."""
    with Line(urlsplit(person.bank.url).port or 0) as line:
        person.bank = replace(person.bank, url=f"http://127.0.0.1:{line.port}")
        page = guided(person, "Gisela Prueba Tutela 01/02/2012")
        page.get_by_role("button", name="Agregar persona que ejerce la tutela").click()
        page.wait_for_selector("[name=guardian-0-name]", state="attached")
        page.wait_for_selector("form[data-ready]", state="attached")
        line.hold = f"POST {page.locator('form[data-draft]').get_attribute('data-save')} ".encode()
        page.fill("[name=guardian-0-name]", "Quien la cuida")
        page.wait_for_timeout(typing)
        page.goto(page.url.replace("/paso/2/", "/paso/3/"))
        assert line.arrived.wait(5)
        page.wait_for_timeout(300)
        line.open.set()
        says_nothing_of_another_page(page)
        page.evaluate("() => document.querySelectorAll('details').forEach(each => { each.open = true; })")
        page.fill("[name=narrative]", "Sin conflicto.")
        page.wait_for_timeout(4000)
        saved(page, SERVER)
        page.goto(page.url.replace("/paso/3/", "/paso/2/"))
        expect(page.locator("[name=guardian-0-name]")).to_have_value("Quien la cuida")


def test_typing_while_a_step_is_sent_leaves_no_copy(person: Person) -> None:
    page = guided(person, "Hortensia Prueba Paso 01/02/1990")
    held: list[Route] = []
    page.route("**/guardar/*", lambda route: held.append(route), times=1)
    page.get_by_role("button", name="Guardar y seguir").last.click()
    page.wait_for_timeout(700)
    page.fill(NAME, "Hortensia B")
    held[0].continue_()
    page.wait_for_url("**/paso/3/")
    says_nothing_of_another_page(page)
    page.goto(page.url.replace("/paso/3/", "/paso/2/"))
    expect(page.locator(NAME)).to_have_value("Hortensia B")
