"""A protected file that shows nothing while the office is told; and a merge, undone after new services were added."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from tests.browser.bank.capturing import RECEIPT, begin, choose, fill_case, look_for, register
from tests.browser.bank.journeys.walking import clean, opened, to_file
from tests.browser.bank.running import Enter, Person

pytestmark = pytest.mark.browser
HOSPITAL, POLICE = "Hospital de práctica, La Paz", "Policía"
HER = "Edelmira Liera Arce 03/05/1977"


def key_of(page: Page) -> str:
    return page.url.split("/expedientes/")[1].split("/")[0]


def test_a_protected_file_shows_nothing_and_the_office_is_told(come_in: Enter) -> None:
    nurse = come_in("capturer", HOSPITAL)
    name = "Zoraida Prueba Oculta 23/09/1990"
    folio = opened(nurse, name)
    page = to_file(nurse)
    page.get_by_role("link", name="Proteger este expediente").click()
    clean(nurse)
    choose(page, "danger", "La amenaza")
    page.get_by_role("button", name="Proteger", exact=True).click()
    expect(page.locator(".errsum")).to_contain_text("Elige la institución")
    clean(nurse)
    choose(page, "danger", "La amenaza")
    choose(page, "against", POLICE)
    nurse.picture("proteger")
    page.get_by_role("button", name="Proteger", exact=True).click()
    expect(page.locator("#proteccion ~ p").first).to_contain_text("La amenaza")
    clean(nurse)
    officer = come_in("capturer", POLICE)
    for typed in (name, folio):
        page = officer.go("/buscar/")
        look_for(page, typed)
        expect(page.locator("#resultados")).to_have_text("No encontramos un expediente parecido")
        clean(officer)
    office = come_in("state_liaison")
    page = office.go("/")
    expect(page.locator("main")).to_contain_text("de un expediente protegido por resolver hoy")
    page.goto(office.bank.url + "/revision/protegidos/")
    clean(office)
    office.picture("protegidos")
    page.get_by_role("link", name=re.compile("^Llamar")).first.click()
    expect(page.locator("main")).to_contain_text(folio)
    assert "Zoraida" not in page.content()
    clean(office)
    choose(page, "called", "No es ella")
    page.fill("[name=note]", "Buscaban a otra persona.")
    office.picture("protegido-llamada")
    page.get_by_role("button", name="Anotar la llamada").click()
    expect(page.locator("h1")).to_have_text("Búsquedas de expedientes protegidos")
    clean(office)


def show(page: Page) -> None:
    """Open the data of a pair, unless they are open already."""
    button = page.get_by_role("button", name="Abrir una hora para comparar")
    if button.count():
        button.click()


def find_pair(office: Person, folios: tuple[str, str]) -> Page:
    """Ask for the comparison, wait for the pair of the two files and open its data."""
    page = office.go("/revision/")
    page.get_by_role("button", name="Comparar ahora").click()
    for _ in range(60):
        office.go("/revision/")
        links = page.get_by_role("link", name=re.compile("^Comparar")).all()
        for path in [str(link.get_attribute("href")) for link in links]:
            if all(folio in office.go(path).content() for folio in folios):
                show(page)
                return page
        page.wait_for_timeout(2000)
    raise AssertionError("the pair was not proposed")


def add_service(person: Person, file_id: str) -> None:
    page = person.go(f"/expedientes/{file_id}/")
    page.get_by_role("link", name=re.compile("servicio", re.IGNORECASE)).first.click()
    page.locator("input[name$=kinds]").first.check()
    page.locator("form .btn--main").last.click()
    expect(page).to_have_url(re.compile(f"/expedientes/{file_id}/"))


def another(officer: Person, name: str) -> tuple[str, str]:
    """Somebody who does not see that she is there already opens a second file; its folio and its key."""
    page = officer.go("/buscar/")
    look_for(page, name)
    begin(page)
    fill_case(page)
    register(page)
    expect(page).to_have_url(RECEIPT)
    folio = page.locator("h1").inner_text()
    return folio, key_of(to_file(officer))


def say_same(office: Person, come_in: Enter, folios: tuple[str, str]) -> str:
    """With the keys alone; where it takes two, the aide says it too. The path of the pair."""
    page = find_pair(office, folios)
    path = page.url.removeprefix(office.bank.url)
    clean(office)
    office.picture("comparar-registros")
    page.keyboard.press("Alt+1")
    page.keyboard.press("1")
    page.fill("[name=note]", "La llamó la trabajadora social: es ella.")
    with page.expect_navigation():  # a key, unlike a click, does not wait for what it starts
        page.keyboard.press("Control+Enter")
    if "Espera a una segunda persona" in office.go(path).content():
        aide = come_in("monitoring_aide")
        page = aide.go("/revision/?turno=segunda")
        clean(aide)
        page = aide.go(path)
        show(page)
        choose(page, "judged", "Es la misma")
        page.get_by_role("button", name="Guardar y ver el siguiente").click()
    return path


def test_merged_and_undone_after_new_services(come_in: Enter) -> None:
    nurse, officer = come_in("capturer", HOSPITAL), come_in("capturer", POLICE)
    old = opened(nurse, HER)
    old_id = key_of(to_file(nurse))
    new, new_id = another(officer, HER)
    assert old != new
    office = come_in("state_liaison")
    path = say_same(office, come_in, (old, new))
    expect(office.go(path).locator("main")).to_contain_text("Unidos")
    clean(office)
    expect(officer.go(f"/expedientes/{new_id}/").locator("h1")).to_have_text(old)
    clean(officer)
    add_service(officer, old_id)
    page = office.go(path)
    page.fill("[name=note]", "Eran dos primas.")
    page.get_by_role("button", name="Deshacer la unión").click()
    expect(page.locator("main")).to_contain_text("Sin decidir")
    clean(office)
    page = officer.go(f"/expedientes/{new_id}/")
    expect(page.locator("h1")).to_have_text(new)
    expect(page.locator("main")).to_contain_text("servicio", ignore_case=True)
    clean(officer)
    office.go("/revision/calidad/")
    clean(office)
    office.picture("calidad-expedientes")
