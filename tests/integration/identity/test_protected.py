"""A protected file is no match to whoever searches: in words, in work and in what is kept. The office is told."""

import datetime as dt
import html
import re
from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.integration.casefiles.samples import PROFILE
from tests.integration.identity.conftest import XOCHITL

from banevim.casefiles import actions as casefiles
from banevim.casefiles.models import ProtectedMark, UniqueFile
from banevim.common import clock
from banevim.common.errors import Invalid, NotFound, Refused
from banevim.identity import actions
from banevim.identity.models import Coincidence
from banevim.vault.context import acting
from banevim.vault.models import AuditRecord

pytestmark = pytest.mark.django_db
KEPT = re.compile("catalogs_|vault_sealedblob")
"""Read again by every process when its time has passed, whatever is searched."""


@pytest.fixture
def protect(actor_of):
    """`protect(file, danger, **words)`: the hospital marks a file; the act."""

    def make(file_id, danger="alias", institution="hospital", **words):
        by = actor_of("capturer", institution)
        with acting(by):
            return casefiles.protect(by=by, file_id=file_id, danger=danger, **words)

    return make


@pytest.fixture
def told(actor_of):
    """What the office is told: pairs of search and files."""

    def read():
        with acting(actor_of("monitoring_aide", purpose="linkage")):
            rows = Coincidence.objects.exclude(files=[]).order_by("created_at")
            return [(row.search_id, row.files) for row in rows]

    return read


def test_the_same_mark_twice_is_one_and_another_danger_is_another(open_her, protect, actor_of):
    file_id, soon = open_her("hospital"), clock.today() + dt.timedelta(days=9)
    act = protect(file_id)
    assert protect(file_id) == act
    threat = {"danger": "threatened", "against_id": actor_of("capturer", "police").institution_id}
    assert (
        len({act, protect(file_id, until=soon), protect(file_id, **threat), protect(file_id, **threat)}) == 3
    )
    by = actor_of("capturer", "hospital")
    with acting(by):
        casefiles.lift_protection(by=by, file_id=file_id, act=act)
    assert protect(file_id) != act, "what was lifted does not hold"
    assert protect(file_id, until=soon) != act


def test_what_is_lifted_says_that_another_mark_holds(open_her, protect, client_as):
    file_id = open_her("hospital")
    acts = protect(file_id), protect(file_id, until=clock.today() + dt.timedelta(days=9))
    client, path = client_as("capturer", "hospital"), f"/expedientes/{file_id}/proteger/quitar/"
    assert "Queda otra" in client.post(path, {"act": str(acts[0])}, follow=True).content.decode()
    said = client.post(path, {"act": str(acts[1])}, follow=True).content.decode()
    assert "Se quitó la protección" in said


def shape(client, **typed):
    """Everything that the searcher gets and could measure: pages without tokens, and the statements that ran."""
    with CaptureQueriesContext(connection) as ran:
        answer = client.post("/buscar/", {"reason": "ATE", "once": str(uuid4()), **typed})
        page = client.get(answer["Location"].split("#")[0])
    statements = [
        re.sub(r"'[^']*'|\d+", "?", each["sql"])
        for each in ran.captured_queries
        if not KEPT.search(each["sql"])
    ]
    statements = [re.sub(r"(?:::uuid\[\])+|\(\?(, \?)*\)|ARRAY\[[^]]*\]", "?", each) for each in statements]
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|value=\"\w{64}\"", "*", html.unescape(page.content.decode()))
    return answer.status_code, page.status_code, text, statements


def test_in_words_and_in_work_it_is_no_match(open_her, protect, client_as, told):
    file_id = open_her("hospital")
    client = client_as("capturer", "police")
    typed = {"box": "Xóchitl Verdugo 1992"}
    protect(file_id)
    shape(client, box="Ana Cota 1980")
    hidden = shape(client, **typed)
    assert [files for _, files in told()] == [[file_id]]
    nobody = shape(client, box="Xóchitl Verdún 1962")
    assert (hidden[0], hidden[1]) == (nobody[0], nobody[1]) == (302, 200)
    assert hidden[2].replace(typed["box"], "*") == nobody[2].replace("Xóchitl Verdún 1962", "*")
    assert hidden[3] == nobody[3], "the same statements, in the same order"
    assert "No encontramos un expediente parecido" in hidden[2]


def test_nothing_of_it_is_kept_where_the_searcher_reads(open_her, protect, look, page_of, actor_of, told):
    file_id = open_her("hospital")
    protect(file_id)
    log = look("Xóchitl Verdugo 1992")
    assert page_of(log).shown == ()
    assert (log.results, told()) == (0, [(log.id, [file_id])])
    police = actor_of("capturer", "police")
    with acting(police):
        assert not Coincidence.objects.exists()
        made = AuditRecord.objects.get(event="identity.search.made")
        assert (made.details["results"], made.details["opened"]) == (0, 0)
        with pytest.raises(NotFound):
            actions.choose(by=police, search_id=log.id, rank=1)
    with acting(actor_of("institutional_liaison", "police")):
        assert not Coincidence.objects.exists()


def test_every_search_writes_one_row_for_the_office(open_her, look, actor_of, told):
    open_her("hospital")
    look("Xóchitl Verdugo 1992")
    look("Ana Cota")
    assert told() == []
    with acting(actor_of("state_liaison", purpose="linkage")):
        assert Coincidence.objects.count() == 2


def test_the_folio_of_a_protected_file_finds_nothing(open_her, protect, look, page_of, actor_of, told):
    file_id = open_her("hospital")
    with acting(actor_of("capturer", "hospital")):
        folio = UniqueFile.objects.get().folio
    protect(file_id)
    log = look(folio)
    assert page_of(log).shown == ()
    assert told() == [(log.id, [file_id])]


def test_others_are_shown_as_if_it_did_not_exist(open_her, protect, look, page_of, told):
    weaker = open_her("hospital", replace(XOCHITL, second_surname="", birth_date=None), birth_year=None)
    alone = page_of(look("Xóchitl Verdugo Cota 1992")).shown
    best = open_her("hospital")
    protect(best)
    assert page_of(look("Xóchitl Verdugo Cota 1992")).shown == alone
    assert weaker not in told()[0][1]
    assert told()[0][1] == [best]


def test_what_only_a_shelter_captured_is_told_too(open_her, look, page_of, told):
    file_id = open_her("shelter")
    log = look("Xóchitl Verdugo 1992")
    assert page_of(log).shown == ()
    assert told() == [(log.id, [file_id])]
    assert len(page_of(look("Xóchitl Verdugo 1992", institution="shelter"), "shelter").shown) == 1


def test_who_attends_her_finds_her_but_never_those_from_whom_she_is_protected(
    open_her, protect, look, page_of, actor_of, institutions, told
):
    file_id = open_her("hospital")
    police = actor_of("capturer", "police")
    with acting(police):
        casefiles.declare_access(by=police, file_id=file_id, reason="ATE")
    protect(file_id, "alias")
    assert len(page_of(look("Xóchitl Verdugo 1992")).shown) == 1
    assert len(page_of(look("Xóchitl Verdugo 1992", institution="hospital"), "hospital").shown) == 1
    protect(file_id, "threatened", against_id=institutions.police.id)
    assert page_of(look("Xóchitl Verdugo 1992")).shown == ()
    assert len(told()) == 1


def test_a_mark_has_its_dates_and_can_be_lifted(open_her, protect, look, page_of, actor_of):
    file_id = open_her("hospital")
    act = protect(file_id, until=clock.today() + dt.timedelta(days=3))
    assert page_of(look("Xóchitl Verdugo 1992")).shown == ()
    with acting(actor_of("capturer", "hospital")):
        ProtectedMark.objects.update(since=clock.now() - dt.timedelta(days=9), until=clock.now())
    assert len(page_of(look("Xóchitl Verdugo 1992")).shown) == 1
    act = protect(file_id)
    twin = actor_of("capturer", "police")
    with acting(twin), pytest.raises(NotFound):
        casefiles.lift_protection(by=twin, file_id=file_id, act=act)
    hospital = actor_of("capturer", "hospital")
    with acting(hospital):
        casefiles.lift_protection(by=hospital, file_id=file_id, act=act)
        row = ProtectedMark.objects.get(act=act)
        assert (row.lifted_by_id, row.danger) == (hospital.person_id, "alias")
    assert len(page_of(look("Xóchitl Verdugo 1992")).shown) == 1


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"danger": "x"}, "danger"),
        ({"danger": "threatened"}, "against"),
        ({"danger": "threatened", "against_id": uuid4()}, "against"),
        ({"danger": "alias", "until": dt.date(2020, 1, 1)}, "until"),
    ],
)
def test_a_mark_without_sense_is_refused_in_words(open_her, actor_of, words, field):
    file_id, by = open_her("hospital"), actor_of("capturer", "hospital")
    with acting(by), pytest.raises(Invalid) as said:
        casefiles.protect(by=by, file_id=file_id, **words)
    assert said.value.field == field


def test_only_who_sees_the_file_protects_it(open_her, actor_of):
    file_id = open_her("hospital")
    police, office = actor_of("capturer", "police"), actor_of("it_aide")
    with acting(police), pytest.raises(NotFound):
        casefiles.protect(by=police, file_id=file_id, danger="alias")
    with acting(office), pytest.raises(Refused):
        casefiles.protect(by=office, file_id=file_id, danger="alias")


def test_the_page_protects_and_lifts(open_her, client_as):
    file_id = open_her("hospital")
    client = client_as("capturer", "hospital")
    path = f"/expedientes/{file_id}/proteger/"
    assert client.post(path, {"danger": "threatened"}).status_code == 422
    assert client.post(path, {"danger": "shelter"}).status_code == 302
    page = client.get(path).content.decode()
    act = re.search(r'name="act" value="([0-9a-f-]{36})"', page)[1]
    assert "Está o estuvo en un refugio" in client.get(f"/expedientes/{file_id}/").content.decode()
    assert client.post(f"{path}quitar/", {"act": "nada"}).status_code == 404
    assert client.post(f"{path}quitar/", {"act": act}).status_code == 302
    assert "no ha puesto una protección" in client.get(f"/expedientes/{file_id}/").content.decode()


def test_a_record_added_by_another_institution_does_not_unprotect(open_her, protect, look, page_of, actor_of):
    file_id = open_her("hospital")
    protect(file_id)
    police = actor_of("capturer", "police")
    with acting(police):
        casefiles.declare_access(by=police, file_id=file_id, reason="ATE")
        casefiles.join_file(by=police, file_id=file_id, identity=XOCHITL, profile=PROFILE)
    assert page_of(look("Xóchitl Verdugo 1992", institution="hospital_twin"), "hospital_twin").shown == ()
