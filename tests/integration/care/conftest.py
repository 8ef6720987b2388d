"""A woman at the hospital, and what may be done with her file by each institution."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.harness import people
from tests.integration.casefiles.samples import CASE, MARIA, PROFILE

from banevim.care import actions
from banevim.care.models import Referral
from banevim.care.terms import Answer, ConsentData, FollowUpData, Purpose, ReferralData
from banevim.casefiles import actions as casefiles
from banevim.casefiles import queries as files
from banevim.common import clock
from banevim.vault.context import Actor, acting

SECRET = "Mensaje que solo lee quien la acepta"


def referral_data(whom: str | None = "police", **changes: Any) -> ReferralData:
    """A referral to an institution of the tests, or to a shelter (None)."""
    words = {"service": "JUR", "urgency": "MED", "reason": "ESP", "message": SECRET, **changes}
    return ReferralData(people.INSTITUTIONS[whom].id if whom else None, **words)


def consent_data(whom: str | None = "police", answer: str = Answer.GIVEN) -> ConsentData:
    """Her answer about an institution, or about a shelter (None)."""
    purpose = Purpose.REFERRAL if whom else Purpose.SHELTER
    return ConsentData(purpose, answer, "PAL", clock.today(), people.INSTITUTIONS[whom].id if whom else None)


def contact_data(answer: str = Answer.GIVEN) -> ConsentData:
    return ConsentData(Purpose.CONTACT, answer, "ESC", clock.today())


def next_contact(way: str = "TEL", days: int = 3) -> FollowUpData:
    return FollowUpData(clock.today() + dt.timedelta(days=days), way)


@pytest.fixture
def who(actor_of: Callable[..., Actor]) -> Callable[[str], Actor]:
    """`who("hospital")`: its capturer; `who("office")`: the state liaison."""
    return lambda code: actor_of("state_liaison") if code == "office" else actor_of("capturer", code)


@pytest.fixture
def as_of(who: Callable[[str], Actor]) -> Callable[..., Any]:
    """`as_of("police", actions.accept_referral, referral_id=…)`: the action, by that institution, in its context."""

    def act(code: str, action: Callable[..., Any], **words: Any) -> Any:
        actor = who(code)
        with acting(actor):
            return action(by=actor, **words)

    return act


@pytest.fixture
def her(who: Callable[[str], Actor]) -> UUID:
    """The file of a woman whom the hospital attends."""
    actor = who("hospital")
    with acting(actor):
        woman = casefiles.open_file(by=actor, identity=MARIA, profile=PROFILE)
        casefiles.register_case(by=actor, record_id=woman.id, data=CASE)
        return files.file_of(woman.id).id


@pytest.fixture
def refer(as_of: Callable[..., Any], her: UUID) -> Callable[..., Referral]:
    """`refer("police")`, `refer(None)` for a shelter: sent by the hospital with her consent."""

    def make(whom: str | None = "police", **changes: Any) -> Referral:
        consent = consent_data(whom)
        words = {"data": referral_data(whom, **changes), "consent": consent, "idempotency_key": uuid4()}
        sent: Referral = as_of("hospital", actions.send_referral, file_id=her, **words)
        return sent

    return make
