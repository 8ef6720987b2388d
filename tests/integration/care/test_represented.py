"""Who represents her answers for her, unless that person was told to be an aggressor."""

from dataclasses import replace
from uuid import uuid4

import pytest
from tests.integration.care.conftest import consent_data, contact_data, next_contact, referral_data
from tests.integration.casefiles.samples import CASE

from banevim.care import actions, queries
from banevim.care.terms import Answer, Purpose
from banevim.casefiles import actions as casefiles
from banevim.casefiles.models import Woman
from banevim.casefiles.terms import Answered
from banevim.common.errors import Invalid
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
