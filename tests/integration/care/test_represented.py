"""Who represents her answers for her, unless that person was told to be an aggressor."""

from dataclasses import replace
from uuid import uuid4

import pytest
from tests.harness.people import INSTITUTIONS
from tests.integration.care.conftest import consent_data, contact_data, next_contact, referral_data
from tests.integration.casefiles.samples import CASE

from banevim.care import actions, queries
from banevim.care.terms import Answer, Purpose, Stage
from banevim.casefiles import actions as casefiles
from banevim.casefiles.models import Access, Woman
from banevim.casefiles.terms import Answered
from banevim.common.errors import Invalid, Refused
from banevim.vault.context import acting

pytestmark = pytest.mark.django_db
GUARDIAN = {"reason": "MIN", "link": "PAD"}


@pytest.fixture
def guardian(who, her):
    """`guardian(is_aggressor)`: the hospital registers who holds guardianship over her."""

    def tell(is_aggressor: str, position: int = 0) -> None:
        by = who("hospital")
        with acting(by):
            record = Woman.objects.get(memberships__file_id=her)
            told = Answered("guardian", {**GUARDIAN, "is_aggressor": is_aggressor}, {}, position)
            casefiles.register_case(by=by, record_id=record.id, data=CASE, answered=(told,))

    return tell


def by_representative(data):
    return replace(data, way="REP")


@pytest.mark.parametrize("answer", [Answer.GIVEN, Answer.NOT_GIVEN])
def test_a_representative_who_attacked_answers_nothing(as_of, her, guardian, answer):
    guardian("SI")
    for data in (consent_data("police", answer), contact_data(answer)):
        with pytest.raises(Invalid, match="no puede responder por ella") as refused:
            as_of("hospital", actions.record_consent, file_id=her, data=by_representative(data))
        assert refused.value.field == "way"
        as_of("hospital", actions.record_consent, file_id=her, data=data)


def test_nor_in_the_same_act_as_what_it_allows(as_of, her, guardian):
    guardian("SI")
    with pytest.raises(Invalid, match="no puede responder por ella"):
        as_of(
            "hospital",
            actions.send_referral,
            file_id=her,
            data=referral_data(),
            consent=by_representative(consent_data()),
            idempotency_key=uuid4(),
        )
    with pytest.raises(Invalid, match="no puede responder por ella"):
        as_of(
            "hospital",
            actions.schedule_follow_up,
            file_id=her,
            data=next_contact(),
            consent=by_representative(contact_data()),
            idempotency_key=uuid4(),
        )


def test_what_a_representative_said_before_no_longer_counts(as_of, her, guardian, who):
    guardian("NO")
    as_of("hospital", actions.record_consent, file_id=her, data=by_representative(consent_data()))
    guardian("SI", 1)
    with acting(who("hospital")):
        newest = queries.newest_consent(her, Purpose.REFERRAL, consent_data().recipient_id)
    assert newest is None
    words = {"file_id": her, "data": referral_data(), "idempotency_key": uuid4()}
    with pytest.raises(Invalid, match="No consta que ella acepte"):
        as_of("hospital", actions.send_referral, **words)
    as_of("hospital", actions.record_consent, file_id=her, data=consent_data())
    as_of("hospital", actions.send_referral, **words)


def test_the_page_says_it_at_the_question(client_as, her, guardian):
    guardian("SI")
    sent = {"purpose": "SEG", "answer": "DIO", "way": "REP", "on": "28/11/2026"}
    page = client_as("capturer", "hospital").post(f"/expedientes/{her}/consentimientos/", sent)
    assert "no puede responder por ella" in page.content.decode()


@pytest.fixture
def on_his_yes(as_of, her, guardian):
    """`on_his_yes("police")`: a referral on the yes of who represents her, who is told to be an aggressor since."""

    def send(whom):
        guardian("NO")
        row = as_of(
            "hospital",
            actions.send_referral,
            file_id=her,
            data=referral_data(whom),
            consent=by_representative(consent_data(whom)),
            idempotency_key=uuid4(),
        )
        guardian("SI", 1)
        return row.id

    return send


def test_nobody_new_gets_her_on_his_yes(as_of, her, on_his_yes, client_as, who):
    row = on_his_yes("police")
    as_of("police", actions.receive_referral, referral_id=row)
    with pytest.raises(Refused, match="ya no cuenta"):
        as_of("police", actions.accept_referral, referral_id=row)
    with acting(who("police")):
        assert not Access.objects.filter(institution_id=INSTITUTIONS["police"].id).exists()
    for place, told in (("police", False), ("hospital", True)):
        page = client_as("capturer", place).get(f"/canalizaciones/{row}/").content.decode()
        assert "ya no cuenta" in page
        assert ("señalada como agresora" in page) is told, "only who reads her file is told why"
        assert 'value="accept"' not in page
    as_of("hospital", actions.record_consent, file_id=her, data=consent_data())
    assert 'value="accept"' in client_as("capturer", "police").get(f"/canalizaciones/{row}/").content.decode()
    assert as_of("police", actions.accept_referral, referral_id=row).stage == Stage.ACCEPTED


def test_nor_does_a_shelter(as_of, on_his_yes, client_as):
    row = on_his_yes(None)
    route = {"referral_id": row, "shelter_id": INSTITUTIONS["shelter"].id}
    with pytest.raises(Refused, match="ya no cuenta"):
        as_of("office", actions.route_referral, **route)
    page = client_as("state_liaison").get(f"/refugios/{row}/").content.decode()
    assert "ya no cuenta" in page
    assert "agresora" not in page
    assert 'name="shelter"' not in page
    assert 'name="ends"' in page


def test_whoever_does_not_see_the_referral_is_told_nothing(on_his_yes, who):
    row = on_his_yes("police")
    for place, told in (("hospital", True), ("police", True), ("shelter", False), ("office", False)):
        with acting(who(place)):
            assert queries.yes_barred(row) is told, place
