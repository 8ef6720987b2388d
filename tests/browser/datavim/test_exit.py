"""Quick exit: by click, by Shift three times, by the first thing the keyboard finds, with and without script."""

import pytest
from playwright.sync_api import Page, expect
from tests.browser.datavim.visits import EXIT, Visitor

pytestmark = pytest.mark.browser


def leave_by_click(page: Page) -> None:
    page.locator("a.exit").click()


def leave_by_shift(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")


def leave_by_keyboard(page: Page) -> None:
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


@pytest.mark.parametrize("leave", [leave_by_click, leave_by_shift, leave_by_keyboard])
@pytest.mark.parametrize("width", [360, 1366])
def test_it_leaves_and_back_does_not_show_the_page(visitor: Visitor, leave: object, width: int) -> None:
    visit = visitor(width)
    page = visit.go("/")
    visit.go("/ayuda/")
    leave(page)  # type: ignore[operator]
    page.wait_for_url(EXIT)
    assert page.title() == "Clima"
    page.go_back()
    assert page.url == visit.site + "/"
    page.go_forward()
    assert page.url == EXIT


@pytest.mark.parametrize("path", ["/", "/indicadores/casos-por-tipo/", "/v/2026-09-r1/", "/nada/"])
def test_every_page_can_be_left(visitor: Visitor, path: str) -> None:
    page = visitor().go(path)
    leave_by_shift(page)
    page.wait_for_url(EXIT)


def test_the_page_is_blank_before_the_other_answers(visitor: Visitor) -> None:
    page = visitor().go("/ayuda/")
    page.context.unroute(EXIT + "**")
    page.context.route(EXIT + "**", lambda route: route.abort())
    blank = page.evaluate("""() => {
      document.querySelector("a.exit").click();
      return [document.body.textContent, document.title.trim().replace("\\u200B", "")];
    }""")
    assert blank == ["", ""]


def test_presses_are_announced_and_forgotten(visitor: Visitor) -> None:
    visit = visitor()
    visit.page.clock.install()
    page = visit.go("/ayuda/")
    say = page.locator("#exit-say")
    page.keyboard.press("Shift")
    expect(say).to_have_text("Mayúsculas: oprime 2 veces más para salir.")
    page.keyboard.press("Shift")
    expect(say).to_have_text("Mayúsculas: oprime 1 vez más para salir.")
    page.clock.fast_forward(5_001)
    expect(say).to_have_text("La salida rápida con Mayúsculas se canceló.")
    page.keyboard.press("Shift")
    expect(say).to_have_text("Mayúsculas: oprime 2 veces más para salir.")


@pytest.mark.parametrize(
    "keys", [["Shift+A"] * 3, ["Shift", "A", "Shift", "A", "Shift"], ["Control+Shift"] * 3]
)
def test_shift_with_another_key_does_not_leave(visitor: Visitor, keys: list[str]) -> None:
    visit = visitor()
    page = visit.go("/ayuda/")
    for key in keys:
        page.keyboard.press(key)
    assert page.url == visit.site + "/ayuda/"
    assert "Puedes pedir ayuda ahora" in page.locator("h1").inner_text()


def test_without_script_it_is_a_plain_link_that_sends_no_referrer(visitor: Visitor) -> None:
    visit = visitor(script=False)
    page = visit.go("/ayuda/")
    leave_by_click(page)
    page.wait_for_url(EXIT)
    asked = [item for item in visit.requests if item.url == EXIT]
    assert "referer" not in asked[0].headers


def test_on_a_telephone_the_bar_is_large_and_hides_no_focus(visitor: Visitor) -> None:
    page = visitor(360, height=640).go("/indicadores/casos-por-tipo/")
    box = page.locator("a.exit").bounding_box()
    assert box is not None
    assert box["height"] >= 48
    assert box["width"] == 360
    covered = []
    for _ in range(60):
        page.keyboard.press("Tab")
        found = page.evaluate("""() => {
          const item = document.activeElement, box = item.getBoundingClientRect();
          const bar = document.querySelector("a.exit").getBoundingClientRect();
          if (item === document.body || item.matches("[data-exit]") || box.height > bar.top) return "";
          return box.bottom > bar.top ? item.outerHTML.slice(0, 90) : "";
        }""")
        if found:
            covered.append(found)
    assert covered == []


def test_the_help_is_one_touch_away_and_dials(visitor: Visitor) -> None:
    page = visitor(360).go("/indicadores/")
    assert page.locator("a[href='tel:911']").first.is_visible()
    assert page.locator("a[href='tel:079']").first.is_visible()
    page.locator("nav[aria-label='Principal'] a", has_text="Ayuda").click()
    expect(page.locator("h1")).to_have_text("Puedes pedir ayuda ahora")
    assert page.title() == "DATAVIM"
