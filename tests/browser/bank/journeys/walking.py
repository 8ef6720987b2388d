"""What every journey does on the way: it checks the page where it stands, opens folds and answers with words."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect
from tests.browser.a11y import audit
from tests.browser.bank.capturing import LISTS, choose, fill_case, open_draft, register, unfold
from tests.browser.bank.running import Person

SCRIPTS = re.compile(r"<script\b.*?</script>", re.DOTALL)
EXPECTED = re.compile(r"Failed to load resource: .* status of (404|422)")
REASON = "La estoy atendiendo"


def clean(person: Person) -> None:
    """No violation on the page as it stands, nothing that the policy stopped, nothing asked of another host."""
    person.page.wait_for_load_state()
    found = audit_whole(person.page) if person.script else audit_copy(person)
    found += [said for said in person.complaints if not EXPECTED.search(said)] + person.outside()
    if found:
        raise AssertionError("\n".join([person.page.url, *found]))


def audit_whole(page: Page) -> list[str]:
    """The page in a window as tall as it is: what sticks to the bottom covers nothing then."""
    size = page.viewport_size
    assert size
    page.set_viewport_size({**size, "height": page.evaluate("document.documentElement.scrollHeight")})
    found = audit(page)
    page.set_viewport_size(size)
    return found


def audit_copy(person: Person) -> list[str]:
    """The auditors are scripts: the page of a browser without them is read in another, exactly as it was drawn."""
    page, browser = person.page, person.page.context.browser
    assert browser
    html, context = SCRIPTS.sub("", page.content()), browser.new_context(locale="es-MX")
    try:
        copy = context.new_page()
        copy.route(page.url, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
        copy.goto(page.url)
        return audit_whole(copy)
    finally:
        context.close()


def answer(page: Page, **words: str) -> None:
    """By name of the question (`__` is a dash): the words of the option that she chose, or what she says."""
    for name, said in words.items():
        name = name.replace("__", "-")
        unfold(page, name)
        asked = page.locator(f"[name='{name}']").first
        if asked.evaluate("e => e.matches('input[type=text], input:not([type]), textarea')"):
            asked.fill(said)
        else:
            choose(page, name, said)


def why(person: Person, button: str, reason: str = REASON) -> None:
    """Say why in the form of that button, and press it."""
    form = person.page.locator("form", has=person.page.get_by_role("button", name=button))
    form.wait_for()
    options = form.locator("select[name=reason] option")
    words = next(text for text in options.all_text_contents() if reason in text)
    form.locator("select[name=reason]").select_option(label=words)
    form.get_by_role("button", name=button).click()


def opened(person: Person, name: str) -> str:
    """A case with the answers it cannot do without, registered on one page; the folio of its file."""
    page = open_draft(person, name)
    fill_case(page)
    register(page)
    expect(page).to_have_url(re.compile("/comprobante/"))
    return page.locator("h1").inner_text()


def to_file(person: Person) -> Page:
    """From the receipt to the file."""
    person.page.get_by_role("link", name="Ver expediente").click()
    return person.page


__all__ = ["LISTS", "answer", "clean", "opened", "to_file", "unfold", "why"]
