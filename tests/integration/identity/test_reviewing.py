"""Searches without care: which are listed, to whom, and their review."""

import datetime as dt
from uuid import uuid4

import pytest
from tests.integration.casefiles.samples import register_new

from banevim.casefiles.models import Handover
from banevim.common import clock
from banevim.common.errors import Conflict, Invalid, NotFound, Refused
from banevim.identity import actions, queries
from banevim.identity.models import SearchLog, SearchReview
from banevim.vault.context import acting
from banevim.vault.models import AuditRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def police(actor_of):
    return actor_of("capturer", "police")


@pytest.fixture
def age(police):
    """`age(hours)`: move every search of the person back."""

    def back(hours: float) -> None:
        with acting(police):
            moment = dt.datetime.now(dt.UTC) - dt.timedelta(hours=hours)
            SearchLog.objects.update(created_at=moment)

    return back


@pytest.fixture
def listed(actor_of):
    """`listed(role, institution)`: ids on the list of that person."""

    def ids(role: str = "institutional_liaison", institution: str | None = "police"):
        actor = actor_of(role, institution)
        with acting(actor):
            return [row.id for row in queries.unfollowed_searches(actor)]

    return ids


def test_listed_for_the_liaison_and_the_state_office_only(look, age, listed):
    log = look("Ana Cota")
    assert listed() == []
    age(4)
    assert listed() == [log.id]
    assert listed("state_liaison", None) == [log.id]
    assert listed("institutional_liaison", "hospital") == []
    age(24 * 91)
    assert listed() == []


def test_an_access_ends_it(open_her, look, age, listed, police):
    open_her("hospital")
    log = look("Xóchitl Verdugo 1992")
    with acting(police):
        actions.choose(by=police, search_id=log.id, rank=1)
    age(4)
    assert listed() == []


def test_a_capture_ends_it_but_not_the_mere_intention(look, age, listed, police):
    log = look("María Fernanda Gómez 1992")
    with acting(police):
        token = actions.none_is_her(by=police, search_id=log.id)
    age(4)
    assert listed() == [log.id]
    with acting(police):
        register_new(police, token)
    assert listed() == []


def test_several_tries_for_one_woman_are_one_line(open_her, look, age, listed, police, actor_of):
    open_her("hospital")
    first = look("Xochil Berdugo")
    look("Xóchitl Verdugo")
    last = look("Xóchitl Verdugo 1992")
    other = look("Ana Castro 1980")
    with acting(police):
        assert set(SearchLog.objects.values_list("thread", flat=True)) == {first.id, other.id}
    age(4)
    assert set(listed()) == {first.id, other.id}
    liaison = actor_of("institutional_liaison", "police")
    with acting(liaison):
        assert {row.id: row.tries for row in queries.unfollowed_searches(liaison)} == {
            first.id: 3,
            other.id: 1,
        }
    age(1)
    with acting(police):
        actions.choose(by=police, search_id=last.id, rank=1)
    age(4)
    assert listed() == [other.id]


def test_reviewed_once_by_each_side(look, age, listed, actor_of):
    log = look("Ana Cota")
    age(4)
    liaison, office = actor_of("institutional_liaison", "police"), actor_of("state_liaison")
    with acting(liaison):
        actions.review(by=liaison, search_id=log.id, outcome="left", note="Hablé con ella el lunes")
        with pytest.raises(Conflict):
            actions.review(by=liaison, search_id=log.id, outcome="left")
        assert actions.open_review(by=liaison, search_id=log.id).note == "Hablé con ella el lunes"
        assert b"lunes" not in bytes(SearchReview.objects.get().note)
    with acting(actor_of("it_aide")):
        assert AuditRecord.objects.filter(event="identity.search.reviewed").count() == 1
    assert listed() == []
    assert listed("state_liaison", None) == [log.id]
    with acting(office):
        seen = actions.open_review(by=office, search_id=log.id)
        assert (seen.mine, seen.note, [r.outcome for r in seen.others]) == (None, "", ["left"])
        actions.review(by=office, search_id=log.id, outcome="advice")
    assert listed("state_liaison", None) == []


def test_who_may_review(look, age, actor_of, police):
    log = look("Ana Cota")
    mine = look("Berta Castro", role="institutional_liaison")
    age(4)
    liaison, stranger = (
        actor_of("institutional_liaison", "police"),
        actor_of("institutional_liaison", "hospital"),
    )
    with acting(liaison):
        with pytest.raises(Refused, match="oficina estatal"):
            actions.review(by=liaison, search_id=mine.id, outcome="left")
        with pytest.raises(Invalid):
            actions.review(by=liaison, search_id=log.id, outcome="otra")
        with pytest.raises(Invalid, match="larga"):
            actions.review(by=liaison, search_id=log.id, outcome="left", note="x" * 5000)
    with acting(stranger), pytest.raises(NotFound):
        actions.review(by=stranger, search_id=log.id, outcome="left")
    with acting(police), pytest.raises(Refused):
        actions.review(by=police, search_id=log.id, outcome="left")


def test_the_pages(look, age, client_as):
    log = look("Ana Cota", letter="FGE/9/2026", reason="OFI")
    age(4)
    client = client_as("institutional_liaison", "police")
    page = client.get("/buscar/sin-atencion/").content.decode()
    assert "Persona de prueba (capturer)" in page
    assert "Respuesta a un oficio" in page
    assert "Cota" not in page
    address = f"/buscar/sin-atencion/{log.id}/"
    assert client.post(address, {"note": "sin elegir"}).status_code == 422
    assert client.post(address, {"outcome": "advice", "note": "Se habló"}).status_code == 302
    assert "Se habló" in client.get(address).content.decode()
    assert "Revisadas" in client.get("/buscar/sin-atencion/").content.decode()
    assert client.get(f"/buscar/sin-atencion/{uuid4()}/").status_code == 404
    assert client_as("institutional_liaison", "hospital").get(address).status_code == 404


@pytest.mark.parametrize(
    ("role", "institution", "search", "review"),
    [
        ("capturer", "police", 200, 403),
        ("institutional_liaison", "police", 200, 200),
        ("state_liaison", None, 403, 200),
        ("monitoring_aide", None, 403, 200),
        ("statistics_reader", "police", 403, 403),
    ],
)
def test_who_opens_which_page(client_as, role, institution, search, review):
    client = client_as(role, institution)
    assert client.get("/buscar/").status_code == search
    assert client.get("/buscar/sin-atencion/").status_code == review


def test_without_an_account_there_is_only_the_entrance(client):
    for address in ("/buscar/", "/buscar/sin-atencion/", f"/buscar/{uuid4()}/"):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/entrar/")


@pytest.mark.parametrize(("hours", "ends"), [(9, True), (11, False)])
def test_a_capture_of_another_day_does_not_end_it(look, age, listed, police, hours, ends):
    """Counted from a search at 22:00: within the shift it ends it; the next morning after the shift it does not."""
    log = look("María Fernanda Gómez 1992")
    with acting(police):
        token = actions.none_is_her(by=police, search_id=log.id)
        register_new(police, token)
        night = dt.datetime.combine(clock.today() - dt.timedelta(days=2), dt.time(22), clock.zone())
        SearchLog.objects.update(created_at=night)
        Handover.objects.update(used_at=night + dt.timedelta(hours=hours))
    assert listed() == ([] if ends else [log.id])
    with acting(police):
        Handover.objects.update(used_at=night - dt.timedelta(hours=21) + dt.timedelta(hours=22))
        SearchLog.objects.update(created_at=night - dt.timedelta(hours=21))
    assert listed() == [], "the same day, however late"
