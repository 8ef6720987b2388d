"""One-time links: practice sign-ins and invitations, used twice, expired, looked at by a machine, sent outside."""

import datetime as dt
import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from tests.integration.accounts.conftest import NEW_PASSWORD

from banevim.accounts import actions
from banevim.accounts.models import OneTimeLink, Person
from banevim.accounts.terms import LinkKind
from banevim.common.errors import Refused
from banevim.vault.context import acting, system

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(person_of):
    """`link(role, kind, **more)`: the path of a fresh link."""

    def make(role: str = "state_liaison", kind: LinkKind = LinkKind.PRACTICE, **more) -> str:
        with acting(system()) as by:
            return f"/enlace/{actions.make_link(by=by, person=person_of(role), kind=kind, **more)}/"

    return make


def refused(answer) -> bool:
    return answer.status_code == 422 and "ya se usó o ya venció" in answer.content.decode()


def test_a_practice_link_signs_in_once_and_passes_the_second_factor(link, events):
    path, client = link(), Client()
    assert client.get(f"{path}?next=/cortes/")["Location"] == "/cortes/"
    assert client.get("/cortes/").status_code == 200
    assert refused(Client().get(path))
    assert refused(client.get(path)), "not even for the same browser"
    assert events()[-2:] == ["accounts.link.used", "accounts.sign_in.done"]


@pytest.mark.parametrize(
    "wanted", ["https://malo.example/", "//malo.example", "/\\malo.example", "/%09/malo"]
)
def test_next_stays_inside_the_site(link, wanted):
    where = Client().get(f"{link()}?next={wanted}")["Location"]
    assert where.startswith("/")
    assert not where.startswith(("//", "/\\"))
    assert "malo.example" not in where


def test_who_only_looks_does_not_spend_it(link):
    path = link()
    assert Client().head(path).status_code == 200
    assert Client().get(path, headers={"Sec-Purpose": "prefetch;prerender"}).status_code == 200
    assert Client().get(path).status_code == 302


def test_an_expired_link_and_that_of_a_closed_account_do_not_serve(link, later, person_of):
    path = link()
    with later(hours=12, minutes=1):
        assert refused(Client().get(path))
    path = link("monitoring_aide")
    Person.objects.filter(pk=person_of("monitoring_aide").pk).update(is_active=False)
    assert refused(Client().get(path))
    assert refused(Client().get("/enlace/inventado/"))


def test_it_replaces_the_session_of_the_browser(link, enter):
    client = enter("capturer").browser
    before = client.session.session_key
    client.get(link("institutional_liaison"))
    assert client.session.session_key != before
    assert client.get("/buscar/sin-atencion/").status_code == 200


def test_production_banks_make_none_and_honour_none(link, settings, person_of):
    path = link()
    settings.PRACTICE = False
    assert Client().get(path).status_code == 403
    with acting(system()) as by, pytest.raises(Refused, match="de práctica"):
        actions.make_link(by=by, person=person_of("capturer"), kind=LinkKind.PRACTICE)
    with pytest.raises(CommandError, match="de práctica"):
        call_command("practice_links", json=True)


def test_the_verb_lists_one_fresh_link_for_each_person(capsys):
    call_command("practice_links", json=True, base_url="http://x/", next="/buscar/")
    first = json.loads(capsys.readouterr().out)
    call_command("practice_links", json=True, base_url="http://x/", next="/buscar/")
    second = json.loads(capsys.readouterr().out)
    assert {tuple(row) for row in first} == {("role", "institution", "name", "url")}
    assert len({row["url"] for row in first + second}) == 2 * Person.objects.filter(is_active=True).count()
    row = next(row for row in first if row["role"] == "capturer")
    assert Client().get(row["url"].removeprefix("http://x"))["Location"] == "/buscar/"


def test_a_course_gets_several_links_for_each_person(capsys):
    call_command("practice_links", json=True, each=3)
    rows = json.loads(capsys.readouterr().out)
    assert len({row["url"] for row in rows}) == 3 * Person.objects.filter(is_active=True).count()


def test_only_the_digest_of_a_token_is_kept(link):
    token = link().split("/")[2]
    assert token not in repr(list(OneTimeLink.objects.values()))


def test_an_invitation_is_accepted_with_a_password_and_once(link, enter):
    path, client = link("capturer", LinkKind.INVITATION), Client()
    page = client.get(path)
    assert "capturer.hospital" in page.content.decode()
    weak = client.post(path, {"new_password": "corta", "again": "corta"})
    assert weak.status_code == 422
    assert "12 caracteres" in weak.content.decode()
    unlike = client.post(path, {"new_password": NEW_PASSWORD, "again": f"{NEW_PASSWORD}."})
    assert "no son iguales" in unlike.content.decode()
    assert client.post(path, {"new_password": NEW_PASSWORD, "again": NEW_PASSWORD})["Location"] == "/"
    assert client.get("/").status_code == 200
    assert refused(Client().get(path))
    assert refused(Client().post(path, {"new_password": "x" * 20, "again": "x" * 20}))
    assert enter("capturer", password=NEW_PASSWORD).status_code == 302


def test_a_new_invitation_ends_the_one_before_and_the_state_office_goes_on_to_its_second_factor(link, later):
    old, new = link("it_aide", LinkKind.INVITATION), link("it_aide", LinkKind.INVITATION)
    assert refused(Client().get(old))
    with later(hours=72, minutes=1):
        assert refused(Client().get(new))
    client = Client()
    client.post(new, {"new_password": NEW_PASSWORD, "again": NEW_PASSWORD})
    assert client.get("/cuentas/")["Location"].startswith("/segundo-factor/configurar/")


def test_an_invitation_to_who_has_a_second_factor_does_not_pass_it(link, enrolled, phone):
    who = enrolled("administrator")
    client = Client()
    client.post(
        link("administrator", LinkKind.INVITATION), {"new_password": NEW_PASSWORD, "again": NEW_PASSWORD}
    )
    assert client.get("/")["Location"] == "/segundo-factor/"
    client.post("/segundo-factor/", {"code": phone(who.secret)})
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("role", ["capturer", "institutional_liaison", "monitoring_aide", "it_aide"])
def test_who_may_not_open_accounts_invites_nobody(role, actor_of, person_of):
    by = actor_of(role)
    with acting(by), pytest.raises(Refused):
        actions.make_link(by=by, person=person_of("capturer"), kind=LinkKind.INVITATION)


def test_the_verb_invite_opens_an_account_by_letter(capsys, institutions):
    asked = {"username": "nueva.capturista", "role": "capturer", "institution": "T-hospital", "name": "N. N."}
    with pytest.raises(CommandError, match="oficio"):
        call_command("invite", **asked)
    call_command("invite", **asked, letter="OF-12/2026", base_url="http://x")
    path = capsys.readouterr().out.splitlines()[-1].removeprefix("http://x")
    client = Client()
    client.post(path, {"new_password": NEW_PASSWORD, "again": NEW_PASSWORD})
    assert client.get("/buscar/").status_code == 200
    person = Person.objects.get(username="nueva.capturista")
    assert (person.institution_id, person.opened_by_letter) == (institutions.hospital.id, "OF-12/2026")


def test_closing_an_account_ends_its_links(link, actor_of, person_of):
    path, by = link("capturer"), actor_of("state_liaison")
    with acting(by):
        actions.close_account(by=by, person=person_of("capturer"), letter="OF-9/2026")
    assert refused(Client().get(path))
    assert not OneTimeLink.objects.filter(used_at=None, expires_at__gt=dt.datetime.now(dt.UTC)).exists()
