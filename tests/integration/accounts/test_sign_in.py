"""User and password: who comes in, who is stopped and for how long, and what a session is worth."""

import re

import pytest
from django.test import Client
from tests.harness.people import PASSWORD
from tests.integration.accounts.conftest import NEW_PASSWORD

from banevim.accounts.models import Person, SignInFailure
from banevim.vault.context import acting, system
from banevim.vault.models import AuditRecord

pytestmark = pytest.mark.django_db
OUTSIDE = [
    "https://malo.example/",
    "//malo.example/",
    "/\\malo.example/",
    "\\\\malo.example",
    "http:malo.example",
    "javascript:alert(1)",
    "/\t/malo.example",
    "",
]


def desk(client: Client) -> int:
    return client.get("/").status_code


def test_a_capturer_comes_in_and_leaves(enter, events):
    answer = enter("capturer", next="/buscar/")
    assert (answer.status_code, answer["Location"]) == (302, "/buscar/")
    client = answer.browser
    assert desk(client) == 200
    left = client.post("/salir/")
    assert left["Location"] == "/entrar/?fuera=1"
    assert left["Clear-Site-Data"]
    assert "Cerraste tu sesión" in client.get(left["Location"]).content.decode()
    assert client.get("/")["Location"] == "/entrar/"
    assert events()[-2:] == ["accounts.sign_in.done", "accounts.sign_out.done"]
    assert client.get("/salir/").status_code in (302, 405)


def test_passwords_are_kept_with_argon2id(person_of):
    assert person_of("capturer").password.startswith("argon2$argon2id$")


@pytest.mark.parametrize("wanted", OUTSIDE)
def test_nobody_is_sent_outside_the_site(enter, wanted):
    assert enter("capturer", next=wanted)["Location"] == "/"


def test_the_user_name_may_be_typed_in_capitals(enter):
    assert enter("", username=" Capturer.HOSPITAL ").status_code == 302


@pytest.mark.parametrize("typed", [{"password": "mala"}, {"username": "nadie"}, {"username": "capturer.x"}])
def test_a_wrong_sign_in_says_the_same_whatever_was_wrong(enter, typed, events):
    answer = enter("capturer", **typed)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "El usuario, la contraseña o el código no coinciden" in text
    assert typed.get("password", "x-x") not in text
    assert desk(answer.browser) == 302
    assert events()[-1] == "accounts.sign_in.failed"
    assert SignInFailure.objects.count() == 1


def test_a_closed_account_does_not_come_in_and_its_open_session_ends(enter, person_of):
    client = enter("capturer").browser
    assert desk(client) == 200
    Person.objects.filter(pk=person_of("capturer").pk).update(is_active=False)
    assert desk(client) == 302
    assert enter("capturer").status_code == 422


def test_five_failures_stop_the_entrance_with_a_message_that_helps_and_the_aide_unlocks(
    enter, client_as, person_of, events, acting_as
):
    for _ in range(4):
        assert "se detiene" not in enter("capturer", password="mala").content.decode()
    text = enter("capturer", password="mala").content.decode()
    assert re.search(r"la entrada se detiene hasta las \d\d:\d\d", text)
    assert "tu información está a salvo" in text
    assert "auxiliar de informática" in text
    stopped = enter("capturer")
    assert stopped.status_code == 422, "the right password does not serve during the pause"
    assert "se detiene" in stopped.content.decode()
    assert events()[-1] == "accounts.sign_in.paused"
    assert enter("capturer", "police").status_code == 302, "nobody else waits"
    who = person_of("capturer")
    for role in ("state_liaison", "monitoring_aide", "capturer"):
        assert client_as(role, None).post(f"/cuentas/{who.pk}/desbloquear/").status_code == 403
    aide = client_as("it_aide")
    page = aide.get("/cuentas/").content.decode()
    assert f"/cuentas/{who.pk}/desbloquear/" in page
    assert aide.post(f"/cuentas/{who.pk}/desbloquear/").status_code == 302
    assert f"/cuentas/{who.pk}/desbloquear/" not in aide.get("/cuentas/").content.decode()
    assert enter("capturer").status_code == 302
    with acting_as("administrator"):
        row = AuditRecord.objects.get(event="accounts.account.unlocked")
    assert row.person_id == person_of("it_aide").pk


def test_the_pause_ends_by_itself(enter, later):
    for _ in range(5):
        enter("capturer", password="mala")
    with later(minutes=14):
        assert enter("capturer").status_code == 422
    with later(minutes=16):
        assert enter("capturer").status_code == 302


def test_guesses_from_many_places_stop_too(enter):
    for n in range(20):
        enter("capturer", password="mala", client=Client(REMOTE_ADDR=f"10.0.0.{n}"))
    assert enter("capturer", client=Client(REMOTE_ADDR="10.0.1.1")).status_code == 422


def test_nothing_of_who_failed_is_kept_in_clear(enter, acting_as):
    enter("capturer", password="mala", client=Client(REMOTE_ADDR="10.9.8.7"))
    with acting_as("administrator"):
        kept = repr(list(SignInFailure.objects.values())) + repr(list(AuditRecord.objects.values("details")))
    assert "capturer.hospital" not in kept
    assert "10.9.8.7" not in kept


def test_a_session_planted_before_the_sign_in_is_worth_nothing(enter):
    client = Client()
    client.get("/entrar/")
    session = client.session
    session["planted"] = "yes"
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted
    enter("capturer", client=client)
    assert client.session.session_key != planted
    assert "planted" not in client.session
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert desk(thief) == 302


def test_a_second_person_in_one_browser_inherits_nothing(enter):
    client = enter("capturer").browser
    session = client.session
    session["shown"] = {"identity:x": 9e12}
    session.save()
    enter("capturer", "police", client=client)
    assert "shown" not in client.session
    assert "Institución de prueba police" in client.get("/").content.decode()


def test_a_session_lasts_a_working_day(enter, later):
    client = enter("capturer").browser
    with later(hours=7, minutes=59):
        assert desk(client) == 200
    with later(hours=8):
        assert desk(client) == 302


def test_changing_the_password_ends_every_other_session(enter):
    here, there = enter("capturer").browser, enter("capturer").browser
    form = {"current_password": "no es", "new_password": NEW_PASSWORD, "again": NEW_PASSWORD}
    wrong = here.post("/contrasena/", form)
    assert wrong.status_code == 422
    assert "no es tu contraseña de ahora" in wrong.content.decode()
    assert here.post("/contrasena/", form | {"current_password": PASSWORD}).status_code == 302
    assert (desk(here), desk(there)) == (200, 302)
    assert enter("capturer").status_code == 422
    assert enter("capturer", password=NEW_PASSWORD).status_code == 302


def test_a_password_older_than_three_months_must_be_changed_first(enter, later, person_of):
    from banevim.common import clock

    Person.objects.filter(pk=person_of("capturer").pk).update(password_changed_at=clock.now())
    with later(days=93):
        client = enter("capturer").browser
        assert client.get("/buscar/")["Location"] == "/contrasena/?next=%2Fbuscar%2F"
        form = {"current_password": PASSWORD, "new_password": NEW_PASSWORD, "again": NEW_PASSWORD}
        assert client.post("/contrasena/", form | {"next": "/buscar/"})["Location"] == "/buscar/"
        assert client.get("/buscar/").status_code == 200


def test_the_second_factor_of_nobody_is_asked_by_the_system(person_of):
    """The database gives nothing to a context without a role."""
    with acting(system("signing_in")):
        assert person_of("capturer").is_active
        assert not AuditRecord.objects.exists()
