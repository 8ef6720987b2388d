"""The desk of every role, as a picture for the manual, and what it must not offer."""

from __future__ import annotations

import pytest
from tests.browser.bank.running import Enter

pytestmark = pytest.mark.browser
DESKS = {
    "capturer": ("Buscar", "Cortes"),
    "institutional_liaison": ("Buscar", "Cortes"),
    "state_liaison": ("Cortes", "Mi mes"),
    "monitoring_aide": ("Cortes", "Mi mes"),
    "it_aide": ("Cuentas", "Mi mes"),
    "administrator": ("Cuentas", "Mi mes"),
    "statistics_reader": ("Cortes", "Buscar"),
}


@pytest.mark.parametrize("role", DESKS)
def test_the_desk_offers_what_the_role_does(come_in: Enter, role: str) -> None:
    person = come_in(role)
    person.picture(f"mesa-{role}")
    menu = person.page.locator("nav[aria-label=Principal]").inner_text()
    offered, hidden = DESKS[role]
    assert offered in menu
    assert hidden not in menu
