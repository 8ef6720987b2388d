"""The practice past of the attention, through the same actions as the screens."""

import datetime as dt
from collections import Counter

import pytest
from tests.integration.casefiles.samples import MARIA, PROFILE

from banevim.care.models import FollowUp, Referral
from banevim.casefiles import actions as casefiles
from banevim.common import clock
from banevim.operations.practice.attention import Attention
from banevim.vault.context import acting

pytestmark = pytest.mark.django_db


def test_every_stage_and_written_once(actor_of):
    senders = [actor_of("capturer", code) for code in ("hospital", "police", "hospital_twin")]
    with clock.travel(clock.now() - dt.timedelta(days=20)):
        for actor in senders:
            with acting(actor):
                for _ in range(8):
                    casefiles.open_file(by=actor, identity=MARIA, profile=PROFILE)
    written = Attention(senders, actor_of("state_liaison"), [actor_of("capturer", "shelter")])

    def found():
        stages, states = Counter(), Counter()
        for actor in senders:
            with acting(actor):
                mine = Referral.objects.filter(institution_id=actor.institution_id)
                stages += Counter(mine.values_list("stage", flat=True))
                states += Counter(FollowUp.objects.values_list("attempts", flat=True))
        return stages, states

    assert written.fill() == 24
    stages, attempts = found()
    assert set(stages) == {
        "searching",
        "sent",
        "received",
        "accepted",
        "attended",
        "closed",
        "declined",
        "revoked",
    }
    assert attempts == {0: 12, 1: 3}
    assert written.fill() == 24
    assert found() == (stages, attempts)
