"""The pages: lists without names, notices that hide who she is, files only for the liaison, errors at their field."""

import datetime as dt
import re
from uuid import uuid4

import pytest
from django.urls import reverse
from tests.harness.database import asked
from tests.integration.care.conftest import SECRET, contact_data, next_contact

from banevim.care import actions, words
from banevim.care.models import Referral
from banevim.care.terms import Stage
from banevim.common import clock
from banevim.vault.context import acting, system
from banevim.vault.models import AuditRecord

pytestmark = pytest.mark.django_db
NAMES = ("María", "Fernanda", "Gómez", "Ríos", "612 000", "No dejar recado", "no dejar recado")


def text(response, status=200):
    assert response.status_code == status, response.content.decode()[-1500:]
    return response.content.decode()


def without_names(page):
    assert [name for name in NAMES if name in page] == []
    return page


@pytest.fixture
def sender(client_as):
    return client_as("capturer", "hospital")


def test_capture_to_acceptance_by_the_pages(sender, client_as, her, institutions):
    form = sender.get(reverse("care:new_referral", args=[her]))
    assert "Institución de prueba shelter" not in text(form)
    assert "Refugio (lo asigna la oficina estatal)" in text(form)
    data = {
        "recipient": institutions.police.id,
        "service": "JUR",
        "urgency": "HOY",
        "reason": "ESP",
        "consent": "consta",
        "message": SECRET,
        "key": uuid4(),
    }
    refused = text(sender.post(form.wsgi_request.path, data), 422)
    assert "No consta que ella acepte compartir" in refused
    assert SECRET in refused
    for _ in range(2):
        assert sender.post(form.wsgi_request.path, {**data, "consent": "PAL"}).status_code == 302
    listed = without_names(text(sender.get(reverse("care:sent"))))
    (key,) = re.findall(r"/canalizaciones/([0-9a-f-]{36})/", listed)
    police, page = client_as("capturer", "police"), reverse("care:referral", args=[key])
    listed = without_names(text(police.get(reverse("care:received"))))
    assert "Reservado" in listed
    assert "BCS-" not in listed
    notice = without_names(text(police.get(page)))
    for hidden in (SECRET, "especializada", "BCS-", "Leer el mensaje"):
        assert hidden not in notice
    assert "Jurídico" in notice
    assert "Hoy mismo" in notice
    step = reverse("care:step", args=[key])
    assert "Elige el motivo" in text(police.post(step, {"step": "decline"}), 422)
    for _ in range(2):
        assert police.post(step, {"step": "accept"}).status_code == 302
    opened = without_names(text(police.get(page)))
    assert SECRET not in opened
    assert f"/expedientes/{her}/" in opened
    assert SECRET in text(police.post(reverse("care:message", args=[key])))
    assert SECRET not in text(police.get(page))
    file = text(police.get(reverse("casefiles:file", args=[her])))
    assert "Canalización de Institución de prueba hospital" in file
    with acting(system()):
        assert AuditRecord.objects.filter(event="care.message.opened", subject_id=key).count() == 1


def test_the_file_tells_it_all(sender, as_of, her, refer):
    refer("police")
    refer(None, service="REF")
    as_of(
        "hospital",
        actions.schedule_follow_up,
        file_id=her,
        data=next_contact(),
        consent=contact_data(),
        idempotency_key=uuid4(),
    )
    page = without_names(text(sender.get(reverse("casefiles:file", args=[her]))))
    for said in (
        "A Institución de prueba police",
        "Refugio: buscando lugar",
        "Buscarla para dar seguimiento",
        "Próximo contacto: llamada",
        "Canalización a un refugio",
    ):
        assert said in page
    assert "prueba shelter" not in page


def test_following_up_by_the_pages(sender, as_of, her):
    row = as_of(
        "hospital",
        actions.schedule_follow_up,
        file_id=her,
        data=next_contact(days=0),
        consent=contact_data(),
        idempotency_key=uuid4(),
    )
    assert "Es hoy" in without_names(text(sender.get(reverse("care:follow_ups"))))
    page = reverse("care:follow_up", args=[row.id])
    assert "Ver cómo contactarla" in without_names(text(sender.get(page)))
    shown = text(sender.post(reverse("care:contact", args=[row.id])))
    assert shown.index("no dejar recado") < shown.index("612 000 0000")
    without_names(text(sender.get(page)))
    data = {"result": "NCO", "on": "01/01/2999", "key": uuid4()}
    assert "todavía no llega" in text(sender.post(page, data), 422)
    assert sender.post(page, {**data, "on": f"{clock.today():%d/%m/%Y}"}).status_code == 302
    assert "No contestó" in text(sender.get(page))


def test_a_service_with_its_next_appointment_in_one_page(sender, her):
    page = reverse("care:new", args=[her])
    day = clock.today() + dt.timedelta(days=5)
    data = {
        "services-kinds": ["JUR"],
        "services-on": f"{clock.today():%d/%m/%Y}",
        "services-status": "OTO",
        "services-due_on": f"{day:%d/%m/%Y}",
        "services-way": "TEL",
        "services-key": uuid4(),
    }
    assert "No consta" in text(sender.post(page, data), 422)
    assert sender.post(page, {**data, "services-consent": "PAL"}).status_code == 302
    assert "Próximo contacto: llamada" in text(sender.get(reverse("casefiles:file", args=[her])))


def test_a_file_that_would_leave_rows_out_is_not_made(client_as, refer, monkeypatch):
    refer()
    monkeypatch.setattr("banevim.care.actions.exporting.MOST_ROWS", 0)
    told = text(client_as("institutional_liaison", "hospital").get(reverse("care:sent_csv")), 422)
    assert "Fíltrala y descárgala por partes" in told


def test_files_are_for_the_liaison_and_leave_a_record(sender, client_as, refer):
    refer()
    liaison, path = client_as("institutional_liaison", "hospital"), reverse("care:sent_csv")
    assert sender.get(path).status_code == 403
    assert "Descargar" not in text(sender.get(reverse("care:sent")))
    assert "Descargar" in text(liaison.get(reverse("care:sent")))
    written = without_names(text(liaison.get(path)))
    assert written.splitlines()[0].endswith("Expediente,Enviada,A,Servicio,Urgencia,Estado,Espera,Plazo")
    assert written.splitlines()[1].startswith("BCS-")
    assert len(text(liaison.get(path + "?estado=cerradas")).splitlines()) == 1
    for name in ("care:received_csv", "care:follow_ups_csv"):
        assert len(text(liaison.get(reverse(name))).splitlines()) == 1
    with acting(system()):
        told = AuditRecord.objects.filter(event="care.list.exported").order_by("at")
        assert [t.details for t in told][:2] == [{"list": "sent", "rows": 1}, {"list": "sent", "rows": 0}]


def test_a_yes_can_always_be_taken_back(sender, as_of, who, person_of, her, refer, institutions):
    """Also when the institution no longer receives anything."""
    key = refer().id
    as_of("police", actions.accept_referral, referral_id=key)
    for role in ("capturer", "institutional_liaison"):
        person = person_of(role, "police")
        person.is_active = False
        person.save()
    page = reverse("care:consents", args=[her])
    data = {"purpose": "CAN", "way": "PAL", "on": f"{clock.today():%d/%m/%Y}"}
    assert "Elige con cuál" in text(sender.post(page, {**data, "answer": "RET"}), 422)
    data["recipient"] = institutions.police.id
    assert "lista" in text(sender.post(page, {**data, "answer": "DIO", "way": "ESC"}), 422)
    assert sender.post(page, {**data, "answer": "RET"}).status_code == 302
    assert "Lo retiró" in text(sender.get(page))
    with acting(who("hospital")):
        assert Referral.objects.get(pk=key).stage == Stage.REVOKED


def test_the_office_routes_by_its_pages(client_as, institutions, refer):
    key = refer(None, service="REF", urgency="HOY").id
    office = client_as("monitoring_aide")
    assert ">Por asignar</span>" in without_names(text(office.get(reverse("care:shelters"))))
    route = reverse("care:route", args=[key])
    page = without_names(text(office.get(route)))
    assert "Institución de prueba shelter" in page
    assert "Elige “Refugio" in text(office.post(route, {}), 422)
    assert office.post(route, {"shelter": institutions.shelter.id}).status_code == 302
    listed = reverse("care:shelters")
    for query in (
        "",
        "?estado=con",
        "?urgencia=HOY",
        "?orden=espera",
        "?estado=con&urgencia=HOY&orden=espera",
    ):
        assert ">Se pidió lugar</span>" in text(office.get(f"{listed}{query}")), query
    assert "Quitar los filtros" in text(office.get(f"{listed}?estado=sin"))
    shelter = client_as("capturer", "shelter")
    without_names(text(shelter.get(reverse("care:referral", args=[key]))))
    data = {"step": "give_back", "give_back-code": "CUP"}
    assert shelter.post(reverse("care:step", args=[key]), data).status_code == 302
    assert "ya dijo que no" in text(office.get(route))
    assert office.post(route, {"ends": "1"}).status_code == 302
    assert "no hay lugar" in text(client_as("capturer", "hospital").get(reverse("care:sent")))
    assert client_as("it_aide").get(route).status_code == 403


def test_a_list_asks_the_same_of_one_row_as_of_many(sender, as_of, her, refer):
    def count(name):
        with asked() as statements:
            text(sender.get(reverse(name)))
        return len(statements)

    def more():
        refer()
        as_of(
            "hospital",
            actions.schedule_follow_up,
            file_id=her,
            data=next_contact("CIT"),
            idempotency_key=uuid4(),
        )

    more()
    count("care:sent")
    few = [count("care:sent"), count("care:follow_ups")]
    for _ in range(5):
        more()
    assert [count("care:sent"), count("care:follow_ups")] == few


@pytest.mark.parametrize(
    ("ago", "urgency", "waits", "late"),
    [(0, "MED", "desde hoy", False), (2, "HOY", "", True), (30, "MED", "días hábiles", True)],
)
def test_ageing_is_said_in_words(who, refer, ago, urgency, waits, late):
    row = refer(urgency=urgency)
    with acting(who("hospital")):
        row.created_at -= dt.timedelta(days=ago)
        assert waits in words.waiting_words(row, sender=True)
        assert words.is_late(row) is late
        row.stage = Stage.DECLINED
        assert not words.is_late(row)
        assert Referral.objects.get(pk=row.pk).stage == Stage.SENT
