"""A capture with the keyboard alone: search, new file, receipt, without touching the mouse."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from tests.browser.bank.running import Enter

pytestmark = pytest.mark.browser


def focused(page: Page) -> str:
    name: str = page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()")
    return name


def tab_to(page: Page, wanted: str, most: int = 140, key: str = "Tab") -> None:
    """Tab until the focus is on the control of that name or text."""
    for _ in range(most):
        if focused(page) == wanted:
            return
        page.keyboard.press(key)
    raise AssertionError(f"{wanted} cannot be reached by Tab")


def answer(page: Page, name: str, words: str) -> None:
    """Tab to a list and type what its option shows first: its digit, or the beginning of its words."""
    tab_to(page, name)
    shown = page.locator(f"select[name='{name}'] option").all_inner_texts()
    option = next(text.strip() for text in shown if words in text)
    page.keyboard.type(option.split()[0] if option[0].isdigit() else option[:4])


ANSWERS = {
    "nationality": "Mexicana",
    "civil_status": "Soltera",
    "residence": "La Paz",
    "schooling": "Secundaria",
    "occupation": "No se preguntó",
}
FACTS = {
    "municipality": "La Paz",
    "place": "En casa de ella",
    "modality": "Familiar",
    "known_aggressor": "Sí",
}


def test_search_and_register_without_a_mouse(come_in: Enter) -> None:
    person = come_in("capturer", "Instituto municipal")
    page = person.go("/buscar/")
    tab_to(page, "box")
    page.keyboard.type("Yuridia Teclado Solo 03/03/1985")
    summary = page.locator("summary")
    if summary.count() and not page.locator("select[name=reason]").is_visible():
        tab_to(page, summary.first.inner_text())
        page.keyboard.press("Enter")
    answer(page, "reason", "La estoy atendiendo")
    tab_to(page, "box", key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/buscar/[0-9a-f-]{36}/"))
    tab_to(page, "Abrir expediente nuevo")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/expedientes/nuevo/"))
    for name, words in ANSWERS.items():
        answer(page, name, words)
    tab_to(page, "children")
    page.keyboard.type("2")
    answer(page, "precision", "Exacta")
    tab_to(page, "facts_on")
    page.keyboard.type("01112026")
    for name, words in FACTS.items():
        answer(page, name, words)
    tab_to(page, "types")
    page.keyboard.press("Space")
    answer(page, "aggressors-0-link", "Expareja")
    answer(page, "aggressors-0-sex", "Hombre")
    tab_to(page, "services-kinds")
    page.keyboard.press("Space")
    tab_to(page, "Registrar")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/casos/.+/comprobante/"))
    assert person.outside() == []
