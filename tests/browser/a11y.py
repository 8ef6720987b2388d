"""Accessibility audit of an open page: axe-core (WCAG 2.0 to 2.2, A and AA, best practice) and HTML_CodeSniffer.

`audit(page)` returns one line per violation; an empty list is the only pass. What a program calls things, told to a
person, is one too. Both scripts are vendored, run through the debugging protocol (itself: `page.evaluate` would send
them through three more hands) and so need no change of the page's Content-Security-Policy.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

VENDOR = Path(__file__).parent / "vendor"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

RUN_AXE = """async tags => {
  const result = await axe.run(document, {
    runOnly: {type: "tag", values: tags}, preload: false, resultTypes: ["violations"]});
  return result.violations.flatMap(rule => rule.nodes.map(
    node => `axe ${rule.id}: ${node.target.join(" ")} ${node.html.slice(0, 140)} ${node.failureSummary || ""}`));
}"""

RUN_HTMLCS = """() => new Promise((resolve, reject) => {
  HTMLCS.process("WCAG2AA", document, () => resolve(HTMLCS.getMessages()
    .filter(message => message.type === HTMLCS.ERROR)
    .map(message => `htmlcs ${message.code}: ${message.element.outerHTML.slice(0, 140)} ${message.msg}`)), reject);
})"""

# What the program calls a thing (`Search object (…)`, `Told(row=…)`, `None`), told to a person.
RUN_WORDS = r"""() => (document.body.innerText.match(/\w+ object [(a]|\b[A-Z]\w+\(\w+=|UUID\(|\bNone\b|<\w+: /g) || [])
  .map(found => `words: ${found}`)"""


@cache
def script(path: str) -> str:
    """A vendored script whose bytes are the ones that were reviewed."""
    raw = (VENDOR / path).read_bytes()
    manifest: dict[str, Any] = json.loads((VENDOR / "manifest.json").read_text())
    expected = next(kind["files"][path] for kind in manifest.values() if path in kind["files"])
    if hashlib.sha256(raw).hexdigest() != expected:
        raise AssertionError(f"{path} is not the vendored file")
    return raw.decode()


def audit(page: Page) -> list[str]:
    line = page.context.new_cdp_session(page)
    for path in ("axe-core/axe.min.js", "html_codesniffer/HTMLCS.js"):
        line.send("Runtime.evaluate", {"expression": f"(() => {{ {script(path)}\n }})()"})
    line.detach()
    found: list[str] = page.evaluate(RUN_AXE, TAGS)
    return found + list(page.evaluate(RUN_HTMLCS)) + list(page.evaluate(RUN_WORDS))
