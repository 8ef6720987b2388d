"""Services: given once, by the institution that gave them, read by nobody else."""

import datetime as dt
import html
import re
from uuid import uuid4

import pytest
from tests.integration.casefiles.samples import CASE, MARIA, PROFILE, TODAY
from tests.integration.casefiles.typing import NOTICE, typed

from banevim.care import actions, queries
from banevim.care.models import Service
from banevim.care.terms import ServiceData
from banevim.casefiles import actions as casefiles
from banevim.casefiles import queries as files
from banevim.common.errors import Invalid, NotFound, Refused
from banevim.vault.context import acting
from banevim.vault.models import AuditRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def her(actor_of):
    """A woman of the hospital: (file, record, case)."""
    by = actor_of("capturer")
    with acting(by):
        woman = casefiles.open_file(by=by, identity=MARIA, profile=PROFILE)
        case = casefiles.register_case(by=by, record_id=woman.id, data=CASE)
        return files.file_of(woman.id).id, woman.id, case.id


def page(**changes) -> dict:
    given = {"services-kinds": ["MED", "PSI"], "services-on": f"{TODAY:%d%m%Y}", "services-status": "OTO"}
    return {**given, "services-key": str(uuid4()), **changes}


def test_added_from_the_file_page_and_shown_there(her, client_as, acting_as, person_of):
    file_id, record, case = her
    client, path = client_as("capturer"), f"/expedientes/{her[0]}/servicio-nuevo/"
    text = html.unescape(client.get(path).content.decode())
    assert "M. G. R., 34 años, vive en La Paz" in text
    assert "Gómez" not in text
    assert client.post(path, page(**{"services-case": str(case)})).status_code == 302
    shown = html.unescape(client.get(f"/expedientes/{file_id}/").content.decode())
    assert "El servicio quedó registrado" in shown
    assert shown.count("Servicio: médico") == 1
    assert "Servicio: psicológico" in shown
    with acting_as("capturer"):
        rows = list(Service.objects.order_by("kind"))
        assert [(r.kind, r.record_id, r.case_id, r.status) for r in rows] == [
            ("MED", record, case, "OTO"),
            ("PSI", record, case, "OTO"),
        ]
        assert {r.captured_by_id for r in rows} == {person_of("capturer").pk}
        assert [s.kind for s in queries.services_of_case(case)] == [
            r.kind for r in sorted(rows, key=lambda r: r.created_at)
        ]
        assert AuditRecord.objects.filter(event="care.service.registered").count() == 2


def test_sent_twice_it_is_one(her, client_as, acting_as):
    path, sent = f"/expedientes/{her[0]}/servicio-nuevo/", page()
    for _ in range(2):
        assert client_as("capturer").post(path, sent).status_code == 302
    with acting_as("capturer"):
        assert Service.objects.count() == 2
        assert AuditRecord.objects.filter(event="care.service.repeated").count() == 2


def test_in_the_capture_page_they_belong_to_the_new_case(her, client_as, acting_as):
    path = client_as("capturer").post(f"/expedientes/{her[0]}/caso-nuevo/")["Location"]
    sent = typed(who=False, more={"services-kinds": ["JUR"], **NOTICE})
    first, again = (client_as("capturer").post(path, sent) for _ in range(2))
    assert first["Location"] == again["Location"]
    with acting_as("capturer"):
        row = Service.objects.get()
    assert f"/casos/{row.case_id}/" in first["Location"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"services-kinds": []}, "Marca al menos un servicio"),
        ({"services-kinds": ["no_aplica"]}, "Marca una de las opciones"),
        ({"services-kinds": ["ZZZ"]}, "Marca una de las opciones"),
        ({"services-status": "ZZZ"}, "Elige uno de la lista"),
        ({"services-on": ""}, "Fecha del servicio"),
        ({"services-on": "31022026"}, "no existe en el calendario"),
        ({"services-on": "01011899"}, "anterior a 1900"),
        ({"services-on": f"{TODAY + dt.timedelta(days=1):%d%m%Y}"}, "todavía no llega"),
        ({"services-case": str(uuid4())}, "casos de la lista"),
    ],
)
def test_what_must_be_mended_is_said_at_its_field(her, client_as, acting_as, changes, sentence):
    answer = client_as("capturer").post(f"/expedientes/{her[0]}/servicio-nuevo/", page(**changes))
    text = html.unescape(answer.content.decode())
    assert sentence in text
    assert re.search(r'<a href="#id_services-\w+"', text) or 'class="act" href="#id_services' in text
    with acting_as("capturer"):
        assert not Service.objects.exists()


def test_none_for_now_goes_alone(client_as, her):
    sent = typed(who=False, more={"services-kinds": ["no_aplica", "MED"]})
    path = client_as("capturer").post(f"/expedientes/{her[0]}/caso-nuevo/")["Location"]
    text = client_as("capturer").post(path, sent).content.decode()
    assert "Deja solo uno" in text


def test_an_appointment_may_lie_ahead_but_not_beyond_a_year(her, actor_of):
    by = actor_of("capturer")
    with acting(by):
        give = lambda days: actions.register_service(  # noqa: E731
            by=by, record_id=her[1], data=ServiceData("PSI", TODAY + dt.timedelta(days=days), "CIT")
        )
        assert give(366).status == "CIT"
        with pytest.raises(Invalid, match="más de un año") as refused:
            give(367)
        assert refused.value.field == "on"


def test_only_the_institution_that_gave_them_reads_them(her, actor_of, acting_as, client_as):
    by = actor_of("capturer")
    with acting(by):
        actions.register_service(by=by, record_id=her[1], data=ServiceData("PSQ", TODAY, "OTO"))
    police = actor_of("capturer", "police")
    with acting(police):
        casefiles.declare_access(by=police, file_id=her[0], reason="ATE")
        assert not Service.objects.exists()
        assert not queries.services_of(her[0]).exists()
    text = client_as("capturer", "police").get(f"/expedientes/{her[0]}/").content.decode()
    assert "Psiquiátrico" not in text
    assert "Aún no hay servicios registrados por tu institución" in text
    for role, place in (("institutional_liaison", "hospital_twin"), ("state_liaison", None)):
        with acting_as(role, place):
            assert not Service.objects.exists()
    with acting_as("institutional_liaison", "hospital"):
        assert queries.services_of(her[0]).count() == 1


def test_who_attends_her_adds_her_own_with_her_own_record(her, actor_of, client_as, acting_as):
    police = actor_of("capturer", "police")
    path = f"/expedientes/{her[0]}/servicio-nuevo/"
    assert client_as("capturer", "police").get(path).status_code == 404
    with acting(police):
        casefiles.declare_access(by=police, file_id=her[0], reason="ATE")
    assert client_as("capturer", "police").post(path, page()).status_code == 302
    with acting_as("capturer", "police"):
        row = Service.objects.first()
        assert row.record.institution_id == row.institution_id == police.institution_id
        assert files.identity_of(her[0]).given_names == MARIA.given_names, "copied, not asked again"
    with acting_as("capturer"):
        assert not Service.objects.exists()


def test_nobody_writes_in_the_record_of_another(her, actor_of):
    data = ServiceData("MED", TODAY, "OTO")
    for role, place, error in (
        ("capturer", "police", NotFound),
        ("capturer", "shelter", NotFound),
        ("state_liaison", None, Refused),
        ("statistics_reader", None, Refused),
    ):
        by = actor_of(role, place)
        with acting(by):
            for more in ({}, {"case_id": her[2]}):
                with pytest.raises(error):
                    actions.register_service(by=by, record_id=her[1], data=data, **more)
            assert not Service.objects.exists()
    by = actor_of("capturer")
    with acting(by), pytest.raises(Invalid, match="al menos un servicio"):
        actions.register_services(by=by, record_id=her[1], items=[], idempotency_key=uuid4())
