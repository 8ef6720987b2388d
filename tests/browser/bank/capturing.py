"""How a capturer fills the pages: the answers that a case cannot do without, with the mouse or with the keys alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from playwright.sync_api import Page, expect
from tests.browser.bank.running import Person

LISTS = {
    1: {"notice-way": "Se le leyó", "attention-arrival": "cuenta"},
    2: {
        "residence": "La Paz",
        "nationality": "Mexicana",
        "schooling": "No se preguntó",
        "civil_status": "Soltera",
        "occupation": "No se preguntó",
    },
    3: {
        "precision": "Exacta",
        "municipality": "La Paz",
        "place": "En casa de ella",
        "modality": "Familiar",
        "known_aggressor": "Sí",
    },
    4: {"aggressors-0-link": "Expareja", "aggressors-0-sex": "Hombre"},
}
TEXTS = {3: {"facts_on": "01112026"}}
BOXES = {3: {"types": "PSI"}, 6: {"services-kinds": "JUR"}}
RECEIPT = re.compile("/casos/.+/comprobante/")
RESULTS = re.compile(r"/buscar/[0-9a-f-]{36}/")
DRAFT = re.compile(r"/borradores/[0-9a-f-]{36}/")
ONE_PAGE = re.compile(DRAFT.pattern + "$")
COPIES = """async () => {
  const names = (await indexedDB.databases()).map(each => each.name);
  if (!names.includes('banevim')) return 0;
  const db = await new Promise(done => { indexedDB.open('banevim', 1).onsuccess = e => done(e.target.result); });
  if (!db.objectStoreNames.length) return db.close() || 0;
  const count = db.transaction('drafts').objectStore('drafts').count();
  const n = await new Promise(done => { count.onsuccess = () => done(count.result); });
  db.close();
  return n;
}"""

FIND = "(list, words) => [...list.options].find(one => one.text.toLowerCase().includes(words)).value"

CLOSED = "details:not([open])"
AROUND = """name => [...document.querySelectorAll('details:not([open])')].findIndex(fold =>
  fold.querySelector(`[name='${name}']`)
  || [...fold.querySelectorAll('noscript')].some(kept => kept.innerHTML.includes(`name="${name}"`)))"""


def unfold(page: Page, name: str) -> None:
    """Open every fold around an answer, from the outside in."""
    while (n := page.evaluate(AROUND, name)) >= 0:
        page.locator(CLOSED).nth(n).locator("summary").first.click()


def look_for(page: Page, text: str) -> None:
    page.fill("#id_box", text)
    page.select_option("select[name=reason]", label="La estoy atendiendo ahora")
    page.get_by_role("button", name="Buscar").click()


def begin(page: Page, button: str = "Abrir expediente nuevo") -> None:
    """Its new draft, all on one page: it opens as this person, who is that of other tests too, filled the last one."""
    page.get_by_role("button", name=button).click()
    expect(page).to_have_url(DRAFT)
    if "/paso/" in page.url:
        page.get_by_role("link", name="Todo en una página").click()
    expect(page).to_have_url(ONE_PAGE)


def open_draft(person: Person, name: str) -> Page:
    """A search without candidates and its new draft, all on one page."""
    page = person.go("/buscar/")
    look_for(page, name)
    begin(page)
    return page


def choose(page: Page, name: str, label: str) -> None:
    """Pick the option, of a list or of radio buttons, whose words contain `label`."""
    if page.locator(f"input[type=radio][name='{name}']").count():
        page.locator(f"label:has(input[name='{name}'])", has_text=label).first.click()
        return
    value = page.eval_on_selector(f"select[name='{name}']", FIND, label.lower())
    page.select_option(f"select[name='{name}']", value)


def fill_group(page: Page, number: int) -> None:
    """The answers of one group."""
    for name, label in LISTS.get(number, {}).items():
        choose(page, name, label)
    for name, text in TEXTS.get(number, {}).items():
        page.fill(f"[name={name}]", text)
    for name, value in BOXES.get(number, {}).items():
        page.check(f"[name={name}][value={value}]")


def fill_case(page: Page) -> None:
    for number in (1, 2, 3, 4, 6):
        fill_group(page, number)


def register(page: Page) -> None:
    """Register; where the bank warns, confirm with a reason."""
    page.get_by_role("button", name="Registrar").last.click()
    page.wait_for_load_state()
    if page.locator("[name=confirmed]").count():
        page.check("[name=confirmed]")
        page.fill("[name=warnings_reason]", "Lo confirmó ella.")
        page.get_by_role("button", name="Registrar").last.click()


def saved(page: Page, words: str) -> None:
    expect(page.locator("[data-saved]")).to_contain_text(re.compile(words), timeout=15_000)


def copies(page: Page) -> int:
    """Encrypted copies of drafts that this browser keeps."""
    return int(page.evaluate(COPIES))


@dataclass
class Keyboard:
    """Presses keys and counts every one of them, also Alt, Control and Shift."""

    page: Page
    strokes: int = 0
    where: dict[str, int] = field(default_factory=dict)
    part: str = ""

    def press(self, key: str) -> None:
        self._count(key.count("+") + 1)
        self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self._count(len(text))
        self.page.keyboard.type(text)

    def _count(self, strokes: int) -> None:
        self.strokes += strokes
        self.where[self.part] = self.where.get(self.part, 0) + strokes

    def is_on(self, wanted: str) -> bool:
        on = "e => document.activeElement.name === e || document.activeElement.innerText.trim().startsWith(e)"
        return bool(self.page.evaluate(on, wanted))

    def to(self, wanted: str, most: int = 60) -> None:
        """Tab until the focus is on the control of that name, or whose words begin so."""
        for _ in range(most):
            if self.is_on(wanted):
                return
            self.press("Tab")
        raise AssertionError(f"{wanted} cannot be reached by Tab in {most}")

    def answer(self, name: str, words: str) -> None:
        """Tab to a list and type what its option shows first: its digit, or as many letters as tell it apart."""
        self.to(name)
        shown = self.page.locator(f"[name='{name}'] option").all_inner_texts()
        option = next(text.strip() for text in shown if words.lower() in text.lower())
        begin = [each.strip().lower() for each in shown]
        size = next(
            n
            for n in range(1, 30)
            if next(t for t in begin if t.startswith(option[:n].lower())) == option.lower()
        )
        self.type(option[0] if option[0].isdigit() else option[:size].lower())
        expect(self.page.locator(f"[name='{name}'] option:checked")).to_have_text(option)
