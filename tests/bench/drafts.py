"""Kills the browser and cuts the network at random moments of a capture: what is lost, repeated or left in clear."""

from __future__ import annotations

import argparse
import json
import random
import secrets
import string
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from playwright.sync_api import Page, Playwright, Route, expect, sync_playwright
from tests.bench.browsers import Killable, finds_what_is_planted, in_clear
from tests.bench.run import banevim, wait_for_practice
from tests.browser.bank.capturing import DRAFT, RECEIPT, fill_case, look_for
from tests.harness.home import throw_away

PLANTS = ["IndexedDB", "UTF-8", "UTF-16", "Base64", "Base64 of UTF-16"]
MOST_LOST = 2.0
OPEN = "() => document.querySelectorAll('details').forEach(each => { each.open = true; })"
SEND = "() => document.querySelector('.btn--main[type=submit]').click()"
READY = "[data-ready]"
NARRATIVE = "[name=narrative]"
WORDS = ".errsum h2, [data-pressed]:not(:empty)"
ENDED = "[data-done], .errsum, [data-pressed]:has-text('Todavía no'), [data-pressed]:has-text('No se pudo')"
MOST_PRESSES = 3


@dataclass
class Bank:
    """The bank under test, and its unused links of capturers of the institutions whose name contains `at`."""

    home: Path
    at: str = ""
    url: str = ""
    unused: list[dict[str, str]] = field(default_factory=list)

    def link(self, of: dict[str, str] | None = None) -> dict[str, str]:
        """Another link of the capturer who has this one, or one of the next capturer."""
        while True:
            for at, each in enumerate(self.unused):
                if not of or (each["name"], each["institution"]) == (of["name"], of["institution"]):
                    return self.unused.pop(at)
            told = json.loads(banevim("practice-links", "--home", str(self.home), "--json", "--each", "6"))
            self.unused += [x for x in told if x["role"] == "capturer" and self.at in x["institution"]]
            self.url = "{0.scheme}://{0.netloc}".format(urlsplit(told[0]["url"]))

    def counts(self, drafts: list[str]) -> tuple[list[int], int]:
        """Cases of each draft, and the women captured at the institutions, as the owner of the database sees them.
        Those of an import are not counted: one may come in meanwhile."""
        from banevim.operations.bank.home import Home
        from banevim.operations.session import session

        with session(Home.at(self.home)) as at_work:
            with psycopg.connect(at_work.database.url("owner")) as link:
                of = "SELECT count(*) FROM casefiles_case WHERE idempotency_key = %s"
                cases = [link.execute(of, [draft]).fetchone() for draft in drafts]
                known = """SELECT count(*) FROM casefiles_woman w JOIN accounts_institution i ON i.id = w.institution_id
                            WHERE position(%s IN i.name) > 0 AND w.origin = 'capture'"""
                women = link.execute(known, [self.at]).fetchone()
        return [int(row[0]) if row else 0 for row in cases], int(women[0]) if women else 0


@dataclass
class Run:
    """One capture that something interrupted."""

    what: str
    draft: str = ""
    typed: str = ""
    lost_s: float = 0.0
    clear: dict[str, int] = field(default_factory=dict)
    folio: str = ""
    secrets: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


class Capture:
    """A scripted capturer: a search, every answer, and a narrative typed key by key, with the moment of each key."""

    def __init__(self, bank: Bank, run: Run, dice: random.Random) -> None:
        self.bank, self.run, self.dice = bank, run, dice
        self.name = "".join(dice.choices(string.ascii_lowercase, k=14)).capitalize()
        self.secret = f"{dice.getrandbits(80):020x}"
        self.keys: list[tuple[float, str]] = []
        self.link = bank.link()
        run.secrets = [self.name, self.name.lower(), self.secret]

    def begin(self, page: Page) -> None:
        page.goto(self.link["url"])
        page.goto(f"{self.bank.url}/buscar/")
        look_for(page, f"{self.name} Prueba {self.name} 12/05/1990")
        page.get_by_role("button", name="Abrir expediente nuevo").click()
        expect(page).to_have_url(DRAFT)
        found = DRAFT.search(page.url)
        assert found
        self.run.draft = found[0].split("/")[2]
        self.open(page)
        if self.dice.random() < 0.4:
            page.evaluate(SEND)
            page.wait_for_selector(".errsum")
            page.wait_for_selector(f"form{READY}", state="attached")
            page.evaluate(OPEN)
        fill_case(page)
        page.wait_for_timeout(1500)

    def open(self, page: Page) -> None:
        page.goto(f"{self.bank.url}/borradores/{self.run.draft}/")
        page.wait_for_selector(f"form{READY}, [data-done]", state="attached")
        page.evaluate(OPEN)

    def come_back(self, page: Page) -> None:
        page.goto(self.bank.link(self.link)["url"])
        self.open(page)

    def type(self, page: Page, seconds: float) -> None:
        """Type from where it was left, for so long."""
        until = time.monotonic() + seconds
        page.focus(NARRATIVE)
        page.keyboard.press("Control+End")
        while time.monotonic() < until:
            said = f"{self.secret} " if len(self.keys) < 21 else "abcde fghij "
            char = said[len(self.keys) % len(said)]
            page.keyboard.type(char)
            self.keys.append((time.monotonic(), char))
            time.sleep(self.dice.uniform(0.03, 0.12))
        self.run.typed = "".join(char for _, char in self.keys)

    def measure(self, page: Page, stopped: float) -> None:
        """Compare what came back with what was typed until that moment; go on from what came back."""
        if RECEIPT.search(page.url):
            return
        kept = page.input_value(NARRATIVE)
        same = next((n for n, (_, char) in enumerate(self.keys) if kept[n : n + 1] != char), len(self.keys))
        if same < len(self.keys):
            self.run.lost_s = max(self.run.lost_s, round(stopped - self.keys[same][0], 2))
        self.keys = self.keys[:same]
        kept_too = {name: page.input_value(f"[name={name}]") for name in ("given_names", "facts_on")}
        wanted = {"given_names": self.name.lower(), "facts_on": "01112026"}
        if {k: v.lower() for k, v in kept_too.items()} != wanted or not page.is_checked(
            "[name=types][value=PSI]"
        ):
            raise AssertionError(
                f"{self.run} came back with {kept_too}: {page.locator('main').inner_text()[:900]}"
            )

    def register(self, page: Page) -> None:
        """Press. A press that gives no receipt must say why, on the screen; each one that was needed again is kept with
        its words, and one without words ends the run."""
        while not RECEIPT.search(page.url):
            page.keyboard.press("Control+Enter") if self.dice.random() < 0.5 else self.press_twice(page)
            page.wait_for_selector(ENDED, state="attached", timeout=60_000)
            if page.locator("[data-done]").count():
                break
            self.run.asked.append(page.locator(WORDS).first.inner_text())
            if len(self.run.asked) > MOST_PRESSES:
                raise AssertionError(f"{self.run}: pressed again and again")
        page.wait_for_url(RECEIPT)
        self.run.folio = page.locator("h1").inner_text()

    @staticmethod
    def press_twice(page: Page) -> None:
        page.get_by_role("button", name="Registrar").last.dblclick()


def killed(playwright: Playwright, bank: Bank, folder: Path, dice: random.Random) -> Run:
    """The browser dies while she types, or while it sends the case; another one opens on the same profile."""
    run = Run("kill")
    capture, browser = Capture(bank, run, dice), Killable(playwright, folder)
    capture.begin(browser.page)
    capture.type(browser.page, dice.uniform(0.2, 6))
    if dice.random() < 0.3:
        run.what = "kill while sending"
        browser.page.evaluate(SEND)
        time.sleep(dice.uniform(0, 0.6))
    stopped = time.monotonic()
    browser.kill()
    run.clear = in_clear(folder, run.secrets)
    browser = Killable(playwright, folder)
    capture.come_back(browser.page)
    capture.measure(browser.page, stopped)
    capture.register(browser.page)
    browser.close()
    run.clear |= in_clear(folder, run.secrets)
    return run


def _lose_answer(route: Route) -> None:
    route.fetch(max_redirects=0)
    route.abort()


@contextmanager
def cut(browser: Killable, kind: str) -> Iterator[None]:
    """No network: the browser knows it, or it does not, or what it sends arrives and the answer does not."""
    if kind == "offline":
        browser.context.set_offline(True)
        yield
        browser.context.set_offline(False)
        return
    handler = (lambda route: route.abort()) if kind == "silent" else _lose_answer
    browser.context.route("**/*", handler)
    yield
    browser.context.unroute("**/*")


def interrupted(browser: Killable, bank: Bank, dice: random.Random) -> Run:
    """The network goes while she types, for some seconds; she goes on, sends it, or closes the page."""
    kind, then = dice.choice(["offline", "silent", "answer"]), dice.choice(["goes on", "sends", "closes"])
    run = Run(f"cut {kind}, {then}")
    capture, page = Capture(bank, run, dice), browser.page
    browser.context.clear_cookies()
    capture.begin(page)
    capture.type(page, dice.uniform(0.2, 3))
    with cut(browser, kind):
        capture.type(page, dice.uniform(0.5, 4))
        stopped = time.monotonic()
        if then == "sends":
            page.evaluate(SEND)
            page.wait_for_timeout(700)
        elif then == "closes":
            page.wait_for_timeout(100)
            page.close()
            page = browser.page = browser.context.new_page()
    if then == "goes on":
        capture.type(page, 1)
        expect(page.locator("[data-saved]")).to_contain_text("Guardado en el servidor", timeout=70_000)
    capture.open(page)
    capture.measure(page, stopped)
    capture.register(page)
    return run


def told(run: Run) -> Run:
    """Say how it went: a whole bench takes half an hour."""
    print(
        f"{run.what}: {run.lost_s} s lost, {sum(run.clear.values())} bytes in clear",
        file=sys.stderr,
        flush=True,
    )
    return run


def measure(bank: Bank, runs: int, seed: int) -> dict[str, Any]:
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="banevim-drafts-") as name, sync_playwright() as playwright:
        folder = Path(name)
        bank.link()
        planted = finds_what_is_planted(
            playwright, folder / "planted", f"{bank.url}/entrar/", secrets.token_hex(12)
        )
        _, before = bank.counts([])
        done = [told(killed(playwright, bank, folder / f"kill-{n}", dice)) for n in range(runs)]
        browser = Killable(playwright, folder / "cuts")
        cuts = [told(interrupted(browser, bank, dice)) for _ in range(runs)]
        browser.close()
        cuts[-1].clear = in_clear(folder / "cuts", [text for run in cuts for text in run.secrets])
    everything = done + cuts
    cases, women = bank.counts([run.draft for run in everything])
    return {
        "runs": {"kills": len(done), "cuts": len(cuts), "seed": seed},
        "cases_lost": sum(n == 0 for n in cases),
        "cases_duplicated": sum(n > 1 for n in cases) + max(0, women - before - len(everything)),
        "typing_lost_s": {
            "kills": max(run.lost_s for run in done),
            "cuts": max(run.lost_s for run in cuts),
        },
        "bytes_in_clear": sum(sum(run.clear.values()) for run in everything),
        "search_finds": planted,
        "pressed_again": Counter(words for run in everything for words in run.asked),
        "kinds": sorted({run.what for run in everything}),
        "each": [
            {k: v for k, v in asdict(run).items() if k not in ("typed", "secrets")} for run in everything
        ],
    }


def holds(result: dict[str, Any]) -> bool:
    """Nothing lost or twice, two seconds of typing at most, nothing in clear, and a search that would have found it."""
    none = ("cases_lost", "cases_duplicated", "bytes_in_clear")
    typed = max(result["typing_lost_s"].values()) <= MOST_LOST
    return typed and result["search_finds"] == PLANTS and all(result[name] == 0 for name in none)


def main() -> None:
    parser = argparse.ArgumentParser(prog="./banevim bench drafts", description=__doc__)
    parser.add_argument("--runs", type=int, default=50, help="kills, and as many cuts")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument(
        "--home", type=Path, help="a practice bank that is up; without it, one is made and stopped"
    )
    parser.add_argument("--institution", default="", help="only capturers of those whose name contains this")
    parser.add_argument("--port", type=int, default=8310)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if options.home:
        wait_for_practice(options.home)
        result = measure(Bank(options.home, options.institution), options.runs, options.seed)
    else:
        with tempfile.TemporaryDirectory(prefix="banevim-bench-") as folder:
            home = Path(folder) / "home"
            ports = ("--port", str(options.port), "--public-port", str(options.port + 1))
            banevim("run", "--detach", "--home", str(home), *ports)
            try:
                wait_for_practice(home)
                result = measure(Bank(home, options.institution), options.runs, options.seed)
            finally:
                banevim("stop", "--home", str(home))
                throw_away(home)
    if options.json:
        print(json.dumps(result, ensure_ascii=False))
    else:
        for name, value in result.items():
            print(f"{name:>18}  {json.dumps(value, ensure_ascii=False)}" if name != "each" else "")
    sys.exit(0 if holds(result) else 1)


if __name__ == "__main__":
    main()
