"""One open page, everything it asked for and everything it complained about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import ConsoleMessage, Page, Request
from tests.unit.datavim import sample

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
EXIT = sample.help_data().exit_url
WATCH = """document.addEventListener('securitypolicyviolation',
  event => console.error('CSP ' + event.violatedDirective));"""


@dataclass
class Visit:
    """One open page and everything it asked for or complained about."""

    page: Page
    site: str
    requests: list[Request] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        self.page.goto(self.site + path)
        return self.page

    def outside(self) -> list[str]:
        return [item.url for item in self.requests if not item.url.startswith(self.site + "/")]


Visitor = Callable[..., Visit]


def note(visit: Visit, message: ConsoleMessage) -> None:
    if message.type in ("error", "warning"):
        visit.complaints.append(message.text)
