"""One institution said that the woman before it was another: the office takes its record out of her file, and back."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect
from tests.browser.bank.capturing import RESULTS, choose, look_for
from tests.browser.bank.journeys.walking import clean, opened
from tests.browser.bank.running import Enter, Person

pytestmark = pytest.mark.browser
FILE = re.compile(r"/expedientes/[0-9a-f-]{36}/(#.*)?$")
NURSES, PROSECUTORS = "Hospital de práctica, La Paz", "Agencia de fiscalía"


def attends(officer: Person, name: str, folio: str) -> str:
    """Finds her, says that it is she, and gives her a service: a record of this institution in her file. Its path."""
    page = officer.go("/buscar/")
    look_for(page, name)
    page.wait_for_url(RESULTS)
    page.get_by_role("link", name="Comparar datos").first.click()
    page.get_by_role("button", name="Es ella", exact=True).click()
    expect(page.locator("h1")).to_have_text(folio)
    page.get_by_role("link", name=re.compile("servicio", re.IGNORECASE)).first.click()
    page.locator("input[name$=kinds]").first.check()
    page.locator("form .btn--main").last.click()
    expect(page).to_have_url(FILE)
    return urlsplit(page.url).path


def shows_what_will_happen(office: Person, folio: str) -> Page:
    """The folio, wrong once; the record and the reason, forgotten once; and then the two files that there will be."""
    page = office.go("/revision/sacar/")
    clean(office)
    page.fill("[name=folio]", "BCS-26-00000-0")
    page.get_by_role("button", name="Ver sus registros").click()
    expect(page.locator(".errsum")).to_be_visible()
    clean(office)
    page.fill("[name=folio]", folio)
    page.get_by_role("button", name="Ver sus registros").click()
    expect(page.locator("h1")).to_contain_text(folio)
    page.get_by_role("button", name="Ver qué va a pasar").click()
    expect(page.locator(".errsum")).to_be_visible()
    clean(office)
    choose(page, "record", PROSECUTORS)
    page.fill("[name=note]", "La fiscalía avisó por oficio que atendió a otra mujer.")
    page.get_by_role("button", name="Ver qué va a pasar").click()
    expect(page.locator("#pasara ~ h3")).to_have_count(2)
    clean(office)
    return page


@pytest.mark.parametrize("script", [True, False])
def test_a_record_is_taken_out_and_put_back(come_in: Enter, script: bool) -> None:
    name = f"Griselda Prueba {'Ajena' if script else 'Sinescrito'} 14/02/1984"
    folio = opened(come_in("capturer", NURSES), name)
    officer = come_in("capturer", PROSECUTORS)
    path = attends(officer, name, folio)
    office = come_in("state_liaison", script=script)
    page = shows_what_will_happen(office, folio)
    office.picture("sacar-que-va-a-pasar")
    page.get_by_role("button", name="Sacar el registro").click()
    ours = page.locator(
        "#antes ~ ul li", has_text=folio
    )  # others take records out meanwhile: it need not be the first
    expect(ours).to_have_count(1)
    clean(office)
    office.picture("sacar")
    assert name.split()[0] not in page.content()
    expect(officer.go(path).locator("h1")).not_to_contain_text(folio)
    clean(officer)
    page.get_by_role("button", name=f"Devolverlo al expediente {folio}").click()
    expect(ours).to_contain_text("Lo devolvió")
    clean(office)
    expect(officer.go(path).locator("h1")).to_have_text(folio)
    clean(officer)
