"""Codes of the telephone and of the printed sheet: compulsory for the state office, once each."""

import re

import pytest
from django.test import Client

from banevim.accounts.models import Person, RecoveryCode
from banevim.accounts.terms import STATE_OFFICE
from banevim.vault.models import AuditRecord

pytestmark = pytest.mark.django_db
PAGES = ("/", "/cuentas/", "/contrasena/", "/bitacora/", "/cortes/", "/buscar/sin-atencion/", "/buscar/")


def secret_of(person: Person) -> bytes:
    from banevim.accounts import keys

    person.refresh_from_db()
    assert person.totp_secret is not None
    return keys.open_secret(person.pk, person.totp_secret)


@pytest.mark.parametrize("role", sorted(STATE_OFFICE))
def test_the_state_office_cannot_work_without_it(enter, role):
    client = enter(role).browser
    for path in PAGES:
        assert client.get(path)["Location"].startswith("/segundo-factor/configurar/")
    assert client.post("/salir/").status_code == 302


@pytest.mark.parametrize("role", ["capturer", "institutional_liaison", "statistics_reader"])
def test_others_may_set_it_and_then_always_give_it(enter, role, enrolled, phone):
    assert enter(role).browser.get("/").status_code == 200
    who = enrolled(role)
    assert enter(role).status_code == 422
    assert enter(role, code=phone(who.secret)).browser.get("/").status_code == 200


def test_setting_it_up(enter, phone, person_of, events, acting_as):
    client = enter("it_aide", next="/cuentas/").browser
    page = client.get("/segundo-factor/configurar/?next=%2Fcuentas%2F")
    assert "Tu perfil lo necesita" in page.content.decode()
    assert client.get("/segundo-factor/codigo.svg").status_code == 404
    client.post("/segundo-factor/configurar/", {"start": "1"})
    secret = secret_of(person_of("it_aide"))
    text = client.get("/segundo-factor/configurar/").content.decode()
    drawing = client.get("/segundo-factor/codigo.svg")
    assert drawing["Content-Type"] == "image/svg+xml"
    assert b"<path" in drawing.content
    assert re.search(r'class="key">[A-Z2-7 ]{39}<', text)
    wrong = client.post("/segundo-factor/configurar/", {"code": "000000"})
    assert wrong.status_code == 422
    assert client.get("/").status_code == 302
    done = client.post("/segundo-factor/configurar/", {"code": phone(secret), "next": "/cuentas/"})
    codes = re.findall(r'class="num">([A-Z0-9]{5}-[A-Z0-9]{5})<', done.content.decode())
    assert len(set(codes)) == 10
    assert 'href="/cuentas/"' in done.content.decode()
    assert client.get("/").status_code == 200
    again = client.get("/segundo-factor/configurar/").content.decode()
    assert "Ya está puesto" in again
    assert codes[0] not in again
    assert client.get("/segundo-factor/codigo.svg").status_code == 404
    with acting_as("administrator"):
        kept = repr(list(RecoveryCode.objects.values())) + repr(list(AuditRecord.objects.values()))
    assert not any(code in kept for code in codes)
    assert secret not in bytes(person_of("it_aide").totp_secret)
    assert events("accounts.second_factor")[-1] == "accounts.second_factor.confirmed"


def test_a_code_serves_once(enter, enrolled, phone, later):
    who = enrolled("it_aide")
    code = phone(who.secret)
    assert enter("it_aide", code=code).status_code == 302
    assert enter("it_aide", code=code).status_code == 422, "replayed"
    assert enter("it_aide", code=phone(who.secret, -1)).status_code == 422, "older than the last one"
    with later(seconds=60):
        assert enter("it_aide", code=phone(who.secret)).status_code == 302
        assert enter("it_aide", code=phone(who.secret, 3)).status_code == 422, "of another time"


def test_a_printed_code_serves_once_however_it_is_typed(enter, enrolled, events):
    who = enrolled("administrator")
    typed = who.codes[0].lower().replace("-", " ")
    assert enter("administrator", code=typed).browser.get("/").status_code == 200
    assert enter("administrator", code=who.codes[0]).status_code == 422
    assert enter("administrator", code=who.codes[1]).status_code == 302
    assert "accounts.recovery_code.used" in events()


def test_wrong_codes_stop_the_entrance_as_wrong_passwords_do(enter, enrolled, phone):
    who = enrolled("it_aide")
    for _ in range(5):
        answer = enter("it_aide", code="000000")
    assert "se detiene" in answer.content.decode()
    assert enter("it_aide", code=phone(who.secret)).status_code == 422


def test_the_page_of_the_code_alone(enter, enrolled, phone, later):
    """A session that began before the second factor was set: it must be given before anything else."""
    client = enter("capturer").browser
    who = enrolled("capturer")
    assert client.get("/buscar/")["Location"] == "/segundo-factor/?next=%2Fbuscar%2F"
    assert client.post("/segundo-factor/", {"code": "1"}).status_code == 422
    answer = client.post("/segundo-factor/", {"code": phone(who.secret), "next": "//malo.example/"})
    assert answer["Location"] == "/"
    assert client.get("/buscar/").status_code == 200


def test_who_lost_both_is_helped_by_the_aide(enter, enrolled, client_as, phone, events, acting_as, person_of):
    enrolled("administrator")
    who = person_of("administrator")
    address = f"/cuentas/{who.pk}/segundo-factor/"
    for role in ("state_liaison", "monitoring_aide"):
        assert address not in client_as(role).get("/cuentas/").content.decode()
        assert client_as(role).post(address).status_code == 403
    assert client_as("capturer").post(address).status_code == 403
    aide = client_as("it_aide")
    assert address in aide.get("/cuentas/").content.decode()
    assert aide.post(address).status_code == 302
    assert address not in aide.get("/cuentas/").content.decode()
    client = enter("administrator").browser
    assert client.get("/")["Location"] == "/segundo-factor/configurar/"
    assert events("accounts.second_factor")[-1] == "accounts.second_factor.reset"


def test_nobody_resets_her_own(client_as, enrolled, person_of):
    enrolled("it_aide")
    own = f"/cuentas/{person_of('it_aide').pk}/segundo-factor/"
    assert own not in client_as("it_aide").get("/cuentas/").content.decode()
    assert client_as("it_aide").post(own).status_code == 403


def test_without_a_session_there_is_no_page_of_codes():
    for path in ("/segundo-factor/", "/segundo-factor/configurar/", "/segundo-factor/codigo.svg"):
        assert Client().get(path)["Location"].startswith("/entrar/")
