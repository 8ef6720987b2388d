"""Corrections of what came from elsewhere, of what was taken away, and of a record that two cases share."""

import datetime as dt
import html
import re
from dataclasses import replace
from typing import Any

import pytest
from tests.integration.casefiles.samples import CASE, MARIA, PROFILE
from tests.integration.casefiles.test_capturing import EVERYTHING, complaints, search, shown

from banevim.casefiles import actions, queries
from banevim.casefiles.models import Aggressor, Answers, Case, Correction, DraftContent, Woman
from banevim.casefiles.terms import Identity, ImportedCase, ImportedWoman, Missing, Profile

pytestmark = pytest.mark.django_db
NOT_SAID = Missing.UNSPECIFIED


@pytest.fixture
def client(client_as):
    return client_as("capturer", "hospital")


def words(page: Any) -> str:
    return html.unescape(page.content.decode())


def registered(client: Any, **answers: Any) -> str:
    """A case with these answers; the address of its page."""
    draft = search(client)
    done = client.post(draft, {**shown(client.get(draft)), **EVERYTHING, **answers, "hacer": "registrar"})
    assert done.status_code == 302, complaints(done)
    return f"/casos/{done['Location'].split('/')[2]}/"


def begin(client: Any, page: str) -> str:
    done = client.post(f"{page}corregir/", {"reason": "ATE"})
    assert done.status_code == 302, complaints(done)
    address: str = done["Location"]
    return address


def correct(client: Any, draft: str, reason: str = "Estaba mal.", **changes: Any) -> Any:
    """Change some answers of a correction and keep it; the last answer."""
    page = {**shown(client.get(draft)), **changes}
    sent = {name: value for name, value in page.items() if value is not None}
    client.post(draft, {**sent, "hacer": "registrar"})
    return client.post(f"{draft}revisar/", {"reason": reason})


@pytest.fixture
def imported(acting_as, actor_of) -> str:
    """A case of an extract that left almost everything unspecified."""
    profile = Profile(
        age=None,
        age_missing=NOT_SAID,
        birth_year=1990,
        children=None,
        children_missing=NOT_SAID,
        **dict.fromkeys(
            ("birth_state", "residence", "nationality", "schooling", "civil_status", "occupation"), NOT_SAID
        ),
        income_source="Venta de tamales",
    )
    data = replace(
        CASE,
        types=(),
        types_missing=NOT_SAID,
        facts_on=dt.date(2026, 1, 5),
        learned_on=None,
        narrative="",
        aggressors=(),
        **dict.fromkeys(
            ("modality", "municipality", "place", "authority_knows", "known_aggressor", "drugs", "weapons"),
            NOT_SAID,
        ),
    )
    case = ImportedCase("c1", data, dt.date(2026, 1, 9))
    woman = ImportedWoman(
        "extracto", "w1", profile, Identity(given_names="Ana", first_surname="Prueba"), (case,)
    )
    with acting_as("capturer"):
        ids = actions.register_imported(by=actor_of("capturer"), items=[woman])
    return f"/casos/{ids['case', 'c1']}/"


def test_an_imported_case_shows_nothing_that_nobody_said(client, imported, acting_as):
    client.post(f"{imported}relato/", {"reason": "ATE"})
    assert "Lo demás de la cédula" not in words(client.get(imported))
    assert "Aviso de privacidad" not in words(client.get(imported))
    with acting_as("capturer"):
        file_id = queries.file_of(Woman.objects.get().id).id
    paper = words(client.post(f"/expedientes/{file_id}/imprimir/", {"reason": "ATE"}))
    assert "Fecha de la atención" not in paper
    assert "Vía de llegada" not in paper


def test_an_imported_case_is_corrected_without_inventing_an_answer(client, imported, acting_as):
    draft = begin(client, imported)
    assert "No especificado" in words(client.get(draft))
    done = correct(client, draft, municipality="03009")
    assert (done.status_code, done.get("Location")) == (302, imported), complaints(done)
    with acting_as("capturer"):
        case, woman = Case.objects.get(), Woman.objects.get()
        assert case.municipality == "03009"
        kept = (case.modality, case.place, case.types_missing, case.drugs, case.learned_on)
        assert kept == (NOT_SAID, NOT_SAID, NOT_SAID, NOT_SAID, None)
        assert (woman.residence, woman.age_missing, woman.children_missing) == (NOT_SAID,) * 3
        assert (woman.birth_year, woman.income_source) == (1990, "Venta de tamales")
        assert not Answers.objects.exists()
        assert not Aggressor.objects.exists()
        row = Correction.objects.get()
        assert row.names == ["municipality"]


def test_the_word_of_imports_cannot_be_chosen_anew_and_what_is_touched_is_judged(client, imported, acting_as):
    draft = begin(client, imported)
    for changes, sentence in (
        ({"municipality": "03009", "place": ""}, "Lugar"),
        ({"modality": "ZZZ"}, "Elige una de las opciones."),
        ({"precision": "exacta", "facts_on": ""}, "Escribe la fecha"),
        ({"attention-arrival": "CTA"}, "Fecha de la atención"),
    ):
        refused = correct(client, draft, **changes)
        assert refused.status_code == 200, changes
        assert sentence in words(refused), changes
        with acting_as("capturer"):
            queries_draft = DraftContent.objects.get().draft_id
            actions.discard_draft(by=actor(acting_as), draft_id=queries_draft)
        draft = begin(client, imported)
    own = registered(client)
    answer = correct(client, begin(client, own), place=NOT_SAID)
    assert answer.status_code == 200
    assert "Elige una de las opciones." in words(answer)


def actor(acting_as: Any) -> Any:
    from tests.harness.people import INSTITUTIONS, person_id

    from banevim.vault.context import Actor

    place = INSTITUTIONS["hospital"]
    return Actor(person_id("capturer", place.code), place.id, "capturer")


def test_one_child_less_and_one_aggressor_more_are_in_the_versions(client, acting_as):
    page = registered(
        client,
        **{
            "count-children": "2",
            "children-0-age": "4",
            "children-0-sex": "M",
            "children-1-age": "0",
            "children-1-sex": "H",
        },
    )
    draft = begin(client, page)
    assert shown(client.get(draft))["children-1-age"] == ["0"]
    client.post(draft, {**shown(client.get(draft)), "hacer": "quitar:children"})
    nothing_lost = client.post(f"{draft}revisar/", {"reason": "Contó uno de más."})
    assert nothing_lost.status_code == 302, complaints(nothing_lost)
    draft = begin(client, page)
    client.post(draft, {**shown(client.get(draft)), "hacer": "agregar:aggressors"})
    again = shown(client.get(draft))
    assert again["count-aggressors"] == ["2"]
    more = {"aggressors-1-link": "EXP", "aggressors-1-sex": "H", "aggressors-1-age": "44"}
    done = correct(
        client, draft, **more, **{"aggressors-1-name": "Segundo Prueba", "aggressors-1-age_missing": ""}
    )
    assert done.status_code == 302, complaints(done)
    with acting_as("capturer"):
        case = Case.objects.get()
        told = queries.stored(case, words=True)
        assert [each.name for each in told.data.aggressors] == ["", "Segundo Prueba"]
        assert [each.coded["age"] for each in told.answered if each.section == "children"] == [4]
        two, one = queries.corrections_of(case.id)
        assert queries.correction_words(one)[1]["children-1-age"] == [["0"], []]
        assert queries.correction_words(two)[1]["aggressors-1-name"] == [[], ["Segundo Prueba"]]
    versions = words(client.post(f"{page}versiones/", {"reason": "ATE"}))
    assert re.search(r"Hijas e hijos 2: Edad en años cumplidos.*?<del>0</del>", versions, re.S)
    assert "Persona agresora 2: Nombre" in versions


def test_a_correction_of_another_case_of_hers_is_not_undone(client, acting_as, client_as):
    """Two cases of one record: who corrects the second one late would put her old name back."""
    first = registered(client)
    with acting_as("capturer"):
        file_id = queries.file_of(Woman.objects.get().id).id
    draft = client.post(f"/expedientes/{file_id}/caso-nuevo/")["Location"]
    done = client.post(draft, {**shown(client.get(draft)), **EVERYTHING, "hacer": "registrar"})
    second = f"/casos/{done['Location'].split('/')[2]}/"
    late = begin(client, second)
    colleague = client_as("institutional_liaison", "hospital")
    assert correct(colleague, begin(colleague, first), first_surname="Corregida").status_code == 302
    page = {**shown(client.get(late)), "place": "ESC"}
    assert page["first_surname"] == ["Corregida"], "opened again, it goes on from what the case says now"
    assert begin(client, second) == late
    client.post(late, {**page, "hacer": "registrar"})
    assert client.post(f"{late}revisar/", {"reason": "Estaba mal."}).status_code == 302
    with acting_as("capturer"):
        case = Case.objects.get(pk=second.split("/")[2])
        assert queries.record_identity(case.record_id).first_surname == "Corregida"
        assert case.place == "ESC"
        assert list(Correction.objects.values_list("number", flat=True)) == [1, 1]


def test_why_odd_answers_were_confirmed_is_never_lost(client, acting_as):
    draft = search(client)
    page = {**shown(client.get(draft)), **EVERYTHING, "aggressors-0-age": "0", "aggressors-0-age_missing": ""}
    sure = {"seen": "aggressor_age_zero", "confirmed": "on", "warnings_reason": "Así lo dijo, es su hijo."}
    done = client.post(draft, {**page, **sure, "hacer": "registrar"})
    assert done.status_code == 302, complaints(done)
    case_page = f"/casos/{done['Location'].split('/')[2]}/"
    draft = begin(client, case_page)
    client.post(draft, {**shown(client.get(draft)), "aggressors-0-age": "40", "hacer": "registrar"})
    assert client.post(f"{draft}revisar/", {"reason": "Se tecleó mal."}).status_code == 302
    with acting_as("capturer"):
        told = queries.stored(Case.objects.get(), words=True).data
        assert told.aggressors[0].age == 40
        assert told.warnings_reason == "Así lo dijo, es su hijo."
    draft = begin(client, case_page)
    client.post(draft, {**shown(client.get(draft)), "aggressors-0-age": "0", "hacer": "registrar"})
    sure = {**sure, "warnings_reason": "Sí era su hijo recién nacido."}
    assert client.post(f"{draft}revisar/", {"reason": "Estaba bien.", **sure}).status_code == 302
    with acting_as("capturer"):
        changes = queries.correction_words(queries.corrections_of(Case.objects.get().id)[0])[1]
        assert changes["warnings_reason"] == [["Así lo dijo, es su hijo."], ["Sí era su hijo recién nacido."]]
    versions = words(client.post(f"{case_page}versiones/", {"reason": "ATE"}))
    assert "Por qué se confirmó" in versions


def test_the_correction_of_a_shelter_stays_in_the_shelter(client_as, acting_as, file_at, attend):
    her = file_at(identity=MARIA)
    attend(her.id, "shelter")
    shelter = client_as("capturer", "shelter")
    draft = shelter.post(f"/expedientes/{her.id}/caso-nuevo/")["Location"]
    done = shelter.post(draft, {**shown(shelter.get(draft)), **EVERYTHING, "hacer": "registrar"})
    page = f"/casos/{done['Location'].split('/')[2]}/"
    done = correct(shelter, begin(shelter, page), first_surname="Deotrolado", **{"contact-times": ["MAN"]})
    assert done.status_code == 302, complaints(done)
    with acting_as("capturer", "shelter"):
        assert Correction.objects.count() == 1
        assert not Answers.objects.filter(shareable=True).exists()
    for place in ("hospital", "shelter_twin", "police"):
        with acting_as("capturer", place):
            assert not Correction.objects.exists()
            assert not Answers.objects.exclude(institution_id=her_institution(place)).exists()
    with acting_as("state_liaison"):
        assert not Correction.objects.exists()
    found = client_as("capturer", "police").post(
        "/buscar/", {"box": "María Fernanda Deotrolado Ríos 14/03/1992", "reason": "ATE"}, follow=True
    )
    assert "D. R." not in words(found)
    assert PROFILE.age == 34


def her_institution(place: str) -> Any:
    from tests.harness.people import INSTITUTIONS

    return INSTITUTIONS[place].id


def test_a_corrected_name_is_found_and_the_old_one_leads_nowhere_false(client, client_as, acting_as):
    page = registered(client)
    assert (
        correct(client, begin(client, page), first_surname="Corregida", birth_date="04/03/1985").status_code
        == 302
    )
    police = client_as("capturer", "police")

    def results(box: str) -> str:
        return words(police.post("/buscar/", {"box": box, "reason": "ATE"}, follow=True))

    assert "Y. C. S." in results("Yuridia Corregida Solar 04/03/1985")
    old = results("Yuridia Prueba Solar 03/03/1985")
    assert "Y. P. S." not in old, "the card says only the name of today"
