"""Every kind of page: accessible at three widths, light, strict, silent, and whole without script."""

import pytest
from playwright.sync_api import Page
from tests.browser.a11y import audit
from tests.browser.datavim.visits import Visitor

pytestmark = pytest.mark.browser

PAGES = [
    "/",
    "/indicadores/",
    "/indicadores/casos-registrados/",
    "/indicadores/casos-por-tipo/",
    "/indicadores/mujeres-por-municipio/",
    "/indicadores/casos-por-modalidad/municipio/03009/",
    "/indicadores/casos-con-mas-de-un-tipo/",
    "/indicadores/mujeres-registradas/por/municipio/",
    "/municipios/",
    "/municipios/03009/",
    "/datos-abiertos/",
    "/metodologia/",
    "/metodologia/proteccion/",
    "/publicaciones/",
    "/ayuda/",
    "/acerca-de/",
    "/accesibilidad/",
    "/privacidad/",
    "/v/2026-09-r1/",
]
MOST_BYTES = 70_000
MOST_REQUESTS = 6


def widest(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth"))


@pytest.mark.parametrize("width", [320, 360, 1366])
def test_no_accessibility_violation_and_no_sideways_scroll(visitor: Visitor, width: int) -> None:
    visit = visitor(width)
    found = []
    for path in [*PAGES, "/nada/"]:
        page = visit.go(path)
        found += [f"{path} {line}" for line in audit(page)]
        if widest(page) > width:
            found.append(f"{path} is {widest(page)} px wide")
    assert found == []


def test_filters_are_links_that_lead_to_another_page(visitor: Visitor) -> None:
    page = visitor(360, script=False).go("/indicadores/casos-por-modalidad/")
    bar = page.get_by_role("navigation", name="Elegir qué datos ver")
    bar.get_by_role("link", name="Comondú").click()
    assert page.url.endswith("/indicadores/casos-por-modalidad/municipio/03001/")
    page.get_by_role("navigation", name="Elegir qué datos ver").get_by_role("link", name="2024").click()
    assert page.url.endswith("/casos-por-modalidad/municipio/03001/periodo/2024/")
    here = page.locator(".picker a[aria-current]").all_inner_texts()
    assert here == ["Comondú", "2024"]
    page.get_by_role("link", name="Lo que ves, CSV").wait_for()


def test_no_report_no_outside_request_and_nothing_left_behind(visitor: Visitor) -> None:
    visit = visitor()
    for path in PAGES:
        page = visit.go(path)
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0
        assert page.evaluate("indexedDB.databases().then(found => found.length)") == 0
        assert page.evaluate("navigator.serviceWorker.getRegistrations().then(found => found.length)") == 0
        assert page.evaluate("caches.keys().then(found => found.length)") == 0
    assert visit.page.context.cookies() == []
    assert visit.complaints == []
    assert visit.outside() == []


@pytest.mark.parametrize("path", PAGES)
def test_first_view_is_light(visitor: Visitor, path: str) -> None:
    visit = visitor(360)
    visit.go(path).wait_for_load_state("networkidle")
    sizes = [item.sizes()["responseBodySize"] for item in visit.requests]
    assert len(sizes) <= MOST_REQUESTS
    assert sum(sizes) <= MOST_BYTES


@pytest.mark.parametrize("path", PAGES)
def test_without_script_nothing_is_missing(visitor: Visitor, path: str) -> None:
    with_script = visitor(1366).go(path).locator("main").inner_text()
    without = visitor(1366, script=False).go(path)
    assert without.locator("main").inner_text() == with_script
    assert without.locator("a.exit").get_attribute("href")


def test_the_drawing_that_fits_is_the_one_shown(visitor: Visitor) -> None:
    for width, shown, hidden in ((360, ".only-narrow", ".only-wide"), (1366, ".only-wide", ".only-narrow")):
        page = visitor(width).go("/indicadores/casos-por-tipo/")
        assert page.locator(f"figure {shown}").is_visible()
        assert not page.locator(f"figure {hidden}").is_visible()


def test_no_text_leaves_its_drawing(visitor: Visitor) -> None:
    outside = """() => [...document.querySelectorAll('figure svg text')].filter(text => {
      const frame = text.ownerSVGElement.getBoundingClientRect(), box = text.getBoundingClientRect();
      return text.getClientRects().length && (box.left < frame.left - 1 || box.right > frame.right + 1
        || box.top < frame.top - 1 || box.bottom > frame.bottom + 1);
    }).map(text => text.textContent)"""
    for width in (360, 1366):
        visit = visitor(width)
        for path in PAGES:
            assert visit.go(path).evaluate(outside) == [], (width, path)


BROKEN = r"""() => [...document.querySelectorAll('table')].flatMap(table => {
  const found = [], walker = document.createTreeWalker(table, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    for (const word of node.data.matchAll(/\p{L}+/gu)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      if (range.getClientRects().length > 1) found.push(word[0]);
    }
  return found;
})"""


@pytest.mark.parametrize("width", [320, 360, 768, 1000, 1366])
def test_no_word_of_a_table_is_broken_and_none_leaves_its_page(visitor: Visitor, width: int) -> None:
    visit = visitor(width)
    for path in PAGES:
        page = visit.go(path)
        assert page.evaluate(BROKEN) == [], path
        assert widest(page) <= width, path


@pytest.mark.parametrize("path", ["/ayuda/", "/municipios/03001/"])
def test_it_prints_on_one_page(visitor: Visitor, path: str) -> None:
    import re

    printed = visitor().go(path).pdf(format="Letter")
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) == 1


def test_downloads_are_named_files(visitor: Visitor) -> None:
    page = visitor().go("/indicadores/casos-por-tipo/")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Lo que ves, CSV").click()
    assert waiting.value.suggested_filename == "casos-por-tipo.csv"
