"""The page keeps itself: one step at a time without losing what it unmarks, and never over what another saved."""

from typing import Any

import pytest
from tests.integration.casefiles.test_capturing import EVERYTHING, search, shown

from banevim.casefiles import queries
from banevim.casefiles.models import Draft

pytestmark = pytest.mark.django_db


def saved(client: Any, draft: str, sent: dict[str, Any], step: str = "") -> Any:
    return client.post(f"{draft}guardar/{step and f'?paso={step}'}", sent)


def typed(acting_as: Any) -> queries.Typed:
    with acting_as("capturer"):
        return queries.typed_in(Draft.objects.get())


def test_a_step_that_keeps_itself_unmarks_its_boxes_and_nothing_else(client_as, acting_as):
    client = client_as("capturer", "hospital")
    draft = search(client)
    told = saved(client, draft, {**shown(client.get(draft)), **EVERYTHING}).json()
    step = shown(client.get(f"{draft}paso/3/"))
    assert step["types"] == ["PSI", "FIS"]
    del step["types"]
    answer = saved(client, draft, {**step, "version": told["version"], "narrative": "Otro relato"}, "3")
    assert answer.json()["version"] == told["version"] + 1
    now = typed(acting_as)
    assert "types" not in now
    assert now["narrative"] == ["Otro relato"]
    assert now["services-kinds"] == EVERYTHING["services-kinds"]
    assert now["given_names"] == [EVERYTHING["given_names"]]


def test_another_tab_saved_in_between(client_as, acting_as):
    client = client_as("capturer", "hospital")
    draft = search(client)
    page = {**shown(client.get(draft)), "version": "0"}
    assert saved(client, draft, {**page, "given_names": "Una"}).json()["version"] == 1
    late = saved(client, draft, {**page, "given_names": "Otra"})
    assert (late.status_code, late.json()["receipt"]) == (409, "")
    again = client.post(draft, {**page, "given_names": "Otra", "hacer": "guardar"}).content.decode()
    assert "Hay dos versiones" in again
    assert '<input type="hidden" name="version" value="">' in again
    client.post(draft, {**page, "given_names": "Otra", "hacer": "guardar", "version": ""})
    assert typed(acting_as)["given_names"] == ["Otra"]
    assert "Recuperar la versión anterior" in client.get("/borradores/").content.decode()
    client.post(f"{draft}recuperar/")
    assert typed(acting_as)["given_names"] == ["Una"]


def test_a_registered_draft_says_where_its_receipt_is(client_as):
    client = client_as("capturer", "hospital")
    draft = search(client)
    sent = {**shown(client.get(draft)), **EVERYTHING}
    done = client.post(draft, {**sent, "hacer": "registrar"})
    assert done.status_code == 302, done.content.decode()[-3000:]
    late = saved(client, draft, sent)
    assert (late.status_code, late.json()["receipt"]) == (409, done.headers["Location"])


def test_a_page_that_kept_itself_sends_only_its_button(client_as, acting_as):
    client = client_as("capturer", "hospital")
    draft = search(client)
    sent = {**shown(client.get(draft)), **EVERYTHING}
    version = saved(client, draft, sent).json()["version"]
    added = client.post(draft, {"guardado": "1", "version": version, "hacer": "agregar:aggressors"})
    assert shown(added)["count-aggressors"] == ["2"]
    asked = {"guardado": "1", "version": shown(added)["version"], "hacer": "quitar:aggressors"}
    fewer = shown(client.post(draft, asked))
    assert fewer["count-aggressors"] == ["1"]
    version = int(fewer["version"][0])
    late = client.post(draft, {"guardado": "1", "version": version - 1, "hacer": "registrar"})
    assert "Hay dos versiones" in late.content.decode()
    onward = client.post(f"{draft}paso/3/", {"guardado": "1", "version": version, "hacer": "seguir"})
    assert onward.headers["Location"] == f"{draft}paso/4/"
    assert typed(acting_as)["types"] == ["PSI", "FIS"]
    done = client.post(draft, {"guardado": "1", "version": version, "hacer": "registrar"})
    assert "comprobante" in done.headers["Location"]
