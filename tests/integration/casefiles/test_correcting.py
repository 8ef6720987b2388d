"""A wrong answer after registering: a new version with its reason; what it said before stays."""

import re

import pytest
from tests.integration.casefiles.test_capturing import complaints, express, shown

from banevim.casefiles import queries
from banevim.casefiles.models import Answers, Case, Correction

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client_as):
    return client_as("capturer", "hospital")


@pytest.fixture
def case_page(client):
    done = express(client)
    assert done.status_code == 302, complaints(done)
    return f"/casos/{done.headers['Location'].split('/')[2]}/"


def open_correction(client, case_page):
    done = client.post(f"{case_page}corregir/", {"reason": "ATE"})
    assert done.status_code == 302
    return done.headers["Location"]


def test_wrong_municipality(client, case_page, acting_as):
    draft = open_correction(client, case_page)
    page = client.get(draft)
    assert shown(page)["narrative"] == ["Relato inventado."]
    sent = {
        **shown(page),
        "municipality": "03009",
        "children": "2",
        "children_missing": "",
        "hacer": "registrar",
    }
    assert client.post(draft, sent).headers["Location"] == f"{draft}revisar/"
    review = client.get(f"{draft}revisar/").content.decode()
    assert re.search(r"<del>La Paz</del>.*?<ins>Loreto</ins>", review, re.S)
    assert client.post(f"{draft}revisar/", {"reason": " "}).status_code == 200
    done = client.post(f"{draft}revisar/", {"reason": "Se eligió mal el municipio."})
    assert done.headers["Location"] == case_page, complaints(done)
    assert client.post(f"{draft}revisar/", {"reason": "Otra vez"}).status_code == 302
    with acting_as("capturer"):
        case = Case.objects.select_related("record").get(pk=case_page.split("/")[2])
        assert (case.municipality, case.record.children) == ("03009", 2)
        row = Correction.objects.get()
        assert (row.number, row.names) == (1, ["children", "children_missing", "municipality"])
        reason, changes = queries.correction_words(row)
        assert reason == "Se eligió mal el municipio."
        assert changes["municipality"] == [["03003"], ["03009"]]
        assert b"municipio" not in bytes(row.reason)
    assert "Se corrigió 1 vez" in client.get(case_page).content.decode()
    told = client.post(f"{case_page}versiones/", {"reason": "ATE"}).content.decode()
    assert "Se eligió mal el municipio." in told
    assert "<del>La Paz</del>" in told


def test_what_another_tab_changed_is_looked_over_before_it_is_kept(client, case_page, acting_as):
    draft = open_correction(client, case_page)
    page = {**shown(client.get(draft)), "municipality": "03009"}
    client.post(draft, {**page, "hacer": "registrar"})
    review = shown(client.get(f"{draft}revisar/"))
    again = {**shown(client.get(draft)), "narrative": "Otro relato."}
    client.post(draft, {**again, "hacer": "guardar"})
    told = client.post(f"{draft}revisar/", {**review, "reason": "Se eligió mal el municipio."})
    assert "Esto cambió en otra pestaña" in (text := told.content.decode())
    assert "Otro relato." in text
    assert "Se eligió mal el municipio." in text
    with acting_as("capturer"):
        assert not Correction.objects.exists()
    done = client.post(f"{draft}revisar/", {**shown(told), "reason": "Se eligió mal, y contó más."})
    assert done.headers["Location"] == case_page, complaints(done)
    with acting_as("capturer"):
        assert Correction.objects.get().names == ["municipality", "narrative"]


def test_a_section_is_closed_and_written_again(client, case_page, acting_as):
    draft = open_correction(client, case_page)
    sent = {
        **shown(client.get(draft)),
        "attention-arrival": "POL",
        "health-illnesses": "Asma",
        "hacer": "registrar",
    }
    client.post(draft, sent)
    client.post(f"{draft}revisar/", {"reason": "Llegó con la policía."})
    with acting_as("capturer"):
        kept = Answers.objects.filter(section="attention").order_by("created_at")
        assert [(row.coded["arrival"], row.until is None) for row in kept] == [("CTA", False), ("POL", True)]
        case = Case.objects.select_related("record").get(pk=case_page.split("/")[2])
        told = {each.section: each for each in queries.stored(case, words=True).answered}
        assert told["health"].words["illnesses"] == "Asma"
        assert b"Asma" not in bytes(Answers.objects.get(section="health").words)
        assert Answers.objects.filter(section="notice").count() == 1


def test_her_name_is_found_as_it_is_written_now(client, case_page, client_as):
    draft = open_correction(client, case_page)
    client.post(draft, {**shown(client.get(draft)), "first_surname": "Corregida", "hacer": "registrar"})
    client.post(f"{draft}revisar/", {"reason": "Apellido mal escrito."})
    found = client_as("capturer", "police").post(
        "/buscar/", {"box": "Yuridia Corregida Solar 03/03/1985", "reason": "ATE"}, follow=True
    )
    assert "Y. C. S." in found.content.decode()


def test_two_corrections_at_once_and_nothing_to_correct(client, case_page, client_as, acting_as):
    mine = open_correction(client, case_page)
    colleague = client_as("institutional_liaison", "hospital")
    theirs = open_correction(colleague, case_page)
    client.post(mine, {**shown(client.get(mine)), "hacer": "registrar"})
    nothing = client.post(f"{mine}revisar/", {"reason": "Nada"})
    assert "No cambiaste nada" in nothing.content.decode()
    for page, who, place in ((theirs, colleague, "TRA"), (mine, client, "ESC")):
        who.post(page, {**shown(who.get(page)), "place": place, "hacer": "registrar"})
    assert colleague.post(f"{theirs}revisar/", {"reason": "Fue en el trabajo."}).status_code == 302
    late = client.post(f"{mine}revisar/", {"reason": "Fue en la escuela."}, follow=True)
    assert "este caso cambió en el banco" in late.content.decode()
    assert "Fue en la escuela." in late.content.decode()
    with acting_as("capturer"):
        assert Case.objects.get(pk=case_page.split("/")[2]).place == "TRA"
        assert Correction.objects.count() == 1


@pytest.mark.parametrize("place", ["hospital_twin", "shelter"])
def test_only_its_institution_corrects(case_page, client_as, place):
    stranger = client_as("capturer", place)
    assert stranger.post(f"{case_page}corregir/", {"reason": "ATE"}).status_code == 404
    assert stranger.get(f"{case_page}versiones/").status_code == 404
