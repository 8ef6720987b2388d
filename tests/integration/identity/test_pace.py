"""How many searches fit in an hour, and who hears of it."""

import datetime as dt
from uuid import uuid4

import pytest

from banevim.catalogs.models import Deadline
from banevim.identity import queries
from banevim.identity.models import SearchLog, SearchSheet
from banevim.identity.terms import Outcome
from banevim.vault.context import acting
from banevim.vault.models import AuditRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(monkeypatch):
    """The configuration says three."""
    monkeypatch.setattr(queries, "search_limit", lambda: 3)


def test_the_limit_is_dated_configuration(acting_as):
    with acting_as("capturer"):
        row = Deadline.objects.get(key="search_limit", valid_to__isnull=True)
        assert queries.search_limit() == row.value >= 1


def test_over_the_limit_nothing_is_looked_for_and_it_is_noted(three, open_her, look, acting_as):
    open_her("hospital")
    made = [look("Xóchitl Verdugo 1992") for _ in range(5)]
    assert [m.outcome for m in made] == [Outcome.NONE] * 3 + [Outcome.LIMITED] * 2
    assert made[3].id == made[4].id
    with acting_as("capturer", "police"):
        row = SearchLog.objects.get(outcome=Outcome.LIMITED)
        assert (row.attempts, row.kinds, row.results) == (2, [], 0)
        assert not SearchSheet.objects.filter(search=row).exists()
        assert AuditRecord.objects.filter(event="identity.search.limited").count() == 2


def test_each_person_has_an_hour_of_their_own(three, look, actor_of):
    for _ in range(4):
        look("Ana Cota")
    assert look("Ana Cota", role="institutional_liaison").outcome == Outcome.NONE
    police = actor_of("capturer", "police")
    with acting(police):
        SearchLog.objects.exclude(outcome=Outcome.LIMITED).update(
            created_at=dt.datetime.now(dt.UTC) - dt.timedelta(minutes=61)
        )
    assert look("Ana Cota").outcome == Outcome.NONE


def test_the_page_says_what_to_do_and_keeps_what_was_typed(three, client_as, look):
    for _ in range(3):
        look("Ana Cota")
    answer = client_as("capturer", "police").post("/buscar/", {"reason": "ATE", "box": "Berta Castro 1988"})
    text = answer.content.decode()
    assert answer.status_code == 429
    assert "Llegaste al máximo de 3 búsquedas" in text
    assert "oficina estatal" in text
    assert 'value="Berta Castro 1988"' in text


def test_the_state_office_sees_it_and_the_institution_does_not(three, client_as, look, acting_as, actor_of):
    for _ in range(5):
        look("Ana Cota")
    office = client_as("state_liaison").get("/buscar/sin-atencion/").content.decode()
    assert "Llegaron al máximo por hora" in office
    assert "2 búsquedas detenidas" in office
    liaison = client_as("institutional_liaison", "police").get("/buscar/sin-atencion/").content.decode()
    assert "Llegaron al máximo" not in liaison
    for role, limited in (("state_liaison", 1), ("institutional_liaison", 0)):
        actor = actor_of(role, None if limited else "police")
        with acting(actor):
            assert queries.desk_counts(actor).limited == limited


def test_a_form_sent_again_costs_one_search(look, acting_as):
    once = uuid4()
    first = look("Ana Cota", once=once)
    assert look("Ana Cota", once=once).id == first.id
    assert look("Ana Cota 1990", once=once).id != first.id
    with acting_as("capturer", "police"):
        assert SearchLog.objects.count() == 2
