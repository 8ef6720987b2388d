"""The whole walk, with and without script, from the search before a file to the figure on the public site."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.bench import extracts
from tests.browser.a11y import audit
from tests.browser.bank import cutting as journey
from tests.browser.bank.capturing import fill_case, look_for, register, unfold
from tests.browser.bank.running import Enter, Person

pytestmark = pytest.mark.browser


def clean(person: Person) -> None:
    """No violation on the page as it stands (the auditors are scripts: without them the pages are the same)."""
    if person.script:
        assert audit(person.page) == []


def capture(police: Person, name: str) -> str:
    """Look for her, open her file, register a case; her folio."""
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
    clean(police)
    police.picture("captura-errores")
    fill_case(page)
    unfold(page, "narrative")
    page.fill("[name=narrative]", "Relato de prueba que nadie más debe leer.")
    register(page)
    expect(page).to_have_url(re.compile("/casos/.+/comprobante/"))
    folio = re.search(r"BCS-\d\d-\d+-\w", page.content())
    assert folio
    police.picture("comprobante")
    clean(police)
    return folio[0]


def attend(hospital: Person, name: str, folio: str) -> None:
    """Another institution finds her, sees only what it may, and opens her identity for a reason."""
    page = hospital.go("/buscar/")
    look_for(page, name)
    expect(page.locator("main")).to_contain_text("X. P.")
    shown = page.locator("main").inner_text()
    for hidden in (folio, "Policía", "La Paz"):
        assert hidden not in shown
    hospital.picture("buscar")
    clean(hospital)
    page.get_by_role("button", name="Es ella").first.click()
    expect(page.locator("h1")).to_have_text(folio)
    assert "Relato de prueba" not in page.content()
    hospital.picture("expediente")
    page.select_option("select[name=reason]", index=1)
    page.get_by_role("button", name=re.compile("Mostrar identidad")).click()
    expect(page.locator("main")).to_contain_text("Xitlalic")
    clean(hospital)


def load_extract(aide: Person, files: dict[str, Path]) -> None:
    """Import an institution's extract and read its control totals."""
    page = aide.go("/cargas/nueva/")
    aide.picture("cargar")
    for name, path in files.items():
        page.set_input_files(f"[name={name}]", path)
    page.get_by_role("button", name="Cargar").click()
    until(page, "Terminada")
    expect(page.locator("main")).to_contain_text("Totales de control")
    aide.picture("carga-terminada")
    clean(aide)


def until(page: Page, words: str, seconds: int = 90) -> None:
    """Wait for words that another process writes; without script the page is asked for again, as a person would."""
    for _ in range(seconds):
        if words in page.locator("main").inner_text():
            return
        page.wait_for_timeout(1000)
        if words not in page.locator("main").inner_text():
            page.reload()
    raise AssertionError(f"{page.url} never said {words}")


def freeze(aide: Person) -> tuple[str, str]:
    """Freeze the last closed month, or a correction of it; the address of the cut and its version."""
    where = journey.freeze(aide, journey.Hand())
    aide.picture("corte")
    return where, aide.page.locator("h1").inner_text()


def release(head: Person) -> None:
    """The second person approves and publishes."""
    journey.release(head, journey.Hand())
    head.picture("corte-publicado")


def read(reader: Person, version: str) -> None:
    """The result on the public site, at its permanent address and on the first page."""
    page, public = reader.page, reader.bank.public
    for _ in range(90):
        answer = page.goto(f"{public}/v/{version}/")
        if answer and answer.ok:
            break
        page.wait_for_timeout(1000)
    page.goto(public + "/")
    assert version in page.content()
    assert "Datos ficticios de práctica" in page.content()
    reader.picture("datavim-inicio")
    clean(reader)
    page.goto(public + "/indicadores/casos-por-tipo/")
    reader.picture("datavim-indicador")
    clean(reader)


@pytest.mark.parametrize("script", [True, False])
def test_from_the_search_to_the_public_page(come_in: Enter, tmp_path: Path, script: bool) -> None:
    name = f"Xitlalic Prueba {'Con' if script else 'Sin'} 12/05/1990"
    police = come_in("capturer", "Policía", script=script)
    hospital = come_in("capturer", "Hospital", script=script)
    aide, head = come_in("it_aide", script=script), come_in("state_liaison", script=script)
    reader = come_in(None, script=script)
    folio = capture(police, name)
    attend(hospital, name, folio)
    load_extract(aide, extracts.write(tmp_path, 60, 50, 40))
    with journey.alone_with_the_cut(aide.bank):
        _, version = freeze(aide)
        release(head)
    read(reader, version)
    for person in (police, hospital, aide, head, reader):
        assert person.outside() == []
        assert [said for said in person.complaints if "404" not in said and "422" not in said] == []
