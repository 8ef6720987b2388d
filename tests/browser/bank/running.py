"""A practice bank started by the very command that a newcomer types, and people who walk through it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

CHECKOUT = Path(__file__).resolve().parents[3]
IMAGES = CHECKOUT / "docs" / "manual" / "img"
WATCH = """document.addEventListener('securitypolicyviolation',
  event => console.error('CSP ' + event.violatedDirective + ' ' + event.blockedURI));"""
WIDTHS = {360: 740, 1366: 800}
TALLEST = 2400
APART = "Escuela de práctica, La Paz"
"""Where only the sample of the bench of the drafts captures: it counts what was captured there."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def verb(*words: str) -> str:
    """Run `./banevim`; its standard output. Raises with what it said when it fails."""
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("BANEVIM_", "DJANGO_", "PG"))}
    done = subprocess.run(
        [CHECKOUT / "banevim", *words], capture_output=True, text=True, check=False, env=plain, timeout=300
    )
    if done.returncode:
        raise AssertionError(f"./banevim {words[0]}: {done.stdout[-1500:]}\n{done.stderr[-1500:]}")
    return done.stdout


@dataclass
class RunningBank:
    """A bank that is up."""

    home: Path
    url: str
    public: str
    desk: int = 0
    """Which of the people of one desk signs in: workers that share the bank do not share people where there are two."""
    _links: dict[tuple[str, str, str], list[str]] = field(default_factory=dict)

    def links(self, *words: str) -> list[dict[str, str]]:
        """Fresh links, one for each practice person."""
        found: list[dict[str, str]] = json.loads(
            verb("practice-links", "--home", str(self.home), "--json", *words)
        )
        return found

    def link(self, role: str, institution: str = "") -> str:
        """An unused link of a person of a role, in the first institution but `APART` whose name contains the text."""
        if not self._links:
            self._refill()
        places = [k[1] for k in self._links if k[0] == role and institution.lower() in k[1].lower()]
        place = next(each for each in places if each != APART)
        people = [k for k in self._links if k[:2] == (role, place)]
        who = people[self.desk % len(people)]
        if not self._links[who]:
            self._refill()
        return self._links[who].pop()

    def _refill(self) -> None:
        for one in self.links("--each", "12"):
            self._links.setdefault((one["role"], one["institution"], one["name"]), []).append(one["url"])

    def wait_for_practice(self, seconds: int = 600) -> None:
        """Until the practice past is there and its first cut is published."""
        limit, log = time.monotonic() + seconds, self.home / "logs" / "practice.log"
        while time.monotonic() < limit:
            if log.exists() and "publicado en el sitio" in log.read_text():
                return
            time.sleep(0.5)
        raise AssertionError(log.read_text()[-2000:])


@dataclass
class Person:
    """Somebody at a browser: the page, what it asked for and what it complained about."""

    page: Page
    bank: RunningBank
    script: bool = True
    requests: list[Request] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        self.page.goto(self.bank.url + path)
        return self.page

    def outside(self) -> list[str]:
        known = (self.bank.url + "/", self.bank.public + "/")
        return [r.url for r in self.requests if not r.url.startswith(known)]

    def picture(self, name: str) -> None:
        """The page as it is, at 360 and 1366 px, for the manual (only when MANUAL_PICTURES=1); a long one is cut."""
        if os.environ.get("MANUAL_PICTURES") != "1" or not self.script:
            return
        self.page.wait_for_load_state()
        size = self.page.viewport_size
        for width, height in WIDTHS.items():
            self.page.set_viewport_size({"width": width, "height": height})
            tall = self.page.evaluate("document.documentElement.scrollHeight")
            self.page.set_viewport_size({"width": width, "height": min(TALLEST, max(tall, height))})
            self.page.evaluate("scrollTo(0, 0)")
            self.page.screenshot(path=IMAGES / f"{name}-{width}.png")
        if size:
            self.page.set_viewport_size(size)


Enter = Callable[..., Person]


def watch(person: Person) -> None:
    """Note requests, console errors and page errors."""

    def heard(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            person.complaints.append(f"{person.page.url}: {message.text}")

    person.page.on("request", lambda request: person.requests.append(request))
    person.page.on("console", heard)
    person.page.on("pageerror", lambda error: person.complaints.append(str(error)))


def enter(context: BrowserContext, bank: RunningBank, link: str) -> Person:
    """A new page of the context, signed in by a practice link if one is given."""
    person = Person(context.new_page(), bank)
    watch(person)
    if link:
        person.page.goto(link)
    return person
