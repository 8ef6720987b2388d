"""A referral to a shelter: the sender learns only looking, accepted, no place; which one stays in the state office."""

import pytest
from tests.harness import people
from tests.integration.care.conftest import SECRET, consent_data, next_contact, referral_data

from banevim.care import actions, pages, queries
from banevim.care.models import FollowUp, Referral, ReferralStep, Routing, Service
from banevim.care.story import Story
from banevim.care.terms import Answer, ServiceData, Stage
from banevim.casefiles import queries as files
from banevim.casefiles.models import Access
from banevim.common import clock
from banevim.common.errors import Conflict, Invalid, NotFound, Refused
from banevim.vault.context import acting
from banevim.vault.models import AuditRecord

pytestmark = pytest.mark.django_db
FIRST, SECOND = people.INSTITUTIONS["shelter"], people.INSTITUTIONS["shelter_twin"]


@pytest.fixture
def wanted(refer):
    return refer(None, service="REF", urgency="HOY").id


def shown(who, key):
    """What the sender's page and list say."""
    with acting(who("hospital")) as hospital:
        page = pages.referral_page(queries.referral(key), hospital)
        line = pages.sent_line(queries.sent(hospital, queries.ReferralFilter()).get(pk=key))
        assert line["stage"] == page["line"]["stage"]
        text = str([page["line"], page["steps"], line])
        assert "shelter" not in text
        return line["stage"]


def route(as_of, key, shelter=FIRST):
    return as_of("office", actions.route_referral, referral_id=key, shelter_id=shelter.id)


def test_one_shelter_declines_and_the_next_takes_her(who, as_of, her, wanted):
    assert shown(who, wanted) == "Refugio: buscando lugar"
    with pytest.raises(NotFound):
        as_of("shelter", actions.accept_referral, referral_id=wanted)
    route(as_of, wanted)
    assert shown(who, wanted) == "Refugio: buscando lugar"
    with acting(who("shelter")) as shelter:
        assert [r.id for r in queries.received(shelter, queries.ReferralFilter())] == [wanted]
        with pytest.raises(Refused):
            actions.open_message(by=shelter, referral_id=wanted)
    for _ in range(2):
        as_of("shelter", actions.decline_referral, referral_id=wanted, reason="CUP")
    assert shown(who, wanted) == "Refugio: buscando lugar"
    with acting(who("office")):
        assert [r.stage for r in queries.to_shelters()] == [Stage.SEARCHING]
        said = [(s.step, s.code) for s in queries.steps_of(wanted)]
        assert said == [("send", ""), ("route", ""), ("give_back", "CUP")]
    with acting(who("shelter")) as shelter:
        assert not queries.received(shelter, queries.ReferralFilter()).exists()
    route(as_of, wanted, SECOND)
    with pytest.raises(NotFound):
        as_of("shelter", actions.accept_referral, referral_id=wanted)
    as_of("shelter_twin", actions.accept_referral, referral_id=wanted)
    assert shown(who, wanted) == "Refugio: aceptada"
    as_of("shelter_twin", actions.attend_referral, referral_id=wanted)
    as_of("shelter_twin", actions.close_referral, referral_id=wanted, outcome="ATE")
    assert shown(who, wanted) == "Refugio: aceptada"
    with acting(who("shelter_twin")) as taken:
        assert files.identity_of(her).given_names == "María Fernanda"
        assert actions.open_message(by=taken, referral_id=wanted) == SECRET
    with acting(who("hospital")):
        assert not Access.objects.exists()
        assert not Routing.objects.exists()
        assert [s.step for s in queries.steps_of(wanted)] == ["send"]
        assert not AuditRecord.objects.filter(institution_id=SECOND.id).exists()
    with acting(who("office")):
        said = [s.step for s in queries.steps_of(wanted)]
        assert "attend" not in said
        assert "close" not in said


def test_what_the_shelter_does_shows_nowhere_to_the_sender(who, as_of, her, wanted):
    """Page, lists under every filter and file page say the same before and after it attends and closes."""

    def everything():
        with acting(who("hospital")) as hospital:
            page = pages.referral_page(queries.referral(wanted), hospital)
            under = {
                stage
                for stage in queries.referrals.SENT_STAGES
                if queries.sent(hospital, queries.ReferralFilter(stage)).exists()
            }
            shown = {k: page[k] for k in ("line", "steps", "open_steps", "due", "masked")}
            told = Story(her)
            return shown, under, told.sections()["referrals"], told.events()

    route(as_of, wanted)
    as_of("shelter", actions.accept_referral, referral_id=wanted)
    before = everything()
    assert before[1] == {"abiertas", "aceptadas"}
    as_of("shelter", actions.attend_referral, referral_id=wanted)
    assert everything() == before
    as_of("shelter", actions.close_referral, referral_id=wanted, outcome="ATE")
    assert everything() == before
    as_of("hospital", actions.revoke_referral, referral_id=wanted, reason="SEG")
    with acting(who("shelter")):
        assert not files.records_of(her).exists()


def test_no_place_anywhere(who, as_of, wanted):
    route(as_of, wanted)
    with pytest.raises(Conflict):
        as_of("office", actions.end_search, referral_id=wanted)
    as_of("shelter", actions.decline_referral, referral_id=wanted, reason="SEG")
    as_of("office", actions.end_search, referral_id=wanted)
    assert shown(who, wanted) == "Refugio: no hay lugar"


def test_withdrawing_empties_the_shelter_of_her_file(who, as_of, her, wanted):
    route(as_of, wanted)
    as_of("shelter", actions.accept_referral, referral_id=wanted)
    as_of("hospital", actions.record_consent, file_id=her, data=consent_data(None, Answer.WITHDRAWN))
    with acting(who("shelter")):
        assert Referral.objects.get(pk=wanted).stage == Stage.REVOKED
        assert not files.records_of(her).exists()
        assert Access.objects.get().revoked_at is not None


def test_only_the_office_routes_and_only_to_shelters(who, as_of, actor_of, wanted):
    for code in ("hospital", "police", "shelter"):
        with pytest.raises(Invalid, match="refugio de la lista"):
            as_of(code, actions.route_referral, referral_id=wanted, shelter_id=FIRST.id)
    with pytest.raises(Invalid, match="refugio de la lista"):
        as_of(
            "office", actions.route_referral, referral_id=wanted, shelter_id=people.INSTITUTIONS["police"].id
        )
    aide = actor_of("it_aide")
    with acting(aide), pytest.raises(Refused):
        actions.route_referral(by=aide, referral_id=wanted, shelter_id=FIRST.id)
    route(as_of, wanted)
    route(as_of, wanted)
    with acting(who("office")):
        assert Routing.objects.count() == 1
    with pytest.raises(Conflict, match="distinto"):
        route(as_of, wanted, SECOND)


def test_a_shelter_refers_nobody_and_its_work_is_its_own(who, as_of, her, wanted, refer):
    route(as_of, wanted)
    as_of("shelter", actions.accept_referral, referral_id=wanted)
    with pytest.raises(Refused, match="refugio no canaliza"):
        as_of("shelter", actions.send_referral, file_id=her, data=referral_data(), idempotency_key=her)
    words = {"file_id": her, "items": [ServiceData("REF", clock.today(), "OTO")], "idempotency_key": her}
    as_of("shelter", actions.add_services, follow_up=next_contact("CIT"), **words)
    for code, seen in {"shelter": 1, "shelter_twin": 0, "hospital": 0, "police": 0, "office": 0}.items():
        with acting(who(code)):
            assert (Service.objects.count(), FollowUp.objects.count()) == (seen, seen)
    key = refer().id
    as_of("police", actions.accept_referral, referral_id=key)
    with acting(who("police")):
        assert [r.id for r in Referral.objects.all()] == [key]
        assert not ReferralStep.objects.filter(institution_id=FIRST.id).exists()
        assert {a.institution_id for a in Access.objects.all()} == {people.INSTITUTIONS["police"].id}
