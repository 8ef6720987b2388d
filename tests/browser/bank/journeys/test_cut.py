"""The office publishes a month and corrects a published one: few clicks, two people, also with the keyboard alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect
from tests.browser.bank.cutting import VERSION, Hand, alone_with_the_cut, at_both_widths, freeze, release
from tests.browser.bank.running import Enter, Person, RunningBank

pytestmark = pytest.mark.browser
MOST = 12


def online(person: Person, version: str) -> str:
    """The page of open data of a version, once its site is built."""
    page, place = person.page, f"{person.bank.public}/v/{version}/datos-abiertos/"
    for _ in range(90):
        answer = page.goto(place)
        if answer and answer.ok:
            return page.locator("main").inner_text()
        page.wait_for_timeout(1000)
    raise AssertionError(f"{version} never came out")


@pytest.mark.parametrize("script", [True, False])
def test_a_month_is_published_and_then_corrected(
    come_in: Enter, running_bank: RunningBank, script: bool
) -> None:
    with alone_with_the_cut(running_bank):
        aide, head = come_in("it_aide", script=script), come_in("state_liaison", script=script)
        for _ in range(2):
            hand = Hand()
            where = freeze(aide, hand)
            release(head, hand)
            assert hand.clicks <= MOST
        version = head.go(where).locator("h1").inner_text()
        assert "reemplaza a" in head.page.locator("main").inner_text()
    reader = come_in(None)
    text = online(reader, version)
    told = "Se corrigen nombres, explicaciones o fuentes. Se corrigió el nombre de la fuente."
    assert f"Qué corrige la versión {version}. {told}" in text


def tab_to(person: Person, what: Locator, most: int = 80) -> None:
    """With the key alone; the focus shows where it is."""
    for _ in range(most):
        person.page.keyboard.press("Tab")
        if what.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError("the keyboard never gets there")


def test_with_the_keyboard_alone(come_in: Enter, running_bank: RunningBank) -> None:
    with alone_with_the_cut(running_bank):
        aide, head = come_in("it_aide"), come_in("state_liaison")
        freeze(aide, Hand())
        page = head.go("/")
        tab_to(head, page.get_by_role("link", name=re.compile("Revisar y decidir ?: Corte")))
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text(VERSION)
        boxes = page.locator("[name=seen]")
        for place in range(boxes.count()):
            tab_to(head, boxes.nth(place))
            page.keyboard.press("Space")
        for name in ("Aprobar", "Publicar en DATAVIM"):
            tab_to(head, page.get_by_role("button", name=name))
            page.keyboard.press("Enter")
            page.wait_for_load_state()
        expect(page.locator("main")).to_contain_text("Publicado")


def test_the_policy_is_read_before_it_is_signed(come_in: Enter, running_bank: RunningBank) -> None:
    with alone_with_the_cut(running_bank):
        head, aide = come_in("state_liaison"), come_in("monitoring_aide")
        page = head.go("/cortes/politica/")
        at_both_widths(head)
        page.fill("[name=k]", "2")
        page.get_by_role("button", name="Leer antes de firmar").click()
        expect(page).to_have_title(re.compile("Error|Política"))
        assert page.get_by_role("button", name="Firmar esta política").count() == 0
        page.fill("[name=k]", "5")
        page.get_by_role("button", name="Leer antes de firmar").click()
        expect(page.locator("main")).to_contain_text("a menos de 5 mujeres")
        at_both_widths(head)
        page.get_by_role("button", name="Firmar esta política").click()
        expect(page.locator("main")).to_contain_text(re.compile("Firmaste la versión|ya está firmada"))
        at_both_widths(head)
        aide.go("/cortes/politica/")
        assert aide.page.get_by_role("button", name="Leer antes de firmar").count() == 0
        at_both_widths(aide)
