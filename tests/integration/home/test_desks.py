"""The desk of each role: every link of it, and of the pages that it leads to, opens for that role."""

import html
import re
from collections import deque
from datetime import timedelta
from urllib.parse import urldefrag

import pytest
from django.test import Client
from tests.harness.people import everybody
from tests.integration.casefiles.samples import CASE, MARIA, PROFILE

from banevim.accounts.terms import CAPTURE, STATE_OFFICE, Role
from banevim.casefiles import actions as casefiles
from banevim.common import clock
from banevim.identity import actions as identity
from banevim.vault.context import acting

pytestmark = pytest.mark.django_db
ONLY_CAPTURE = ("/buscar/", "/mi-mes/", "/expedientes/", "/casos/")
ONLY_OFFICE = ("/cuentas/", "/bitacora/", "/captura/instituciones/", "/cargas/")
HOURS = timedelta(hours=5)
KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


@pytest.fixture
def lived_in(actor_of):
    """A bank where things happened: a case and a search without care in each capturing institution."""
    for place in ("hospital", "shelter"):
        by = actor_of("capturer", place)
        with acting(by):
            woman = casefiles.open_file(by=by, identity=MARIA, profile=PROFILE)
            casefiles.register_case(by=by, record_id=woman.id, data=CASE)
            log = identity.search(by=by, typed={"box": "Ana Cota"}, reason="ATE")
            type(log).objects.update(created_at=clock.now().replace(microsecond=0) - HOURS)


def links_of(answer) -> set[str]:
    text = html.unescape(answer.content.decode())
    return {urldefrag(href).url for href in re.findall(r'href="(/[^"]*)"', text) if "/static/" not in href}


def walk(client: Client, most: int = 40) -> dict[str, tuple[int, str]]:
    """Breadth first from the desk, one page of each kind: address → status and text."""
    seen, waiting, found = {"/"}, deque(["/"]), {}
    while waiting and len(found) < most:
        path = waiting.popleft()
        answer = client.get(path, follow=True)
        found[path] = (answer.status_code, html.unescape(answer.content.decode()))
        for link in sorted(links_of(answer)):
            kind = KEY.sub("*", re.split(r"[?&](?:campo|pagina)=", link)[0])
            if kind and kind not in seen:
                seen.add(kind)
                waiting.append(link)
    return found


@pytest.mark.parametrize(("role", "place"), [(r, p.code) for r, p in everybody() if "twin" not in p.code])
def test_every_link_that_a_role_finds_opens_for_it(lived_in, client_as, role, place):
    pages = walk(client_as(role, place))
    assert {path: status for path, (status, _) in pages.items() if status != 200} == {}
    assert len(pages) > 3
    paths = "\n".join(pages)
    if role in CAPTURE:
        assert "/buscar/" in pages
        assert "/mi-mes/" in {path.split("?")[0] for path in pages}
        assert ("/casos/" in paths) is (place != "police")
    else:
        assert "/buscar/" not in pages
        assert not any(path.startswith(ONLY_CAPTURE[1:]) for path in pages)
    if role not in STATE_OFFICE:
        assert not any(path.startswith(ONLY_OFFICE) for path in pages)
    if role is Role.STATISTICS_READER:
        assert "expedientes" not in paths


@pytest.mark.parametrize(("role", "place"), [(r, p.code) for r, p in everybody() if "twin" not in p.code])
def test_shelters_are_named_only_to_the_state_office_and_to_themselves(lived_in, client_as, role, place):
    told = [path for path, (_, text) in walk(client_as(role, place)).items() if "prueba shelter" in text]
    if role in STATE_OFFICE or place == "shelter":
        return
    assert told == []
