"""What nobody answered is text until its fold opens: four hundred questions weigh little, and none of them is lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect
from tests.browser.bank.capturing import (
    RECEIPT,
    Keyboard,
    fill_case,
    open_draft,
    register,
    unfold,
)
from tests.browser.bank.running import Enter, Person

pytestmark = pytest.mark.browser
EMAIL = "[name=contact-email]"
SAVE = "**/guardar/"


@pytest.fixture
def person(come_in: Enter) -> Person:
    return come_in("capturer", "Instituto municipal de práctica, Los Cabos")


def boxes(page: Page) -> int:
    return page.locator("form[data-draft] :is(input, select, textarea)").count()


def test_what_is_answered_in_a_fold_stays_and_shows(person: Person) -> None:
    page = open_draft(person, "Amparo Prueba Pliegue 01/03/1979")
    assert page.locator(EMAIL).count() == 0
    unfold(page, "contact-email")
    with page.expect_response(SAVE):
        page.fill(EMAIL, "amparo@correo.example")
    page.reload()
    expect(page.locator(EMAIL)).to_have_value("amparo@correo.example")
    with page.expect_response(SAVE):
        page.fill(EMAIL, "")
    fill_case(page)
    register(page)
    expect(page).to_have_url(RECEIPT)


def test_a_fold_that_is_opened_and_left_says_nothing(person: Person) -> None:
    page = open_draft(person, "Berta Prueba Pliegue 01/03/1978")
    page.wait_for_selector("form[data-ready]", state="attached")
    before = page.locator("[name=version]").input_value()
    unfold(page, "contact-email")
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    expect(page.locator(EMAIL)).to_be_visible()
    assert boxes(page) > 350
    page.wait_for_timeout(3000)
    assert page.locator("[name=version]").input_value() == before
    page.goto(f"{person.bank.url}/borradores/")
    page.go_back()
    expect(page.locator("[data-saved]")).not_to_contain_text("otra")


def test_before_the_scripts_arrive(person: Person) -> None:
    """On a slow line: what is opened and typed meanwhile is not lost."""
    page = open_draft(person, "Fabiola Prueba Pliegue 01/03/1974")
    held: list[Route] = []
    page.route(re.compile(r"/static/.+\.js$"), lambda route: held.append(route))
    page.goto(page.url, wait_until="commit")
    contact = page.locator("details", has_text="contacto").last
    page.locator("#grupo-2 details.more > summary").first.click()
    contact.locator("summary").first.click()
    page.fill("[name=second_surname]", "Escrito Antes")
    assert len(held) == 2
    with page.expect_response(SAVE):
        for each in held:
            each.continue_()
    page.fill(EMAIL, "fabiola@correo.example")
    page.unroute_all()
    page.wait_for_timeout(3000)
    page.reload()
    expect(page.locator("[name=second_surname]")).to_have_value("Escrito Antes")
    expect(page.locator(EMAIL)).to_have_value("fabiola@correo.example")


def test_a_fold_is_opened_and_answered_with_the_keys(person: Person) -> None:
    page = open_draft(person, "Carlota Prueba Pliegue 01/03/1977")
    keys = Keyboard(page)
    page.focus("[name=known_aggressor]")
    for _ in range(40):
        keys.press("Tab")
        if page.evaluate("document.activeElement.matches('summary')"):
            break
    keys.press("Enter")
    keys.press("Tab")
    keys.type("x")
    inside = "document.activeElement.closest('details[open]') && document.activeElement.name"
    assert page.evaluate(inside)


def test_a_link_to_a_question_that_is_still_text(person: Person) -> None:
    page = open_draft(person, "Dolores Prueba Pliegue 01/03/1976")
    fill_case(page)
    register(page)
    page.wait_for_url(RECEIPT)
    page.goto(page.url.replace("comprobante/", "corregir/?campo=contact-email"))
    page.select_option("select[name=reason]", index=1)
    page.locator("main button[type=submit]").first.click()
    expect(page).to_have_url(re.compile("#id_contact-email$"))
    expect(page.locator(EMAIL)).to_be_visible()


def test_without_scripts_every_question_is_there(come_in: Enter) -> None:
    person = come_in("capturer", "Loreto", script=False)
    page = open_draft(person, "Estela Prueba Pliegue 01/03/1975")
    unfold(page, "contact-email")
    page.fill(EMAIL, "estela@correo.example")
    fill_case(page)
    page.get_by_role("button", name="Guardar borrador").click()
    page.get_by_role("link", name=re.compile("E. P.|Seguir|Continuar")).first.click()
    expect(page.locator(EMAIL)).to_have_value("estela@correo.example")
