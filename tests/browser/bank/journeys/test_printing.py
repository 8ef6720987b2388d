"""What comes out of the printer: the sheet, the notice, a file whose first page says nothing, the receipt."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from tests.browser.bank.journeys.walking import clean, opened, to_file, why
from tests.browser.bank.running import Enter, Person

pytestmark = pytest.mark.browser
TELLS = re.compile(
    r"BANEVIM|mujer|violencia|expediente|víctima|caso|agresor|Petrona|Impresa|instituto|Mulegé", re.IGNORECASE
)
PRINTED = """until => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  for (let node; node = walk.nextNode();) {
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (node.textContent.trim() && box.width && box.height && box.top < until) found.push(node.textContent.trim());
  }
  return found.join(' ');
}"""


def printed(page: Page, until: str = "") -> str:
    """The words that would be on paper; with `until`, those before the end of that part."""
    page.emulate_media(media="print")
    end = page.evaluate("s => s ? document.querySelector(s).getBoundingClientRect().bottom : 1e9", until)
    words: str = page.evaluate(PRINTED, end)
    page.emulate_media(media="screen")
    return words


def sheet_and_notice(person: Person) -> None:
    page = person.go("/cedula/")
    clean(person)
    person.picture("cedula")
    words = printed(page)
    assert "1 Atención" in words
    assert "¿Cómo se le dio el aviso?" in words
    assert "Imprímela" not in words
    assert person.page.title() == "Cédula en blanco"
    page = person.go("/aviso/")
    clean(person)
    person.picture("aviso")
    assert "Aviso de privacidad" in printed(page)


def test_on_paper(come_in: Enter) -> None:
    person = come_in("capturer", "Mulegé")
    sheet_and_notice(person)
    folio = opened(person, "Petrona Prueba Impresa 05/05/1975")
    clean(person)
    receipt = printed(person.page)
    assert folio in receipt
    assert not TELLS.search(receipt), receipt
    assert not TELLS.search(person.page.title())
    page = to_file(person)
    page.get_by_role("link", name="Imprimir").click()
    page.get_by_role("button", name="Abrir para imprimir").click()
    expect(page.locator(".errsum")).to_be_visible()
    clean(person)
    why(person, "Abrir para imprimir")
    expect(page.locator("main")).to_contain_text("Petrona")
    clean(person)
    person.picture("imprimir")
    cover = printed(page, ".frontsheet")
    assert folio in cover
    assert not TELLS.search(cover), cover
    assert page.title() == folio
    whole = printed(page)
    assert "Petrona Prueba Impresa" in whole
    assert "Caso 1" in whole
    after = "getComputedStyle(document.querySelector('.frontsheet')).breakAfter"
    page.emulate_media(media="print")
    assert page.evaluate(after) == "page"
