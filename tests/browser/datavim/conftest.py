"""A built site on a port of its own, and one Chromium for all of these tests."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext
from tests.browser.datavim.visits import EXIT, WATCH, Visit, Visitor, note
from tests.unit.datavim import sample, sample_parts

from datavim.serve.server import Server
from datavim.site import build_site


@pytest.fixture(scope="session")
def public_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("public")
    bundles, help_file = sample_parts.write_all(home)
    build_site(bundles, home / "site", help_file=help_file, trusted_key=sample.PUBLIC)
    build_site(home / "none", home / "waiting", help_file=help_file)
    with Server(("127.0.0.1", 0), home / "site", home / "waiting" / "current") as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.fixture
def visitor(chromium: Browser, public_site: str) -> Iterator[Visitor]:
    contexts: list[BrowserContext] = []

    def make(width: int = 1366, *, script: bool = True, height: int = 800) -> Visit:
        context = chromium.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=script
        )
        contexts.append(context)
        context.route(EXIT + "**", lambda route: route.fulfill(body="<title>Clima</title><p>Clima</p>"))
        if script:
            context.add_init_script(WATCH)
        visit = Visit(context.new_page(), public_site)
        visit.page.on("request", lambda request: visit.requests.append(request))
        visit.page.on("console", lambda message: note(visit, message))
        visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        return visit

    yield make
    for context in contexts:
        context.close()
