"""A Chromium with a profile on disk that can be killed, and the search of that profile for text in clear."""

from __future__ import annotations

import atexit
import base64
import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = ("--headless=new", "--no-first-run", "--remote-debugging-port=0", "--lang=es-MX")


class Killable:
    """One run of the browser on a profile: `page`, and an end that gives it no time for anything."""

    def __init__(self, playwright: Playwright, profile: Path) -> None:
        profile.mkdir(parents=True, exist_ok=True)
        told = profile / "DevToolsActivePort"
        told.unlink(missing_ok=True)
        root = ("--no-sandbox",) if os.geteuid() == 0 else ()
        quiet = subprocess.DEVNULL
        words = [CHROMIUM, *FLAGS, *root, f"--user-data-dir={profile}", "about:blank"]
        self.process = subprocess.Popen(words, stdout=quiet, stderr=quiet, start_new_session=True)
        atexit.register(self.kill)
        port = _port(told, self.process)
        self.browser = playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
        self.context: BrowserContext = self.browser.contexts[0]
        self.page: Page = self.context.new_page()

    def kill(self) -> None:
        """SIGKILL to the whole group of processes."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def close(self) -> None:
        """As a person closes it; killed only if it does not end."""
        self.browser.new_browser_cdp_session().send("Browser.close")
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()


def _port(told: Path, process: subprocess.Popen[bytes]) -> str:
    limit = time.monotonic() + 60
    while time.monotonic() < limit and process.poll() is None:
        if told.exists() and (text := told.read_text()):
            return text.split()[0]
        time.sleep(0.05)
    raise RuntimeError("Chromium did not start")


def shapes(text: str) -> Iterator[bytes]:
    """The text as a file may hold it: UTF-8, UTF-16, and Base64 of both wherever it begins."""
    for raw in (text.encode(), text.encode("utf-16-le")):
        yield raw
        for before in range(3):
            coded = base64.b64encode(b"\0" * before + raw)
            yield coded[4 if before else 0 : -4]


def in_clear(profile: Path, texts: list[str]) -> dict[str, int]:
    """Bytes of these texts in every file of a profile, by file; empty is the only pass."""
    wanted = [shape for text in texts for shape in shapes(text)]
    found: dict[str, int] = {}
    for path in profile.rglob("*"):
        if path.is_file() and not path.is_symlink():
            data = path.read_bytes() + b"\n" + str(path.relative_to(profile)).encode()
            if size := sum(data.count(shape) * len(shape) for shape in wanted):
                found[str(path.relative_to(profile))] = size
    return found


PLANT = """text => new Promise(done => {
  const asked = indexedDB.open('planted', 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore('drafts', {keyPath: 'id'});
  asked.onsuccess = () => {
    const work = asked.result.transaction('drafts', 'readwrite', {durability: 'strict'});
    work.objectStore('drafts').put({id: 'x', typed: JSON.stringify({narrative: ['Contó ' + text + '.']})});
    work.oncomplete = done;
  };
})"""


def finds_what_is_planted(playwright: Playwright, profile: Path, address: str, text: str) -> list[str]:
    """Plant the text where a careless page would leave it (IndexedDB of the same site, the browser killed) and in
    files in every shape; the kinds of plant that the search found."""
    run = Killable(playwright, profile)
    run.page.goto(address)
    before = in_clear(profile, [text])
    run.page.evaluate(PLANT, text)
    run.kill()
    found = ["IndexedDB"] if in_clear(profile, [text]) and not before else []
    raw = f"antes {text} después"
    plants = {"UTF-8": raw.encode(), "UTF-16": raw.encode("utf-16-le")}
    plants |= {
        "Base64": base64.b64encode(raw.encode()),
        "Base64 of UTF-16": base64.b64encode(plants["UTF-16"]),
    }
    for number, (kind, data) in enumerate(plants.items()):
        place = profile / f"planted-{number}"
        place.mkdir()
        (place / "plant").write_bytes(data)
        found += [kind] if in_clear(place, [text]) else []
    return found
