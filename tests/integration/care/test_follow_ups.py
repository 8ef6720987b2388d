"""The next contact: planned with her consent, reached safely, noted once; and services in the same act."""

import datetime as dt
from uuid import uuid4

import pytest
from tests.integration.care.conftest import contact_data, next_contact

from banevim.care import actions, queries
from banevim.care.models import Attempt, FollowUp, Service
from banevim.care.terms import Answer, FollowUpState, ServiceData
from banevim.casefiles.models import Opening
from banevim.common import clock
from banevim.common.errors import Conflict, Invalid, NotFound, Refused
from banevim.vault.context import acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(as_of, her):
    def make(way="TEL", days=3, consent=None, **words):
        words.setdefault("idempotency_key", uuid4())
        return as_of(
            "hospital",
            actions.schedule_follow_up,
            file_id=her,
            data=next_contact(way, days),
            consent=contact_data() if consent else None,
            **words,
        )

    return make


def test_looking_for_her_needs_her_yes(plan, who):
    assert plan("CIT").way == "CIT"
    for way in ("TEL", "MSJ", "VIS"):
        with pytest.raises(Invalid, match="No consta"):
            plan(way)
    key = uuid4()
    row = plan(consent=True, idempotency_key=key)
    assert plan(idempotency_key=key).id == row.id
    with pytest.raises(Invalid, match="ya pasó"):
        plan(days=-1)
    with acting(who("hospital")):
        assert FollowUp.objects.count() == 2
        assert row.responsible_id == who("hospital").person_id


def test_how_to_reach_her_is_opened_on_purpose_and_listed(plan, who, as_of, her):
    row = plan(consent=True)
    identity = as_of("hospital", actions.open_contact, follow_up_id=row.id)
    assert (identity.phone, identity.phone_rules) == ("612 000 0000", "De 9 a 12; no dejar recado")
    with acting(who("hospital")):
        assert Opening.objects.get(what="identity").reason == "SEG"
    as_of("hospital", actions.record_consent, file_id=her, data=contact_data(Answer.WITHDRAWN))
    with pytest.raises(Refused, match="No consta"):
        as_of("hospital", actions.open_contact, follow_up_id=row.id)
    with pytest.raises(NotFound):
        as_of("police", actions.open_contact, follow_up_id=row.id)


def test_attempts_until_she_is_reached(plan, who, as_of):
    row, key, later = plan(consent=True), uuid4(), clock.today() + dt.timedelta(days=9)
    words = {"follow_up_id": row.id, "on": clock.today()}
    for _ in range(2):
        tried = as_of(
            "hospital", actions.record_attempt, result="NCO", next_on=later, idempotency_key=key, **words
        )
    assert (tried.state, tried.attempts, tried.due_on) == (FollowUpState.PENDING, 1, later)
    with pytest.raises(Invalid) as wrong:
        as_of("hospital", actions.record_attempt, result="", idempotency_key=uuid4(), **words)
    assert wrong.value.field == "result"
    done = as_of("hospital", actions.record_attempt, result="HEC", idempotency_key=uuid4(), **words)
    assert (done.state, done.attempts, done.ended_on) == (FollowUpState.DONE, 2, clock.today())
    with pytest.raises(Conflict):
        as_of("hospital", actions.record_attempt, result="NCO", idempotency_key=uuid4(), **words)
    with acting(who("hospital")):
        assert Attempt.objects.count() == 2


def test_only_the_institution_that_follows_her_reads_it(plan, who, as_of, actor_of):
    row = plan(consent=True)
    as_of(
        "hospital",
        actions.record_attempt,
        follow_up_id=row.id,
        result="NCO",
        on=clock.today(),
        idempotency_key=uuid4(),
    )
    seen = {}
    for actor in (
        actor_of("institutional_liaison", "hospital"),
        who("police"),
        who("office"),
        who("shelter"),
    ):
        with acting(actor):
            seen[actor.institution_id] = (FollowUp.objects.count(), Attempt.objects.count())
    assert list(seen.values()) == [(1, 1), (0, 0), (0, 0), (0, 0)]


def test_lists_by_day_and_by_who(plan, who):
    plan("CIT", 0)
    plan("CIT", 4)
    plan("CIT", 30)
    with acting(who("hospital")) as hospital:
        FollowUp.objects.filter(due_on=clock.today()).update(due_on=clock.today() - dt.timedelta(days=8))
        count = {
            when: queries.follow_ups(hospital, queries.FollowUpFilter(when)).count()
            for when in ("", "vencidos", "hoy", "semana", "hechos", "todos")
        }
        assert count == {"": 3, "vencidos": 1, "hoy": 0, "semana": 1, "hechos": 0, "todos": 3}
        assert queries.follow_ups_due(hospital).count() == 1
        days = [row.due_on for row in queries.follow_ups(hospital, queries.FollowUpFilter())]
        assert days == sorted(days)


def test_services_and_the_next_contact_are_one_act(who, as_of, her):
    items, key = [ServiceData("JUR", clock.today(), "OTO")], uuid4()
    words = {"file_id": her, "items": items, "idempotency_key": key}
    with pytest.raises(Invalid):
        as_of("hospital", actions.add_services, follow_up=next_contact("TEL"), **words)
    with acting(who("hospital")):
        assert not Service.objects.exists()
    for _ in range(2):
        as_of(
            "hospital", actions.add_services, follow_up=next_contact("TEL"), consent=contact_data(), **words
        )
    with acting(who("hospital")):
        assert (Service.objects.count(), FollowUp.objects.count()) == (1, 1)
