"""The desk of the state office: side by side, in words, opened with an access; the call about a protected file."""

import html
import re
from dataclasses import replace

import pytest
from django.db import connection
from tests.harness.merging import Bank
from tests.integration.casefiles.samples import MARIA
from tests.integration.identity.conftest import XOCHITL, curp_for

from banevim.casefiles import actions as casefiles
from banevim.casefiles.models import Access, Opening, SearchCard, UniqueFile
from banevim.common.errors import Conflict, Invalid, NotFound, Refused
from banevim.identity import actions, queries
from banevim.identity.models import CoincidenceAnswer, Proposal, Verdict
from banevim.vault.context import acting, system
from banevim.vault.models import AuditRecord

pytestmark = pytest.mark.django_db
SLIP = replace(XOCHITL, given_names="Xochitl", first_surname="Berdugo", curp=curp_for("VECX920512MBSRTC0"))


@pytest.fixture
def pair(open_her, actor_of):
    """Two files of one woman, compared; the pair that waits."""
    open_her("hospital")
    open_her("police", SLIP)
    with acting(system()) as by:
        actions.compare_changed(by=by)
    with acting(actor_of("state_liaison", purpose="linkage")):
        return Proposal.objects.get()


@pytest.fixture
def office(client_as):
    return client_as("state_liaison")


def text_of(answer) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_the_list_names_nobody(pair, office):
    page = text_of(office.get("/revision/"))
    assert "Sin decidir (1)" in page
    assert not re.search("erdugo|Xochitl|Xóchitl|1992", page)


def test_nothing_is_shown_before_it_is_opened_and_opening_is_audited(pair, office, actor_of):
    path = f"/revision/{pair.id}/"
    closed = text_of(office.get(path))
    assert "Oculto" in closed
    assert not re.search("erdugo|Xochitl|Xóchitl|1992|VECX", closed)
    assert office.post(f"{path}abrir/").status_code == 302
    opened = text_of(office.get(path))
    for words in ("Verdugo", "Berdugo", "12/05/1992", "VECX"):
        assert words in opened
    for reason in ("Fecha de nacimiento: coincide", "CURP: falta en uno o en ambos"):
        assert reason in opened
    hospital = actor_of("capturer", "hospital")
    with acting(hospital):
        seen = Opening.objects.filter(reason="DUP")
        assert [row.by.role for row in seen] == ["state_liaison"]
        assert [row.reason for row in Access.objects.filter(reason="DUP")] == ["DUP"]
    with acting(actor_of("state_liaison")):
        assert AuditRecord.objects.filter(event="identity.pair.opened").count() == 1
        assert not SearchCard.objects.exists(), "outside the desk the office reads no card"


def test_telephone_and_place_are_never_mentioned(pair, office):
    path = f"/revision/{pair.id}/"
    office.post(f"{path}abrir/")
    page = text_of(office.get(path))
    assert not re.search("345 ?6789|eléfono|unicipio|La Paz|03003|omicilio", page)


def test_the_access_of_the_desk_ends(pair, office, actor_of):
    path = f"/revision/{pair.id}/"
    office.post(f"{path}abrir/")
    with acting(actor_of("state_liaison")):
        rows = Access.objects.filter(reason="DUP")
        assert {(row.until - row.starts_at).total_seconds() for row in rows} == {3600.0}
        rows.update(revoked_at=rows[0].starts_at)
    assert "Oculto" in text_of(office.get(path))


def test_an_uncommon_surname_is_said_in_words(open_her, office, actor_of):
    for place in ("hospital", "police"):
        open_her(place, replace(XOCHITL, first_surname="Zazueta"))
    with acting(system()) as by:
        actions.compare_changed(by=by)
    with acting(actor_of("state_liaison", purpose="linkage")):
        row = Proposal.objects.get()
    office.post(f"/revision/{row.id}/abrir/")
    assert "Primer apellido Zazueta, poco común: coincide" in text_of(office.get(f"/revision/{row.id}/"))


def test_merge_different_later_and_undo_from_the_page(pair, office, actor_of):
    path = f"/revision/{pair.id}/"
    office.post(f"{path}abrir/")
    assert office.post(f"{path}decidir/", {"judged": "x"}).status_code == 422
    assert office.post(f"{path}decidir/", {"judged": "later"})["Location"] == "/revision/"
    assert "Sin decidir (0)" in text_of(office.get("/revision/"))
    with acting(actor_of("state_liaison", purpose="linkage")):
        Proposal.objects.update(band="probably")
    office.post(f"{path}decidir/", {"judged": "same", "note": "Misma CURP en su credencial"})
    page = text_of(office.get(path))
    assert "Unidos" in page
    assert "Misma CURP en su credencial" in page
    assert office.post(f"{path}deshacer/", {"note": ""}).status_code == 422
    assert office.post(f"{path}deshacer/", {"note": "Eran dos", "apart": "on"}).status_code == 302
    page = text_of(office.get(path))
    assert "Son mujeres distintas" in page
    assert office.post(f"{path}reconsiderar/").status_code == 302
    assert "Sin decidir" in text_of(office.get(path))
    with acting(actor_of("state_liaison", purpose="linkage")):
        said = list(Verdict.objects.order_by("created_at").values_list("judged", flat=True))
        assert said == ["later", "same", "undone", "lifted"]
        assert not any(b"credencial" in bytes(row.note) for row in Verdict.objects.all())


def test_the_second_person_has_a_list_of_her_own(pair, office, client_as, actor_of):
    path = f"/revision/{pair.id}/"
    with acting(actor_of("state_liaison", purpose="linkage")):
        Proposal.objects.update(band="possibly")
    office.post(f"{path}abrir/")
    office.post(f"{path}decidir/", {"judged": "same"})
    assert "segunda persona (0)" in text_of(office.get("/revision/"))
    assert "Falta que otra persona" in text_of(office.get(path))
    aide = client_as("monitoring_aide")
    assert "segunda persona (1)" in text_of(aide.get("/revision/?turno=segunda"))
    aide.post(f"{path}abrir/")
    aide.post(f"{path}decidir/", {"judged": "same"})
    assert "Unidos" in text_of(aide.get(path))


def test_a_shelter_is_not_named(open_her, office, actor_of):
    open_her("shelter")
    open_her("hospital")
    with acting(system()) as by:
        actions.compare_changed(by=by)
    with acting(actor_of("state_liaison", purpose="linkage")):
        row = Proposal.objects.get()
    assert "Institución de prueba shelter" not in text_of(office.get("/revision/"))
    page = text_of(office.get(f"/revision/{row.id}/"))
    assert "Registro reservado" in page
    assert "deciden dos personas" in page
    office.post(f"/revision/{row.id}/abrir/")
    assert "Verdugo" in text_of(office.get(f"/revision/{row.id}/"))


def test_the_file_shows_what_its_records_tell_differently(pair, client_as, actor_of):
    desk = actor_of("state_liaison")
    with acting(desk.with_purpose("linkage")):
        Proposal.objects.update(band="probably")
    with acting(desk):
        actions.judge(by=desk, proposal_id=pair.id, judged="same")
    hospital = actor_of("capturer", "hospital")
    with acting(hospital):
        file_id = UniqueFile.objects.earliest("created_at").id
        casefiles.declare_access(by=hospital, file_id=file_id, reason="ATE")
    client = client_as("capturer", "hospital")
    client.post(f"/expedientes/{file_id}/identidad/", {"reason": "ATE"})
    page = text_of(client.get(f"/expedientes/{file_id}/"))
    assert "Datos que no coinciden entre registros" in page
    for value in ("Verdugo", "Berdugo", "Institución de prueba police"):
        assert value in page


@pytest.fixture
def told(open_her, look, actor_of):
    """A search of the police for a woman of whom only a shelter knows."""
    open_her("shelter")
    look("Xóchitl Verdugo 1992")
    with acting(actor_of("state_liaison", purpose="linkage")):
        (found,) = queries.coincidences(done=False)
        return found.row


def test_a_call_is_noted_and_who_did_not_answer_is_called_again(told, office, actor_of):
    assert "Institución de prueba police" in text_of(office.get("/revision/protegidos/"))
    path = f"/revision/protegidos/{told.id}/"
    page = text_of(office.get(path))
    assert "Está o estuvo en un refugio" in page
    assert not re.search("erdugo|Xóchitl|prueba shelter", page)
    assert office.post(path, {"called": ""}).status_code == 422
    assert office.post(path, {"called": "no_answer"}).status_code == 302
    assert "Volver a llamar" in text_of(office.get("/revision/protegidos/"))
    assert office.post(path, {"called": "her", "note": "Habló con la licenciada"}).status_code == 302
    assert "Nadie ha buscado" in text_of(office.get("/revision/protegidos/"))
    assert office.post(path, {"called": "her"}).status_code == 422
    with acting(actor_of("state_liaison", purpose="linkage")):
        assert not any(b"licenciada" in bytes(row.note) for row in CoincidenceAnswer.objects.all())


def test_the_desk_of_the_office_says_that_somebody_must_call(told, office):
    page = text_of(office.get("/"))
    assert "1 búsqueda de un expediente protegido por resolver hoy" in page


@pytest.mark.parametrize("role", ["capturer", "it_aide", "administrator", "institutional_liaison"])
def test_nobody_else_opens_or_answers(pair, told, actor_of, role):
    by = actor_of(role)
    acts = (
        (actions.see_pair, {"proposal_id": pair.id}),
        (actions.open_pair, {"proposal_id": pair.id}),
        (actions.see_coincidence, {"coincidence_id": told.id}),
        (actions.answer_coincidence, {"coincidence_id": told.id, "called": "her"}),
    )
    for act, words in acts:
        with acting(by), pytest.raises(Refused):
            act(by=by, **words)


def test_what_cannot_be_answered_is_said(told, actor_of):
    by = actor_of("state_liaison")
    with acting(by):
        with pytest.raises(Invalid):
            actions.answer_coincidence(by=by, coincidence_id=told.id, called="x")
        with pytest.raises(NotFound):
            actions.see_coincidence(by=by, coincidence_id=by.person_id)
        actions.answer_coincidence(by=by, coincidence_id=told.id, called="not_her")
        with pytest.raises(Conflict):
            actions.answer_coincidence(by=by, coincidence_id=told.id, called="her")


def test_the_office_does_not_wait_for_the_night(
    open_her, office, actor_of, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        assert office.post("/revision/comparar/").status_code == 302
        assert office.post("/revision/comparar/").status_code == 302
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'identity.compare'")
        assert cursor.fetchone() == (1,)


def test_the_quality_page_counts_and_says_how_it_estimates(open_her, office, actor_of):
    desk = actor_of("state_liaison")
    bank = Bank(desk, actor_of("capturer", "hospital"), actor_of("capturer", "police"))
    for _ in range(6):
        bank.open()
    assert bank.act("same", 0, 1)
    assert bank.act("same", 2, 3)
    assert bank.act("undo_apart", 2, 3)
    bank.proposal(4, 5)
    open_her("police", MARIA)
    with acting(desk.with_purpose("linkage")):
        found = queries.quality()
    probably = found.shares[0]
    assert (found.files, found.merged, found.undone) == (6, 1, 1)
    assert (probably.same, probably.decided, probably.undecided) == (1, 2, 1)
    assert probably.left == (0, 1, 0)
    assert [(p.name[-8:], p.records, p.undecided, p.merged, p.undone) for p in found.places] == [
        ("hospital", 6, 1, 1, 1),
        ("a police", 1, 0, 0, 0),
    ]
    page = text_of(office.get("/revision/calidad/"))
    assert "Wilson" in page
    assert "Faltan 7 registros nuevos por comparar" in page
    assert not re.search("Gómez|María", page)
    more = 1
    while more:
        with acting(system()) as by:
            more = actions.compare_changed(by=by)
    for address in ("/revision/calidad/", "/revision/comparador/"):
        assert "por comparar" not in text_of(office.get(address))
