"""Every page that a role can reach by following links: accessible, silent policy, nothing asked of another host."""

from __future__ import annotations

import re
from urllib.parse import urldefrag, urlsplit

import pytest
from tests.browser.a11y import audit
from tests.browser.bank.running import Enter, Person

pytestmark = pytest.mark.browser

ROLES = [
    "capturer",
    "institutional_liaison",
    "state_liaison",
    "monitoring_aide",
    "it_aide",
    "administrator",
    "statistics_reader",
]
KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
MOST = 40


def kind_of(path: str) -> str:
    """The address without its keys: one page of each kind is enough."""
    return KEY.sub("*", urlsplit(path).path)


def links_of(person: Person) -> list[str]:
    found = person.page.eval_on_selector_all("a[href]:not([download])", "list => list.map(a => a.href)")
    inside = (urldefrag(href).url for href in found if href.startswith(person.bank.url + "/"))
    return [href.removeprefix(person.bank.url) for href in inside]


def walk(person: Person) -> dict[str, list[str]]:
    """Breadth first over the kinds of address; complaints of each page that has some."""
    seen, waiting, bad = {"/"}, ["/"], {}
    while waiting and len(seen) < MOST:
        path = waiting.pop(0)
        person.go(path)
        if found := [*audit(person.page), *wide(person)]:
            bad[path] = found
        for href in links_of(person):
            if kind_of(href) not in seen:
                seen.add(kind_of(href))
                waiting.append(href)
    assert len(seen) > 2, "the walk did not leave the desk"
    return bad


def wide(person: Person) -> list[str]:
    """A page never scrolls sideways at 320 px."""
    size = person.page.viewport_size
    person.page.set_viewport_size({"width": 320, "height": 700})
    extra = person.page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    if size:
        person.page.set_viewport_size(size)
    return [f"scrolls {extra} px sideways at 320 px"] if extra > 0 else []


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_a_role(come_in: Enter, role: str) -> None:
    person = come_in(role)
    assert walk(person) == {}
    assert person.complaints == []
    assert person.outside() == []


def test_pages_without_an_account(come_in: Enter) -> None:
    person = come_in(None)
    for path in ("/entrar/", "/ayuda/", "/no-existe/"):
        person.go(path)
        assert audit(person.page) == []
    assert [c for c in person.complaints if "404" not in c] == []
    assert person.outside() == []
