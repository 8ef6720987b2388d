"""Adding a service to a known file with the keyboard alone, counted: at most 35 keystrokes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from tests.browser.bank.running import Enter

pytestmark = pytest.mark.browser
MOST = 35


class Keys:
    """Presses keys and counts them."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.count += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.count += len(text)

    def tab_to(self, wanted: str, most: int = 12, key: str = "Tab") -> None:
        """Tab until the focus is on the control of that name or text."""
        for _ in range(most):
            if any(each.startswith(wanted) for each in self.focused()):
                return
            self.press(key)
        raise AssertionError(f"{wanted}: not reached; the focus is on {self.focused()}")

    def focused(self) -> tuple[str, str]:
        found: list[str] = self.page.evaluate(
            "[document.activeElement.name || '', document.activeElement.textContent.trim()]"
        )
        return found[0], found[1]

    def past_the_menu(self) -> None:
        """The first link of every page jumps to its content."""
        self.press("Tab", "Enter")


def test_a_service_for_a_known_file(come_in: Enter) -> None:
    person = come_in("capturer", "Hospital")
    page = person.go("/mi-mes/?quien=todas&mes=todos")
    folio = page.locator("tbody th a").first.inner_text()
    page = person.go("/buscar/")
    keys = Keys(page)
    if "box" not in keys.focused():
        keys.past_the_menu()
        keys.tab_to("box")
    keys.type(folio.replace("-", ""))
    keys.tab_to("reason")
    keys.type("L")
    keys.tab_to("Buscar", key="Shift+Tab")
    keys.press("Enter")
    page.wait_for_url(re.compile("/buscar/[0-9a-f-]{36}/"))
    keys.tab_to("Es ella")
    keys.press("Enter")
    page.wait_for_url(re.compile("/expedientes/"))
    keys.past_the_menu()
    keys.tab_to("Agregar servicio")
    keys.press("Enter")
    page.wait_for_url(re.compile("/servicio-nuevo/"))
    expect(page.locator("main input[type=checkbox]").first).to_be_focused()
    keys.press("Space", "Enter")
    expect(page.locator("main")).to_contain_text("El servicio quedó registrado")
    assert keys.count <= MOST, f"{keys.count} keystrokes"
    assert person.outside() == []
