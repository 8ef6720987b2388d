"""A session that nobody uses is locked: the password leads back, wrong ones count, and nothing typed is lost."""

from uuid import UUID

import pytest
from tests.harness.people import PASSWORD

from banevim.accounts import rules
from banevim.accounts.backend import SEEN_SESSION
from banevim.common import clock
from banevim.vault.models import AuditRecord

pytestmark = pytest.mark.django_db
DRAFT = f"/borradores/{UUID(int=7)}/"
HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def locked(client_as):
    client = client_as("capturer", "hospital")
    answer = client.post("/bloquear/", {"next": DRAFT})
    assert answer.headers["Location"] == f"/bloqueo/?next={DRAFT.replace('/', '%2F')}"
    return client


def test_the_password_leads_back_to_the_same_page(locked, acting_as):
    away = locked.get(DRAFT)
    assert (away.status_code, away.headers["Location"].split("?")[0]) == (302, "/bloqueo/")
    page = locked.get("/bloqueo/", {"next": DRAFT}).content.decode()
    assert DRAFT in page
    assert "data-lock" not in page
    key = locked.session.session_key
    done = locked.post("/bloqueo/", {"password": PASSWORD, "next": DRAFT})
    assert (done.status_code, done.headers["Location"]) == (302, DRAFT)
    assert locked.session.session_key != key
    assert locked.get("/buscar/").status_code == 200
    with acting_as("administrator"):
        kinds = set(AuditRecord.objects.values_list("event", flat=True))
    assert {"accounts.session.locked", "accounts.session.unlocked"} <= kinds


def test_wrong_passwords_count_as_failed_sign_ins(locked):
    for _ in range(rules.PER_USER_AND_ADDRESS):
        page = locked.post("/bloqueo/", {"password": "no es esta clave"})
        assert page.status_code == 422
    assert "la entrada se detiene hasta las" in page.content.decode()
    assert locked.post("/bloqueo/", {"password": PASSWORD}).status_code == 422
    assert locked.get("/buscar/").status_code == 302
    assert locked.post("/bloqueo/", {"password": ""}).status_code == 422


def test_what_was_typed_waits_in_the_page(locked):
    sent = locked.post(DRAFT, {"given_names": "Yuridia"}, headers=HERE)
    assert sent.status_code == 403
    assert 'name="given_names" value="Yuridia"' in sent.content.decode()
    assert "Escribe tu contraseña en otra pestaña" in sent.content.decode()


def test_a_session_long_unused_is_locked_by_the_server(client_as, settings):
    client = client_as("capturer", "hospital")
    assert client.get("/buscar/").status_code == 200
    for ago, answer in ((settings.LOCK_MINUTES * 60, 200), (settings.LOCK_MINUTES * 200, 302)):
        session = client.session
        session[SEEN_SESSION] = clock.now().timestamp() - ago
        session.save()
        assert client.get("/buscar/").status_code == answer
    assert client.post("/bloqueo/", {"password": PASSWORD}).status_code == 302
    assert client.get("/buscar/").status_code == 200


def test_an_account_without_password_is_not_let_in_outside_practice(client_as, settings, person_of):
    settings.PRACTICE = False
    client = client_as("capturer", "hospital")
    person = person_of("capturer", "hospital")
    client.post("/bloquear/")
    person.set_unusable_password()
    person.save(update_fields=["password"])
    session = client.session
    session["_auth_user_hash"] = person.get_session_auth_hash()
    session.save()
    assert client.post("/bloqueo/", {"password": ""}).status_code == 422
    assert client.post("/bloqueo/", {"password": "cualquiera"}).status_code == 422
