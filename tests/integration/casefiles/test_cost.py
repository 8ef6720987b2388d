"""What a page asks of the database does not grow with its rows; what it weighs stays within the budget."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.staticfiles import finders
from tests.harness.database import asked
from tests.harness.weight import GZIP, weigh
from tests.integration.casefiles import samples

from banevim.care.actions import register_service
from banevim.care.terms import ServiceData
from banevim.casefiles import actions, queries
from banevim.casefiles.terms import Answered, Way
from banevim.common.look import NAME, look
from banevim.vault.context import acting

pytestmark = pytest.mark.django_db
FIRST, AFTER, REQUESTS = 55_000, 15_000, 5


@pytest.fixture
def client(client_as):
    return client_as("capturer", "hospital")


def one_more(by, woman):
    """One more of everything that a page may list."""
    two = (samples.AGGRESSOR, samples.aggressor(name="Otro nombre secreto"))
    case = actions.register_case(
        by=by,
        record_id=woman.id,
        data=samples.case(aggressors=two),
        answered=[Answered("risk", {"indicators": ["se_desconoce"]}, {})],
    )
    register_service(
        by=by, record_id=woman.id, data=ServiceData("JUR", samples.TODAY, "OTO"), case_id=case.id
    )
    actions.open_narrative(by=by, case_id=case.id, reason="ATE")
    token = actions.hand_over(by=by, search_id=uuid4(), identity=samples.MARIA)
    draft = actions.start_draft(by=by, way=Way.EXPRESS, typed={"given_names": ["María"]}, token=token)
    return case, draft


def counts(client, paths):
    found = {}
    for path in paths:
        client.get(path)
        with asked() as statements:
            assert client.get(path).status_code == 200, path
        found[path] = len(statements)
    return found


def test_queries_do_not_grow_with_rows(client, actor_of):
    by = actor_of("capturer")
    with acting(by):
        woman = actions.open_file(by=by, identity=samples.MARIA, profile=samples.PROFILE)
        case, draft = one_more(by, woman)
        file = queries.file_of(woman.id)
    pages = ["/", "/mi-mes/", "/borradores/", f"/expedientes/{file.id}/", f"/expedientes/{file.id}/vistas/"]
    pages += [f"/casos/{case.id}/", f"/expedientes/{file.id}/servicio-nuevo/", f"/borradores/{draft.id}/"]
    few = counts(client, pages)
    with acting(by):
        for _ in range(4):
            one_more(by, woman)
        actions.open_file(by=by, identity=samples.MARIA, profile=samples.PROFILE)
    assert counts(client, pages) == few


def static(name):
    return look() if name == NAME else Path(finders.find(name)).read_bytes()


def test_weight_of_the_pages_on_which_she_is_registered(client, actor_of):
    by = actor_of("capturer")
    with acting(by):
        woman = actions.open_file(by=by, identity=samples.MARIA, profile=samples.PROFILE)
        _, draft = one_more(by, woman)
    page = f"/borradores/{draft.id}/"
    steps = [f"{page}paso/{n}/" for n in range(1, 7)]
    found = {path: weigh(client, path, static) for path in (page, *steps, f"{page}revisar/", "/buscar/")}
    assert {p: w for p, w in found.items() if w.first > FIRST or w.requests > REQUESTS} == {}
    assert {p: w for p, w in found.items() if w.after > AFTER and p != page} == {}


def test_nothing_that_an_address_could_bring_is_compressed(client, actor_of):
    """A compressed page tells by its length what it repeats (BREACH)."""
    by = actor_of("capturer")
    with acting(by):
        woman = actions.open_file(by=by, identity=samples.MARIA, profile=samples.PROFILE)
        _, draft = one_more(by, woman)
        file = queries.file_of(woman.id)
    for path in (f"/borradores/{draft.id}/", f"/borradores/{draft.id}/paso/2/"):
        assert client.get(path, headers=GZIP).headers["Content-Encoding"] == "gzip"
        assert "Content-Encoding" not in client.get(f"{path}?a=b", headers=GZIP).headers
    lengths = {len(client.get(f"/borradores/{draft.id}/", headers=GZIP).content) for _ in range(8)}
    assert len(lengths) > 1, "the padding of the middleware must vary"
    for path in ("/mi-mes/", "/borradores/", f"/expedientes/{file.id}/"):
        assert "Content-Encoding" not in client.get(path, headers=GZIP).headers
