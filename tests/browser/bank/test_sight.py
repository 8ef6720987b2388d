"""The capture pages for who sees little: 400 % zoom (1280 px become 320) and forced colours."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.browser.bank.capturing import DRAFT, fill_case, look_for, open_draft, saved
from tests.browser.bank.running import Enter, Person

pytestmark = pytest.mark.browser
ZOOMED = {"width": 320, "height": 256}
"""1280 × 1024 at 400 %."""
SEEN = """const seen = list => [...document.querySelectorAll(list)].filter(one =>
    one.checkVisibility({visibilityProperty: true}) && !one.closest('.vh, .skip, [hidden]'));
  const words = one => `${one.tagName} ${one.name || one.textContent.trim().slice(0, 30)}`;
  const typed = 'main input:not([type=hidden]), main select, main textarea';
  const reached = list => seen(list).filter(one => one.tabIndex >= 0);
"""
CUT = f"""() => {{
  {SEEN}
  const wide = document.documentElement.clientWidth, bad = [];
  if (document.documentElement.scrollWidth > wide) bad.push('the page scrolls sideways');
  for (const one of seen(`${{typed}}, main button, main a, main summary, h1, h2, label, legend, td, dd`)) {{
    const box = one.getBoundingClientRect(), style = getComputedStyle(one);
    if (box.width < 2) continue;
    if (box.left < -1 || box.right > wide + 1) bad.push(`${{words(one)}}: ${{box.left}} to ${{box.right}}`);
    const short = /hidden|clip/.test(style.overflowX) && one.scrollWidth > one.clientWidth + 1;
    if (short && !/SELECT|INPUT|TEXTAREA/.test(one.tagName)) bad.push(`${{words(one)}}: its words are cut`);
  }}
  return bad;
}}"""
"""What leaves the screen sideways or has its words cut."""
COVERED = f"""() => {{
  {SEEN}
  const dock = document.querySelector('.dock'), bad = [];
  for (const one of dock ? reached(`${{typed}}, main summary, main a[href]`) : []) {{
    if (one.closest('.dock') || one.tagName === 'TEXTAREA') continue;
    one.focus();
    if (one.getBoundingClientRect().top >= dock.getBoundingClientRect().top) bad.push(`${{words(one)}}: covered`);
  }}
  return bad;
}}"""
"""What is under the fixed bar of buttons when it has the focus (WCAG 2.2, 2.4.11)."""
UNSEEN = f"""() => {{
  {SEEN}
  const bad = [], ground = getComputedStyle(document.body).backgroundColor;
  for (const one of reached(`${{typed}}, main .btn, main .linkbtn, main summary, main a[href]`)) {{
    const style = getComputedStyle(one), boxed = one.matches(`${{typed}}, .btn`);
    const native = /^(checkbox|radio)$/.test(one.type) && style.appearance !== 'none';
    const edge = style.borderTopStyle !== 'none' && parseFloat(style.borderTopWidth) >= 1;
    if (boxed && !native && !edge) bad.push(`${{words(one)}}: no edge`);
    if (style.color === ground) bad.push(`${{words(one)}}: no words`);
    one.focus({{focusVisible: true}});
    const focused = getComputedStyle(one);
    if (focused.outlineStyle === 'none' || parseFloat(focused.outlineWidth) < 2) bad.push(`${{words(one)}}: no focus`);
  }}
  return bad;
}}"""
"""With the colours of the system: what has no edge, no words or no visible focus."""


def look(page: Page, name: str) -> None:
    """Keep the picture of what was judged where the environment says (LOOK_AT), to be looked at."""
    if folder := os.environ.get("LOOK_AT"):
        page.evaluate("scrollTo(0, 0)")
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def judged(page: Page, name: str) -> list[str]:
    """Everything that is wrong with the page as it is, zoomed and then in forced colours."""
    page.wait_for_load_state()
    size = page.viewport_size
    page.set_viewport_size(ZOOMED)
    bad = [f"zoomed: {each}" for each in [*page.evaluate(CUT), *page.evaluate(COVERED)]]
    look(page, f"{name}-zoomed")
    if size:
        page.set_viewport_size(size)
    page.emulate_media(forced_colors="active")
    bad += [f"forced colours: {each}" for each in page.evaluate(UNSEEN)]
    look(page, f"{name}-forced")
    page.emulate_media(forced_colors="none")
    return [f"{name} {each}" for each in bad]


def test_search_express_step_review_and_file(come_in: Enter) -> None:
    person: Person = come_in("capturer", "Hospital de práctica, La Paz", width=1280)
    page = person.go("/buscar/")
    bad = judged(page, "search")
    look_for(page, "María 1990")
    bad += judged(page, "results")
    page = open_draft(person, "Jimena Prueba Vista 12/12/1991")
    bad += judged(page, "express")
    page.get_by_role("button", name="Registrar").last.click()
    page.wait_for_selector(".errsum")
    bad += judged(page, "express-errors")
    fill_case(page)
    saved(page, "Guardado en el servidor")
    found = DRAFT.search(page.url)
    assert found
    for path in ("pasos/", "paso/1/", "paso/2/", "paso/3/", "revisar/"):
        person.go(f"{found[0]}{path}")
        bad += judged(page, path.strip("/").replace("/", "-"))
    person.go(found[0])
    page.wait_for_selector("form[data-ready]", state="attached")
    page.get_by_role("button", name="Registrar").last.click()
    page.wait_for_url("**/comprobante/")
    bad += judged(page, "receipt")
    page.get_by_role("link", name="Ver expediente").click()
    bad += judged(page, "file")
    assert bad == []


def test_on_a_telephone_nothing_hides_behind_the_buttons(come_in: Enter) -> None:
    """Also when the bar says, in several lines, why a press did not reach the bank."""
    person = come_in("capturer", "Hospital de práctica, La Paz", width=360)
    page = open_draft(person, "Jimena Prueba Barra 12/12/1991")
    page.wait_for_selector("form[data-ready]", state="attached")
    page.set_viewport_size({"width": 360, "height": 640})
    assert page.evaluate(COVERED) == []
    page.context.set_offline(True)
    page.get_by_role("button", name="Registrar").last.click()
    page.wait_for_selector("[data-pressed]:not(:empty)")
    height = page.evaluate("document.querySelector('.dock').offsetHeight")
    assert page.evaluate(COVERED) == [], height
    page.context.set_offline(False)
