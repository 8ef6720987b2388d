"""What people come for: a figure to cite, help without a trace in Back, all of a cut in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.datavim.visits import EXIT, Visitor
from tests.unit.datavim import sample

pytestmark = pytest.mark.browser
HERS, RATE = "Los Cabos", re.compile(r"\d[\d,]*")
NEUTRAL = f"{EXIT}buscador"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would run instead of showing."""


def rate_of_hers(page: Page) -> str:
    """The number beside her municipality, as the page writes it."""
    row = page.locator("main table tr", has_text=HERS).first
    found = [RATE.search(text) for text in row.locator("td").all_inner_texts()]
    return next(each[0] for each in found if each)


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("width", [360, 1366])
def test_a_journalist_finds_her_rate_and_cites_it(visitor: Visitor, width: int, script: bool) -> None:
    """At most two clicks to the rate and to words ready to be copied, with the version and an address that stays."""
    visit = visitor(width, script=script)
    page = visit.go("/")
    page.locator("nav[aria-label='Principal'] a", has_text="Indicadores").click()
    page.locator("main a[href$='/indicadores/mujeres-por-municipio/']").first.click()
    expect(page.locator("main")).to_contain_text("por cada 100 mil")
    counts = dict(zip([row[0] for row in sample.PLACES], sample.PLACES, strict=True))["03008"]
    assert rate_of_hers(page).replace(",", "") == str(round(100_000 * counts[3]["2025"] / counts[2]))
    cite = page.locator("#cita")
    words = cite.inner_text()
    assert "2026-10-r1" in words
    assert "/v/2026-10-r1/indicadores/mujeres-por-municipio/" in words
    cite.click(click_count=3)
    if script:
        assert page.evaluate("getSelection().toString().trim()") == words.strip()
    stays = re.search(r"/v/\S+/", words)
    assert stays
    expect(visit.go(stays[0]).locator("#cita")).to_have_text(words)


def arrive(visitor: Visitor, *, script: bool) -> tuple[Page, str]:
    """A woman who looked for something else comes to the help."""
    visit = visitor(360, script=script)
    page = visit.page
    page.goto(NEUTRAL)
    visit.go("/ayuda/")
    expect(page.locator("h1")).to_have_text("Puedes pedir ayuda ahora")
    assert page.locator("a[href='tel:911']").first.is_visible()
    assert page.title() == "DATAVIM"
    return page, visit.site


@pytest.mark.parametrize("leave", ["click", "shift"])
def test_a_woman_finds_help_and_leaves_no_trace_of_it_in_back(visitor: Visitor, leave: str) -> None:
    page, site = arrive(visitor, script=True)
    if leave == "click":
        page.locator("a.exit").click()
    else:
        for _ in range(3):
            page.keyboard.press("Shift")
    page.wait_for_url(EXIT)
    seen = []
    for _ in range(2):
        page.go_back()
        seen.append(page.url)
    assert seen[0] == NEUTRAL
    assert not any(address.startswith(site) for address in seen)


def test_without_script_the_exit_is_a_plain_link_and_the_page_says_what_stays(visitor: Visitor) -> None:
    page, site = arrive(visitor, script=False)
    expect(page.locator("#navega")).to_contain_text("El historial del navegador")
    page.locator("a.exit").click()
    page.wait_for_url(EXIT)
    page.go_back()
    assert page.url == f"{site}/ayuda/", "the page promises no more than it does"


def test_a_civil_servant_downloads_all_of_a_cut_and_opens_it(visitor: Visitor, tmp_path: Path) -> None:
    page = visitor(1366).go("/")
    page.locator("nav[aria-label='Principal'] a", has_text="Datos abiertos").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name=re.compile("^Todo junto, ZIP")).click()
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    assert path.name == "datavim-03-2026-10-r1.zip"
    with zipfile.ZipFile(path) as box:
        assert box.testzip() is None
        tables = {name: box.read(name) for name in box.namelist() if name.endswith(".csv")}
        told = json.loads(box.read("2026-10-r1/datapackage.json"))["resources"]
    assert sorted(tables) == sorted(f"2026-10-r1/{each['path']}" for each in told)
    for name, raw in tables.items():
        opens_in_a_spreadsheet(name, raw)


def opens_in_a_spreadsheet(name: str, raw: bytes) -> None:
    """As Excel opens it in Mexico with two clicks: the mark tells UTF-8, commas part the cells, numbers are numbers and
    no cell is a formula."""
    assert raw.startswith(b"\xef\xbb\xbf"), name
    text = raw.decode("utf-8-sig")
    assert csv.Sniffer().sniff(text.splitlines()[0]).delimiter == ","
    rows = list(csv.reader(io.StringIO(text, newline=""), dialect="excel"))
    assert len({len(row) for row in rows}) == 1, name
    assert not any(cell.startswith(FORMULA) for row in rows for cell in row), name
    for line in map(dict, (zip(rows[0], row, strict=True) for row in rows[1:])):
        assert (line["valor"] == "") is (line["estado"] in ("protegido", "sin_captura"))
        assert line["valor"] == "" or line["valor"].isdigit()


def test_archived_pages_show_the_lines_of_today_and_their_date(visitor: Visitor) -> None:
    visit = visitor(1366)
    now = visit.go("/").locator("aside.care").inner_text()
    old = visit.go("/v/2026-09-r1/")
    expect(old.locator(".archived")).to_be_visible()
    assert old.locator("aside.care").inner_text() == now
    expect(old.locator("footer")).to_contain_text("Números verificados el 3 de noviembre de 2026")
