"""The site walked from its first page: every link answers; one page of each kind is whole, strict and accessible, with
script and without it, at 320 px (`test_pages` sees the wide ones)."""

from __future__ import annotations

import http.client
import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Route
from tests.browser.a11y import audit
from tests.browser.datavim.visits import EXIT, Visit, Visitor
from tests.unit.datavim.reading import read

pytestmark = pytest.mark.browser
SCRIPTS = re.compile(r"<script\b.*?</script>", re.DOTALL)
CODE, VERSION = re.compile(r"^[a-z0-9-]+$"), re.compile(r"^/v/[^/]+")
NARROW = 320
ONE_OF_EACH = {"indicadores", "municipios"}
"""Folders whose pages are of one kind at each depth."""


@dataclass(frozen=True)
class Crawl:
    """Addresses of pages in the order they were found, and what did not answer as it should."""

    pages: tuple[str, ...]
    broken: tuple[str, ...]
    outside: frozenset[str]


def kind(path: str) -> str:
    """`/v/2026-10-r1/indicadores/casos/loreto/` is one of the pages `/v/*/indicadores/*/*/`."""
    parts = VERSION.sub("/v/*", path).split("/")
    inside = next((place for place, part in enumerate(parts) if part in ONE_OF_EACH), len(parts))
    return "/".join("*" if place > inside and part else part for place, part in enumerate(parts))


def ask(site: str, path: str) -> tuple[int, str, bytes]:
    line = http.client.HTTPConnection(urlsplit(site).netloc, timeout=20)
    line.request("GET", path)
    answer = line.getresponse()
    found = answer.status, answer.headers.get("Content-Type", ""), answer.read()
    line.close()
    return found


@pytest.fixture(scope="module")
def crawl(public_site: str) -> Crawl:
    waiting, seen = deque(["/"]), {"/"}
    pages, broken, outside = [], [], set()
    while waiting:
        path = waiting.popleft()
        status, form, body = ask(public_site, path)
        if status != 200:
            broken.append(f"{path}: {status}")
        if status != 200 or not form.startswith("text/html"):
            continue
        pages.append(path)
        for link, attributes in read(body).links:
            whole = urljoin(public_site + path, urldefrag(link).url)
            if not whole.startswith(public_site + "/"):
                outside.add(whole if "data-exit" in attributes else f"{path} → {whole}")
            elif (inside := whole.removeprefix(public_site)) not in seen:
                seen.add(inside)
                waiting.append(inside)
    return Crawl(tuple(pages), tuple(broken), frozenset(outside))


def one_of_each(pages: tuple[str, ...]) -> Iterator[str]:
    """The first page found of each kind, and one that does not exist."""
    yield from {kind(path): path for path in reversed(pages)}.values()
    yield "/nada/"


def test_every_link_answers_and_only_the_exit_the_numbers_and_the_shared_texts_lead_away(
    crawl: Crawl,
) -> None:
    assert crawl.broken == ()
    assert len(crawl.pages) > 20
    away = {each for each in crawl.outside if each != EXIT and " → tel:" not in each}
    assert away == set()


def test_one_page_of_each_kind_is_taken(crawl: Crawl) -> None:
    assert kind("/v/2026-10-r1/indicadores/casos-por-tipo/") == "/v/*/indicadores/*/"
    assert kind("/municipios/03009/") == "/municipios/*/"
    assert kind("/metodologia/proteccion/") == "/metodologia/proteccion/"
    kinds = {kind(path) for path in crawl.pages}
    assert {"/", "/indicadores/*/", "/metodologia/proteccion/", "/v/*/", "/ayuda/"} <= kinds


def test_with_script(crawl: Crawl, visitor: Visitor) -> None:
    visit, found = visitor(NARROW), []
    for path in one_of_each(crawl.pages):
        page = visit.go(path)
        found += [f"{path} {line}" for line in audit(page)]
        if page.evaluate("document.documentElement.scrollWidth") > NARROW:
            found.append(f"{path} scrolls sideways")
    assert found == []
    assert [said for said in visit.complaints if "404" not in said] == []
    assert visit.outside() == []


def test_without_script(crawl: Crawl, visitor: Visitor, chromium: Browser) -> None:
    """The auditors are scripts: what a browser without them drew is read in another that has them."""
    visit, found = visitor(NARROW, script=False), []
    context = chromium.new_context(viewport={"width": NARROW, "height": 800})
    copy = context.new_page()
    for path in one_of_each(crawl.pages):
        drawn = SCRIPTS.sub("", visit.go(path).content())
        copy.route(visit.site + path, answering(drawn))
        copy.goto(visit.site + path)
        found += [f"{path} {line}" for line in audit(copy)]
        copy.unroute(visit.site + path)
        if not visit.page.locator("a.exit").first.get_attribute("href"):
            found.append(f"{path} cannot be left")
    context.close()
    assert found == []
    assert visit.outside() == []
    assert refused(visit) == []


def answering(body: str) -> Callable[[Route], None]:
    def fulfil(route: Route) -> None:
        route.fulfill(body=body, content_type="text/html; charset=utf-8")

    return fulfil


def refused(visit: Visit) -> list[str]:
    """What the policy of the pages stopped."""
    return [said for said in visit.complaints if "Content Security Policy" in said or said.startswith("CSP")]
