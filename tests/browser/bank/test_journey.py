"""The whole walk: look for her, register, import an extract, freeze, approve, publish, read it on the public site."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.bench import extracts
from tests.browser.a11y import audit
from tests.browser.bank.capturing import fill_case, look_for, register
from tests.browser.bank.running import Enter, Person, RunningBank

pytestmark = pytest.mark.browser
NOBODY = "Xitlalic Prueba Nadie 12/05/1990"


def clean(person: Person) -> None:
    """No violation on the page as it stands."""
    assert audit(person.page) == []


@pytest.mark.parametrize("script", [True, False])
def test_capture_then_another_institution_reads_only_what_it_may(come_in: Enter, script: bool) -> None:
    name = f"Xitlalic Prueba {'Con' if script else 'Sin'} 12/05/1990"
    police = come_in("capturer", "Policía", script=script)
    page = police.go("/buscar/")
    police.picture("buscar-vacia")
    look_for(page, name)
    expect(page.locator("main")).to_contain_text("Abrir expediente nuevo")
    page.get_by_role("button", name="Abrir expediente nuevo").or_(
        page.get_by_role("link", name="Abrir expediente nuevo")
    ).first.click()
    assert "Xitlalic" not in page.url
    page.get_by_role("button", name="Registrar").last.click()
    expect(page).to_have_title(re.compile("Error"))
    if script:
        clean(police)
        police.picture("captura-errores")
    fill_case(page)
    if not page.locator("[name=narrative]").is_visible():
        page.locator("details", has=page.locator("[name=narrative]")).first.locator("summary").first.click()
    page.fill("[name=narrative]", "Relato de prueba que nadie más debe leer.")
    police.picture("captura")
    register(page)
    expect(page).to_have_url(re.compile("/casos/.+/comprobante/"))
    folio = re.search(r"BCS-\d\d-\d+-\w", page.content())
    assert folio
    police.picture("comprobante")
    if script:
        clean(police)

    hospital = come_in("capturer", "Hospital", script=script)
    page = hospital.go("/buscar/")
    look_for(page, name)
    expect(page.locator("main")).to_contain_text("X. P.")
    shown = page.locator("main").inner_text()
    assert folio[0] not in shown
    assert "Policía" not in shown
    assert "La Paz" not in shown
    hospital.picture("buscar")
    if script:
        clean(hospital)
    page.get_by_role("button", name="Es ella").first.click()
    expect(page.locator("h1")).to_have_text(folio[0])
    assert "Relato de prueba" not in page.content()
    hospital.picture("expediente")
    page.select_option("select[name=reason]", index=1)
    page.get_by_role("button", name=re.compile("Mostrar identidad")).click()
    expect(page.locator("main")).to_contain_text("Xitlalic")
    if script:
        clean(hospital)
    assert hospital.outside() == []


def test_from_an_extract_to_the_public_page(
    come_in: Enter, running_bank: RunningBank, tmp_path: Path
) -> None:
    aide = come_in("it_aide")
    files = extracts.write(tmp_path, 60, 50, 40)
    page = aide.go("/cargas/nueva/")
    aide.picture("cargar")
    for name, path in files.items():
        page.set_input_files(f"[name={name}]", path)
    page.get_by_role("button", name="Cargar").click()
    expect(page.locator("main")).to_contain_text("Terminada", timeout=60_000)
    expect(page.locator("main")).to_contain_text("Totales de control")
    aide.picture("carga-terminada")
    clean(aide)

    page = aide.go("/cortes/")
    page.get_by_role("button", name="Congelar").click()
    expect(page.locator("h1")).to_contain_text("-r")
    version = page.locator("h1").inner_text()
    aide.picture("corte")
    clean(aide)
    assert page.get_by_role("button", name="Aprobar").count() == 0
    where = page.url.removeprefix(running_bank.url)

    head = come_in("state_liaison")
    page = head.go(where)
    page.get_by_role("button", name="Aprobar").click()
    page.get_by_role("button", name="Publicar en DATAVIM").click()
    expect(page.locator("main")).to_contain_text("Publicado")
    head.picture("corte-publicado")

    reader = come_in(None)
    reader.page.wait_for_timeout(500)
    for _ in range(60):
        reader.page.goto(f"{running_bank.public}/v/{version}/")
        if reader.page.locator("h1").count() and version in reader.page.content():
            break
        reader.page.wait_for_timeout(1000)
    reader.page.goto(running_bank.public + "/")
    assert version in reader.page.content()
    assert "Datos ficticios de práctica" in reader.page.content()
    reader.picture("datavim-inicio")
    reader.page.goto(running_bank.public + "/indicadores/casos-por-tipo/")
    reader.picture("datavim-indicador")
    assert audit(reader.page) == []
