"""A cut of the practice bank, moved by its people: frozen, approved and published, with every click counted."""

from __future__ import annotations

import fcntl
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Locator, expect
from tests.browser.bank.journeys.walking import clean
from tests.browser.bank.running import Person, RunningBank

VERSION = re.compile(r"\d{4}-\d{2}-r\d+")


@contextmanager
def alone_with_the_cut(bank: RunningBank) -> Iterator[None]:
    """Workers share the bank, and it decides on one cut at a time."""
    with (bank.home.parent / "cut.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield


@dataclass
class Hand:
    """Clicks of all the people together."""

    clicks: int = 0

    def click(self, what: Locator) -> None:
        self.clicks += 1
        what.click()


def at_both_widths(person: Person) -> None:
    for width in (360, 1366):
        person.page.set_viewport_size({"width": width, "height": 800})
        clean(person)


def freeze(person: Person, hand: Hand) -> str:
    """From the desk to a frozen cut: the last closed month, or a correction of it where it is public already. Its
    address."""
    page = person.go("/")
    at_both_widths(person)
    hand.click(page.get_by_role("link", name=re.compile("(Congelar|Ver los cortes) ?: Corte")))
    at_both_widths(person)
    month = page.locator("[name=month]").input_value()
    public = page.get_by_role("row", name=re.compile(f"{month}.*Publicado"))
    if public.count():
        hand.click(public.first.get_by_role("link"))
        hand.click(page.get_by_role("link", name="Corregir este corte"))
        at_both_widths(person)
        person.picture("corregir-corte")
        hand.click(page.get_by_label("Se corrigen nombres, explicaciones o fuentes."))
        page.fill("[name=note]", "Se corrigió el nombre de la fuente.")
        hand.click(page.get_by_role("button", name="Congelar para corregir"))
    else:
        hand.click(page.get_by_role("button", name="Congelar"))
    expect(page.locator("h1")).to_have_text(VERSION)
    at_both_widths(person)
    assert page.get_by_role("button", name="Aprobar").count() == 0, "who froze it does not approve it"
    return page.url.removeprefix(person.bank.url)


def release(head: Person, hand: Hand) -> None:
    """The other person, from her desk: sees what was pointed out, approves, publishes."""
    page = head.go("/")
    hand.click(page.get_by_role("link", name=re.compile("Revisar y decidir ?: Corte")))
    at_both_widths(head)
    boxes = page.locator("[name=seen]")
    if boxes.count():
        page.get_by_role("button", name="Aprobar").click()
        expect(page.locator("main")).to_contain_text("Marca que viste")
        at_both_widths(head)
    for place in range(boxes.count()):
        hand.click(boxes.nth(place))
    hand.click(page.get_by_role("button", name="Aprobar"))
    hand.click(page.get_by_role("button", name="Publicar en DATAVIM"))
    expect(page.locator("main")).to_contain_text("Publicado")
    at_both_widths(head)
