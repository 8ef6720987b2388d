"""Possible duplicates: "No sé" and then a new file. Who finds it, what it says, what it never says."""

import html
import re
from dataclasses import replace

import pytest
from tests.harness.database import asked
from tests.harness.people import everybody
from tests.integration.casefiles.samples import register_new
from tests.integration.identity.conftest import XOCHITL

from banevim.accounts.terms import CAPTURE, STATE_OFFICE
from banevim.casefiles import queries as files
from banevim.identity import actions, queries
from banevim.vault.context import acting

pytestmark = pytest.mark.django_db
PATH = "/buscar/posibles-duplicados/"


def text_of(answer) -> str:
    return html.unescape(answer.content.decode())


@pytest.fixture
def doubt(open_her, look, actor_of):
    """`doubt(*said, institution, role, capture)`: a search that showed two women, what was said of each, and a file."""
    hers = [open_her("hospital", replace(XOCHITL, second_surname=s)) for s in ("Cota", "Ruiz")]

    def make(*said, institution="police", capture=True):
        by = actor_of("capturer", institution)
        log = look("Xóchitl Verdugo 1992", institution=institution)
        with acting(by):
            for rank, decision in enumerate(said, 1):
                actions.decide(by=by, search_id=log.id, rank=rank, decision=decision)
            token = actions.none_is_her(by=by, search_id=log.id)
            if capture:
                register_new(by, token)
        return hers

    return make


def found_by(actor) -> list[tuple[int, int]]:
    with acting(actor):
        assert queries.doubts_count(actor) == len(queries.doubts(actor))
        return [(each.undecided, each.shown) for each in queries.doubts(actor)]


@pytest.mark.parametrize(
    ("said", "capture", "listed"),
    [
        (("dont_know", "not_her"), True, [(1, 2)]),
        (("dont_know", "dont_know"), True, [(2, 2)]),
        (("dont_know",), True, [(2, 2)]),
        (("not_her", "not_her"), True, []),
        ((), True, []),
        (("dont_know", "not_her"), False, []),
    ],
)
def test_what_is_a_doubt(doubt, actor_of, said, capture, listed):
    doubt(*said, capture=capture)
    assert found_by(actor_of("capturer", "police")) == listed


@pytest.mark.parametrize(("role", "place"), [(r, p.code) for r, p in everybody() if p.code != "police_twin"])
def test_who_finds_it(doubt, client_as, role, place):
    hers = doubt("dont_know", "not_her")
    answer = client_as(role, place).get(PATH)
    if role not in CAPTURE | STATE_OFFICE:
        assert answer.status_code == 403
        return
    page = text_of(answer)
    sees = role in STATE_OFFICE or place == "police"
    assert ("1 de 2 resultados" in page) is sees
    assert ("No hay dudas por resolver" in page) is not sees
    assert ("Institución</th>" in page) is (role in STATE_OFFICE)
    for secret in ("Xóchitl", "Verdugo", "Cota", "BCS-", *map(str, hers)):
        assert secret not in page


def test_a_colleague_who_captures_does_not_find_it_in_sql(doubt, actor_of):
    doubt("dont_know", "not_her")
    stranger = replace(actor_of("capturer", "police"), person_id=actor_of("capturer", "hospital").person_id)
    assert found_by(stranger) == []


def test_a_new_try_that_decides_ends_the_doubt(doubt, look, actor_of):
    doubt("dont_know", "not_her")
    by = actor_of("capturer", "police")
    again = look("Xóchitl Verdugo 1992")
    with acting(by):
        actions.decide(by=by, search_id=again.id, rank=1, decision="not_her")
        actions.decide(by=by, search_id=again.id, rank=2, decision="not_her")
        assert files.my_drafts(by).count() == 0
    assert found_by(by) == []


def test_filter_order_and_cost(doubt, client_as, actor_of):
    doubt("dont_know", "not_her")
    office = client_as("state_liaison")
    office.get(PATH)
    with asked() as few:
        office.get(PATH)
    doubt("dont_know", "dont_know", institution="shelter")
    with asked() as many:
        page = text_of(office.get(PATH))
    assert len(many) == len(few)
    whose = re.findall(r'<option value="([0-9a-f-]{36})"', page)
    assert len(whose) == 2
    first = re.findall(r"\d de 2 resultados", page)
    assert re.findall(r"\d de 2 resultados", text_of(office.get(f"{PATH}?orden=antes"))) == first[::-1]
    each = [
        len(re.findall(r"\d de 2 resultados", text_of(office.get(f"{PATH}?quien={one}")))) for one in whose
    ]
    assert each == [1, 1]
    assert "2 de 2" not in text_of(client_as("institutional_liaison", "police").get(PATH))
