"""What each situation reads of a file, on the page and in SQL: owner, colleague, strangers, shelter, office, nobody."""

import datetime as dt
import html
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from tests.harness.people import INSTITUTIONS, everybody
from tests.integration.casefiles import samples

from banevim.accounts.terms import CAPTURE
from banevim.casefiles import actions, queries
from banevim.casefiles.models import Access, Case, Opening
from banevim.common import clock
from banevim.common.errors import NotFound, Refused
from banevim.vault.context import acting

pytestmark = pytest.mark.django_db
FACTS = dt.date(2026, 4, 9)
CASE = samples.case(
    facts_on=FACTS,
    learned_on=FACTS,
    place="TEM",
    municipality="03008",
    authority_knows="JUZ",
    other_type="Forma secreta",
    types=("PSI", "OTR"),
    warnings_reason="Motivo secreto",
    aggressors=(samples.aggressor(link="SUE", schooling="14"),),
)
NEVER = [
    "Relato que nadie más debe leer",
    "Nombre Agresor Secreto",
    "Forma secreta",
    "Motivo secreto",
    "Templo",
    "Juzgado",
    "Suegra",
    "Doctorado",
    "Psiquiátrico",
    "Servicio:",
]
TABLES = {
    "casefiles_woman": 1,
    "casefiles_womanidentity": 1,
    "casefiles_uniquefile": 1,
    "casefiles_membership": 1,
    "casefiles_case": 0,
    "casefiles_casenarrative": 0,
    "casefiles_aggressor": 0,
    "casefiles_aggressoridentity": 0,
    "casefiles_searchcard": 0,
    "care_service": 0,
}
"""Rows of the hospital that another institution reads in SQL with an access in force."""


def text_of(answer) -> str:
    return html.unescape(answer.content.decode())


def rows_seen() -> dict[str, int]:
    with connection.cursor() as cursor:
        found = {}
        for table in TABLES:
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            found[table] = cursor.fetchone()[0]
    return found


def test_with_an_access_in_force_another_institution_reads_this_and_nothing_else(
    file_at, attend, client_as, acting_as
):
    her = file_at(case=CASE)
    attend(her.id)
    client = client_as("capturer", "police")
    closed = text_of(client.get(f"/expedientes/{her.id}/"))
    for value in ("9 abr 2026", "Los Cabos", "Psicológica", "Otra forma análoga", "Familiar"):
        assert value.lower() in closed.lower(), value
    for value in ("Secundaria", "Separada(o)", "Comercio o ventas", "34 años", "La Paz"):
        assert value in closed, value
    for value in ("María Fernanda", "Ríos", "612 000 0000", "no dejar recado", "14 mar 1992"):
        assert value not in closed, "identity stays closed until it is asked for"
    client.post(f"/expedientes/{her.id}/identidad/", {"reason": "ATE"})
    opened = text_of(client.get(f"/expedientes/{her.id}/"))
    for value in ("María Fernanda Gómez Ríos", "14 mar 1992", "612 000 0000", "no dejar recado"):
        assert value in opened, value
    for page in (closed, opened):
        assert [value for value in NEVER if value.lower() in page.lower()] == []
        assert f"/casos/{her.case}/" not in page
    with acting_as("capturer", "police"):
        assert rows_seen() == TABLES
        assert [c.facts_on for c in queries.shared_cases_of(her.id)] == [FACTS]
        assert vars(queries.shared_cases_of(her.id)[0]).keys() == {
            *("institution_id", "institution", "facts_on", "precision"),
            *("municipality", "types", "types_missing", "modality"),
        }


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/casos/{case}/"),
        ("post", "/casos/{case}/relato/"),
        ("get", "/casos/{case}/comprobante/"),
    ],
)
def test_the_case_itself_stays_with_who_wrote_it(
    file_at, attend, client_as, acting_as, actor_of, method, path
):
    her = file_at(case=CASE)
    attend(her.id)
    ask = getattr(client_as("capturer", "police"), method)
    assert ask(path.format(case=her.case), {"reason": "ATE"}).status_code == 404
    by = actor_of("capturer", "police")
    with acting(by):
        assert queries.told_in(her.case).narrative == ""
        with pytest.raises(NotFound):
            actions.open_narrative(by=by, case_id=her.case, reason="ATE")


def test_a_colleague_reads_the_file_and_the_narrative_only_for_a_reason(file_at, client_as, acting_as):
    her = file_at(case=CASE)
    colleague = client_as("institutional_liaison", "hospital")
    case = f"/casos/{her.case}/"
    closed = text_of(colleague.get(case))
    assert "Templo" in closed
    assert "Relato que nadie" not in closed
    assert "Nombre Agresor Secreto" not in closed
    missing = colleague.post(f"{case}relato/", {})
    assert "Elige el motivo" in text_of(missing)
    assert "Relato que nadie" not in text_of(missing)
    colleague.post(f"{case}relato/", {"reason": "SEG"})
    opened = colleague.get(case)
    for value in NEVER[:4]:
        assert value in text_of(opened)
    assert int(opened["Refresh"].split(";")[0]) <= 601
    colleague.post(f"{case}ocultar/")
    assert "Relato que nadie" not in text_of(colleague.get(case))


def situations():
    return [(role, place.code) for role, place in everybody() if place.code != "hospital"]


@pytest.mark.parametrize(("role", "place"), situations())
def test_a_stranger_without_an_access_does_not_know_that_it_exists(
    file_at, client_as, acting_as, actor_of, role, place
):
    her = file_at(case=CASE)
    client = client_as(role, place)
    expected = 404 if role in CAPTURE else 403
    for path in (f"/expedientes/{her.id}/", f"/expedientes/{her.id}/vistas/", f"/casos/{her.case}/"):
        assert client.get(path).status_code == expected
    assert client.post(f"/expedientes/{her.id}/identidad/", {"reason": "ATE"}).status_code == expected
    by = actor_of(role, place)
    with acting(by):
        assert rows_seen() == dict.fromkeys(TABLES, 0)
        assert queries.shared_cases_of(her.id) == []
        assert queries.identity_of(her.id).is_empty
        assert not Opening.objects.exists()
        with pytest.raises(NotFound if role in CAPTURE else Refused):
            actions.open_identity(by=by, file_id=her.id, reason="ATE")


def test_nobody_reads_nothing(file_at):
    her = file_at(case=CASE)
    for path in (f"/expedientes/{her.id}/", f"/casos/{her.case}/"):
        assert Client().get(path)["Location"].startswith("/entrar/")
    assert rows_seen() == dict.fromkeys(TABLES, 0)


def test_an_access_lasts_what_the_configuration_says_and_then_closes_everything(
    file_at, attend, client_as, acting_as
):
    her = file_at(case=CASE)
    attend(her.id)
    client = client_as("capturer", "police")
    client.post(f"/expedientes/{her.id}/identidad/", {"reason": "ATE"})
    with acting_as("capturer", "police"):
        row = Access.objects.get()
        assert (row.until - row.starts_at).days == 90
    attend_path = f"/expedientes/{her.id}/"
    assert client.get(attend_path).status_code == 200
    with acting_as("capturer", "police"):
        Access.objects.update(
            starts_at=clock.now() - dt.timedelta(days=90), until=clock.now() - dt.timedelta(milliseconds=1)
        )
    assert client.get(attend_path).status_code == 404, "even what was being shown"
    with acting_as("capturer", "police"):
        assert rows_seen() == dict.fromkeys(TABLES, 0)
        assert queries.shared_cases_of(her.id) == []


def test_after_it_ends_the_institution_keeps_only_what_it_wrote(
    file_at, attend, add_case, page_at, acting_as
):
    her = file_at(case=CASE)
    attend(her.id)
    add_case(her.id, "police", replace(CASE, facts_on=dt.date(2026, 5, 1), municipality="03001"))
    with acting_as("capturer", "police"):
        Access.objects.update(
            starts_at=clock.now() - dt.timedelta(days=90), until=clock.now() - dt.timedelta(seconds=1)
        )
    text = text_of(page_at(f"/expedientes/{her.id}/"))
    assert "1 may 2026" in text
    assert "Comondú" in text
    assert "9 abr 2026" not in text
    assert "Los Cabos" not in text


def test_what_a_shelter_did_is_told_to_nobody(file_at, attend, add_case, page_at, acting_as, institutions):
    """The shelter attends a woman of the hospital: it reads her file; hospital, police and its twin learn nothing."""
    her = file_at(case=CASE)
    attend(her.id, "shelter")
    own = page_at(f"/expedientes/{her.id}/", "shelter")
    assert "Los Cabos" in text_of(own)
    in_shelter = add_case(her.id, "shelter", samples.case(municipality="03001", facts_on=dt.date(2026, 6, 6)))
    attend(her.id, "police")
    for place in ("hospital", "police"):
        for path in (f"/expedientes/{her.id}/", f"/expedientes/{her.id}/vistas/"):
            text = text_of(page_at(path, place))
            assert "shelter" not in text
            assert "Comondú" not in text
            assert "6 jun 2026" not in text
        with acting_as("capturer", place):
            for model in (Access, Opening, Case):
                assert not model.objects.filter(institution_id=institutions.shelter.id).exists()
            assert not [c for c in queries.shared_cases_of(her.id) if c.municipality == "03001"]
    for place in ("shelter_twin", "state_office"):
        role = "capturer" if place != "state_office" else "state_liaison"
        assert page_at(f"/casos/{in_shelter}/", place, role).status_code in (403, 404)
    with acting_as("state_liaison"):
        assert Access.objects.filter(institution_id=institutions.shelter.id).exists()


def test_a_file_that_a_shelter_opened_is_only_its_own(file_at, acting_as, actor_of):
    her = file_at("shelter", case=CASE)
    for place in INSTITUTIONS:
        role = "state_liaison" if place == "state_office" else "capturer"
        with acting_as(role, place):
            expected = 1 if place == "shelter" else 0
            assert rows_seen()["casefiles_woman"] == expected
            assert rows_seen()["casefiles_uniquefile"] == expected
    assert her.folio


def test_every_opening_is_recorded_and_shown(file_at, attend, client_as, acting_as):
    her = file_at(case=CASE)
    attend(her.id)
    police, path = client_as("capturer", "police"), f"/expedientes/{her.id}/"
    for _ in range(3):
        police.get(path)
    police.post(f"{path}identidad/", {"reason": "ATE"})
    police.post(f"{path}identidad/", {"reason": "SEG"})
    client_as("capturer", "hospital").post(f"/casos/{her.case}/relato/", {"reason": "OFI"})
    owner = client_as("institutional_liaison", "hospital")
    text = text_of(owner.get(path))
    for line in (
        "Institución de prueba police. Sin abrir identidad",
        "Institución de prueba police. Identidad: la estoy atendiendo ahora",
        "Institución de prueba police. Identidad: seguimiento",
        "Institución de prueba hospital. Relato: respuesta a un oficio",
    ):
        assert line in text, line
    with acting_as("capturer", "hospital"):
        kinds = list(Opening.objects.order_by("created_at").values_list("what", flat=True))
    assert kinds.count("file") == 2, "one line an hour for each person"
    assert kinds.count("identity") == 2
    assert kinds.count("narrative") == 1


def test_an_opening_needs_a_reason_of_the_list(file_at, client_as, acting_as):
    her = file_at(case=CASE)
    client = client_as("capturer", "hospital")
    for reason in ("", "CURIOSIDAD"):
        answer = client.post(f"/expedientes/{her.id}/identidad/", {"reason": reason})
        assert "María Fernanda Gómez" not in text_of(answer)
    with acting_as("capturer", "hospital"):
        assert not Opening.objects.filter(what="identity").exists()


def test_the_access_is_shown_to_both_institutions_and_to_the_state_office(
    file_at, attend, page_at, acting_as
):
    her = file_at()
    attend(her.id)
    attend(her.id)
    for place in ("hospital", "police"):
        assert "Institución de prueba police" in text_of(page_at(f"/expedientes/{her.id}/", place))
    with acting_as("state_liaison"):
        assert Access.objects.count() == 1, "said twice on one day, it is one"


def test_identity_closes_by_itself_after_ten_minutes(file_at, client_as, monkeypatch):
    from banevim.casefiles.views import shown

    her, client = file_at(), client_as("capturer", "hospital")
    path = f"/expedientes/{her.id}/"
    client.post(f"{path}identidad/", {"reason": "ATE"})
    now = shown.time.time()
    assert "María Fernanda Gómez" in text_of(client.get(path))
    monkeypatch.setattr(shown.time, "time", lambda: now + 601)
    assert "María Fernanda Gómez" not in text_of(client.get(path))
