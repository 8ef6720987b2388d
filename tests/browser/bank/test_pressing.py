"""A press of the main button ends in a receipt, a summary of errors, or a sentence beside it that says what to do."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect
from tests.browser.a11y import audit
from tests.browser.bank.capturing import RECEIPT, copies, fill_case, open_draft, saved
from tests.browser.bank.running import Enter, Person

pytestmark = pytest.mark.browser
SAVE, KEY = "**/guardar/", "**/llave/"
NARRATIVE = "[name=narrative]"
OPEN = "() => document.querySelectorAll('details').forEach(each => { each.open = true; })"


@pytest.fixture
def person(come_in: Enter) -> Person:
    return come_in("capturer", "Instituto municipal de práctica, Los Cabos")


def ready_to_register(person: Person, name: str) -> Page:
    page = open_draft(person, name)
    page.evaluate(OPEN)
    fill_case(page)
    page.wait_for_timeout(1000)
    while copies(page):
        page.wait_for_timeout(200)
    saved(page, "Guardado en el servidor")
    return page


def hold(page: Page) -> list[Route]:
    """The next save waits until the test lets it go."""
    held: list[Route] = []
    page.route(SAVE, lambda route: held.append(route), times=1)
    return held


def press(page: Page) -> None:
    page.get_by_role("button", name="Registrar").last.click()


def told(page: Page, words: str) -> None:
    """The sentence beside the button: announced, and on the screen at the same time as the button."""
    beside = page.locator("[data-pressed]")
    expect(beside).to_contain_text(re.compile(words), timeout=15_000)
    expect(beside).to_have_attribute("role", "status")
    expect(beside).to_be_in_viewport()
    expect(page.get_by_role("button", name="Registrar").last).to_be_in_viewport()


def then_registers(page: Page) -> None:
    press(page)
    page.wait_for_url(RECEIPT)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda route: route.abort(), r"Todavía no: no hay red\. Lo escrito está guardado en este equipo"),
        (lambda route: route.fulfill(status=503, body="x"), "Todavía no: el servidor no responde"),
        (
            lambda route: route.fulfill(status=422, json={"sentence": "Acorta el relato.", "receipt": ""}),
            r"Todavía no\. Acorta el relato\.",
        ),
    ],
)
def test_the_save_of_a_press_fails_once(person: Person, answer: Callable[[Route], None], words: str) -> None:
    page = ready_to_register(person, f"Ágata Prueba Falla {words[:2]} 01/03/1980")
    page.route(SAVE, answer, times=1)
    press(page)
    told(page, words)
    assert audit(page) == []
    then_registers(page)


def test_another_tab_saved_meanwhile(person: Person) -> None:
    page = ready_to_register(person, "Brisa Prueba Choque 01/03/1981")
    other = page.context.new_page()
    other.goto(page.url)
    with other.expect_response(SAVE):
        other.fill("[name=given_names]", "La otra")
    page.bring_to_front()
    press(page)
    told(page, "otra pestaña o equipo.+Si te quedas con lo de esta página, presiona “Registrar” otra vez")
    expect(page.locator("[data-pressed] button")).to_have_text("Ver la otra versión")
    then_registers(page)


def test_a_slow_answer_and_what_is_typed_meanwhile(person: Person) -> None:
    page = ready_to_register(person, "Celia Prueba Lenta 01/03/1982")
    held = hold(page)
    press(page)
    told(page, "Un momento: guardamos lo escrito")
    page.fill(NARRATIVE, "Lo dijo al final.")
    page.wait_for_timeout(5000)
    with page.expect_request(SAVE) as following:
        held[0].continue_()
    assert "Lo+dijo+al+final" in (following.value.post_data or "")
    page.wait_for_url(RECEIPT)


def test_a_press_while_a_save_that_fails_is_on_its_way(person: Person) -> None:
    page = ready_to_register(person, "Delia Prueba Vuelo 01/03/1983")
    held = hold(page)
    page.fill(NARRATIVE, "En camino.")
    page.wait_for_timeout(3000)
    assert held
    press(page)
    page.wait_for_timeout(300)
    held[0].abort()
    page.wait_for_url(RECEIPT)


def test_a_key_that_never_comes_stops_nothing(person: Person) -> None:
    page = open_draft(person, "Elda Prueba Llave 01/03/1984")
    page.route(KEY, lambda route: None)
    page.evaluate(OPEN)
    fill_case(page)
    then_registers(page)


def test_pressed_before_the_copy_is_read(person: Person) -> None:
    page = ready_to_register(person, "Fedra Prueba Copia 01/03/1985")
    page.context.set_offline(True)
    page.fill(NARRATIVE, "Escrito sin red.")
    saved(page, "Guardado en este equipo")
    address = page.url
    page.close()
    page = person.page = page.context.new_page()
    page.context.set_offline(False)
    held: list[Route] = []
    page.route(KEY, lambda route: held.append(route), times=1)
    page.goto(address)
    with page.expect_request(SAVE) as sent:
        press(page)
        page.wait_for_timeout(800)
        held[0].continue_()
    assert "Escrito+sin+red" in (sent.value.post_data or "")
    page.wait_for_url(RECEIPT)


def test_a_draft_that_is_gone_or_registered_elsewhere(person: Person) -> None:
    page = ready_to_register(person, "Gema Prueba Ida 01/03/1986")
    other = page.context.new_page()
    other.goto(page.url)
    press(other)
    other.wait_for_url(RECEIPT)
    page.bring_to_front()
    press(page)
    page.wait_for_url(RECEIPT)

    page = ready_to_register(person, "Hilda Prueba Ida 01/03/1987")
    other.goto(f"{person.bank.url}/borradores/")
    row = other.locator("tr", has_text="H. P.").first
    row.get_by_text("Descartar", exact=True).click()
    row.get_by_role("button", name="Sí, descartar").click()
    expect(other.locator(".told")).to_contain_text("Descartamos")
    page.bring_to_front()
    for _ in range(2):
        press(page)
        told(page, "este borrador ya no está en tu cuenta")
    expect(page.locator("[data-pressed] a")).to_have_text("Mis borradores")


def test_registered_elsewhere_without_what_is_typed_here(person: Person) -> None:
    page = ready_to_register(person, "Jimena Prueba Tarde 01/03/1989")
    address = page.url
    page.route(SAVE, lambda route: route.abort())
    page.fill(NARRATIVE, "Solo en esta página.")
    saved(page, "Guardado en este equipo")
    other = person.page.context.browser.new_context(storage_state=page.context.storage_state()).new_page()
    other.goto(address)
    press(other)
    other.wait_for_url(RECEIPT)
    other.context.close()
    page.unroute(SAVE)
    for _ in range(2):
        press(page)
        told(page, "ya se registró, y puede no tener lo último que escribiste aquí.+Corregir")
        expect(page.locator("[data-pressed] a")).to_have_text("Ver el comprobante")
    assert page.url == address
    expect(page.locator(NARRATIVE)).to_have_value("Solo en esta página.")


def test_a_special_block_opens_when_the_case_asks_for_it(person: Person) -> None:
    page = open_draft(person, "Irma Prueba Bloque 01/03/1988")
    block = page.locator("details[data-when^='modality:FEM']")
    expect(block).not_to_have_attribute("open", "")
    page.select_option("[name=modality]", "FEM")
    expect(page.locator("[name=femicide-classification]")).to_be_visible()
    expect(page.locator("[data-saved]")).to_contain_text("abrimos “Violencia feminicida”")
    assert audit(page) == []
