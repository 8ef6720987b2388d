"""Several people decide at the same moment, with real transactions."""

import threading

from django.db import connections
from tests.integration.care.conftest import consent_data

from banevim.care import actions
from banevim.care.models import Referral, ReferralStep
from banevim.care.terms import Answer, Stage
from banevim.casefiles.models import Access
from banevim.common.errors import Conflict
from banevim.vault.context import acting


def at_once(*works):
    """Run each in a thread of its own, all started together; what each gave or raised."""
    gate, said = threading.Barrier(len(works)), []

    def run(work):
        gate.wait()
        try:
            said.append(work())
        except Conflict as exc:
            said.append(exc)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def test_accepting_and_declining_at_once_is_one_decision(committed, who, as_of, refer):
    key = refer().id
    said = at_once(
        *[lambda: as_of("police", actions.accept_referral, referral_id=key)] * 3,
        lambda: as_of("police", actions.decline_referral, referral_id=key, reason="CUP"),
    )
    assert any(isinstance(each, Conflict) for each in said)
    with acting(who("police")):
        stage = Referral.objects.get(pk=key).stage
        accepted = stage == Stage.ACCEPTED
        assert stage in (Stage.ACCEPTED, Stage.DECLINED)
        assert Access.objects.count() == int(accepted)
        decided = ReferralStep.objects.filter(step__in=["accept", "decline"])
        assert [s.step for s in decided] == ["accept" if accepted else "decline"]


def test_withdrawing_while_it_is_accepted_leaves_no_access(committed, who, as_of, her, refer):
    key, no = refer().id, consent_data(answer=Answer.WITHDRAWN)
    at_once(
        lambda: as_of("police", actions.accept_referral, referral_id=key),
        lambda: as_of("hospital", actions.record_consent, file_id=her, data=no),
    )
    with acting(who("police")):
        assert Referral.objects.get(pk=key).stage == Stage.REVOKED
        assert not Access.objects.filter(revoked_at__isnull=True).exists()


def test_two_people_of_the_office_route_to_different_shelters(committed, institutions, who, as_of, refer):
    key = refer(None).id
    shelters = (institutions.shelter.id, institutions.shelter_twin.id)
    said = at_once(
        *[
            lambda s=s: as_of("office", actions.route_referral, referral_id=key, shelter_id=s)
            for s in shelters
        ]
    )
    assert sum(isinstance(each, Conflict) for each in said) == 1
