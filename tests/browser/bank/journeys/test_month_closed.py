"""An institution closes its month: from its desk, with its own count, and open again; the office sees who has not."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from playwright.sync_api import expect
from tests.browser.bank.journeys.walking import clean
from tests.browser.bank.running import Enter

from datavim.words import month_name

pytestmark = pytest.mark.browser


def last_ended() -> str:
    """The month that ended, where the practice bank stands."""
    today = dt.datetime.now(dt.timezone(dt.timedelta(hours=-7))).date()
    return month_name(f"{today.replace(day=1) - dt.timedelta(days=1):%Y-%m}")


@pytest.mark.parametrize(
    ("script", "place"),
    [(True, "Hospital de práctica, La Paz"), (False, "Hospital de práctica, Los Cabos")],
)
def test_the_month_is_closed_and_opened_again(come_in: Enter, script: bool, place: str) -> None:
    month = last_ended()
    liaison = come_in("institutional_liaison", place, script=script)
    page = liaison.page
    card = page.locator("li.task", has_text="Cierre del mes")
    expect(card).to_contain_text(f"{month}todavía sin cerrar")
    card.get_by_role("link").click()
    clean(liaison)
    liaison.picture("cierre-del-mes")
    known = int(page.locator("[name=said]").input_value())
    page.fill("[name=said]", "")
    page.get_by_role("button", name=f"Cerrar {month}").click()
    expect(page.locator(".errsum")).to_be_visible()
    clean(liaison)
    page.fill("[name=said]", str(known + 1))
    page.get_by_role("button", name=f"Cerrar {month}").click()
    expect(page.locator("#cerrado")).to_be_visible()
    expect(page.locator("main")).to_contain_text(f"el sistema tenía {known}")
    clean(liaison)
    office = come_in("state_liaison", script=script)
    row = office.go("/captura/instituciones/").locator("section", has=office.page.locator("#cierre"))
    expect(row.locator("tr", has_text=place)).to_contain_text("Cerrado")
    clean(office)
    page.locator("summary", has_text="Abrir").click()
    page.get_by_label("Por qué se abre de nuevo").select_option(label="Se cerró por error")
    page.get_by_role("button", name="Abrir de nuevo").click()
    expect(page.locator("main")).to_contain_text(re.compile("Se abrió de nuevo"))
    expect(page.locator("#pendiente")).to_be_visible()
    clean(liaison)
