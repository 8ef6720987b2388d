"""Pictures of the lists and of the pages of one file, for the manual: only with MANUAL_PICTURES=1."""

from __future__ import annotations

import os

import pytest
from tests.browser.bank.capturing import fill_case, open_draft, saved
from tests.browser.bank.journeys.walking import clean
from tests.browser.bank.running import Enter, Person

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(os.environ.get("MANUAL_PICTURES") != "1", reason="only draws the manual"),
]
CAPTURER = {
    "borradores": "/borradores/",
    "pendientes": "/pendientes/",
    "posibles-duplicados": "/buscar/posibles-duplicados/",
    "mi-mes": "/mi-mes/",
    "canalizaciones-recibidas": "/canalizaciones/",
    "canalizaciones-enviadas": "/canalizaciones/enviadas/",
    "seguimientos": "/seguimientos/",
}
OFFICE = {
    "sin-atencion": "/buscar/sin-atencion/",
    "captura-instituciones": "/captura/instituciones/",
    "bitacora": "/bitacora/",
    "calidad": "/revision/calidad/",
    "comparador": "/revision/comparador/",
}
OF_A_FILE = {
    "Agregar servicio": "servicio-nuevo",
    "Programar seguimiento": "seguimiento-nuevo",
    "Anotar consentimiento": "consentimientos",
    "Registrar otro caso": "otro-caso",
    "Imprimir": "imprimir-motivo",
}


def take(person: Person, pages: dict[str, str]) -> None:
    for name, path in pages.items():
        person.go(path)
        clean(person)
        person.picture(name)


def test_the_lists(come_in: Enter) -> None:
    person = come_in("capturer", "Hospital de práctica, La Paz")
    page = open_draft(person, "Zulema Prueba Imagen 12/12/1992")
    fill_case(page)
    saved(page, "Guardado en el servidor")
    person.picture("captura")
    take(person, CAPTURER)
    take(come_in("state_liaison"), OFFICE)


def test_what_is_done_on_a_file(come_in: Enter) -> None:
    person = come_in("institutional_liaison", "Hospital de práctica, La Paz")
    page = person.go("/seguimientos/")
    page.locator("tbody th a").first.click()
    clean(person)
    person.picture("seguimiento")
    page.get_by_role("link", name="BCS-").first.click()
    clean(person)
    person.picture("expediente-atencion")
    address = page.url
    for link, name in OF_A_FILE.items():
        page.goto(address)
        page.get_by_role("link", name=link).or_(page.get_by_role("button", name=link)).first.click()
        page.wait_for_load_state()
        clean(person)
        person.picture(name)
