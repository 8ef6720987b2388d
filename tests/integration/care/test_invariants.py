"""Whatever anybody tries in any order: one place at a time, only along the table, access just while she allows it."""

from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.harness import people
from tests.integration.care.conftest import consent_data, referral_data
from tests.integration.casefiles.samples import MARIA, PROFILE

from banevim.care import actions
from banevim.care.models import Referral
from banevim.care.terms import HOLDING, TRANSITIONS, Answer, Party, Stage
from banevim.casefiles import actions as casefiles
from banevim.casefiles import queries as files
from banevim.common.errors import DomainError
from banevim.vault.context import acting, system
from banevim.vault.models import AuditRecord

WHO = ["hospital", "police", "police_twin", "shelter", "shelter_twin", "office"]
DO = {
    "receive": (actions.receive_referral, {}),
    "accept": (actions.accept_referral, {}),
    "decline": (actions.decline_referral, {"reason": "CUP"}),
    "attend": (actions.attend_referral, {}),
    "close": (actions.close_referral, {"outcome": "ATE"}),
    "revoke": (actions.revoke_referral, {"reason": "ERR"}),
    "route": (actions.route_referral, {"shelter_id": people.INSTITUTIONS["shelter"].id}),
    "route_twin": (actions.route_referral, {"shelter_id": people.INSTITUTIONS["shelter_twin"].id}),
    "end": (actions.end_search, {}),
    "no": (None, Answer.WITHDRAWN),
    "yes": (None, Answer.GIVEN),
}
LIKELY = [
    ("office", "route"),
    ("police", "accept"),
    ("shelter", "accept"),
    ("shelter", "decline"),
    ("police", "attend"),
    ("police", "close"),
    ("hospital", "no"),
]
TRIES = st.one_of(st.sampled_from(LIKELY), st.tuples(st.sampled_from(WHO), st.sampled_from(sorted(DO))))
PARTIES = {
    "hospital": {Party.SENDER},
    "office": {Party.STATE_OFFICE},
    "police": {Party.RECIPIENT},
    "police_twin": set(),
    "shelter": {Party.SHELTER},
    "shelter_twin": {Party.SHELTER},
}


class Story:
    """One referral and everything that is tried with it."""

    def __init__(self, who, whom):
        self.who, self.whom = who, whom
        with acting(who("hospital")) as hospital:
            woman = casefiles.open_file(by=hospital, identity=MARIA, profile=PROFILE)
            self.file_id = files.file_of(woman.id).id
            self.key = actions.send_referral(
                by=hospital,
                file_id=self.file_id,
                data=referral_data(whom),
                consent=consent_data(whom),
                idempotency_key=uuid4(),
            ).id
        self.moves = 1

    def stage(self):
        with acting(self.who("hospital")):
            return Stage(Referral.objects.get(pk=self.key).stage)

    def accesses(self):
        """Those in force that hang on the referral, whoever holds them."""
        found = 0
        for code in ("police", "police_twin", "shelter", "shelter_twin"):
            with acting(self.who(code)) as actor:
                rows = files.accesses_in_force(self.file_id).filter(institution_id=actor.institution_id)
                found += rows.filter(letter=str(self.key)).count()
        return found

    def attempt(self, code, name):
        action, words = DO[name]
        try:
            with acting(self.who(code)) as actor:
                if action is None:
                    answer = consent_data(self.whom, words)
                    actions.record_consent(by=actor, file_id=self.file_id, data=answer)
                else:
                    action(by=actor, referral_id=self.key, **words)
        except DomainError:
            return False
        return True


@pytest.mark.django_db
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(whom=st.sampled_from(["police", None]), tries=st.lists(TRIES, min_size=4, max_size=12))
def test_any_sequence_keeps_the_invariants(who, whom, tries):
    story = Story(who, whom)
    for code, name in tries:
        before = story.stage()
        done = story.attempt(code, name)
        after = story.stage()
        if after != before:
            assert done
            ways = [t for t in TRANSITIONS.values() if before in t.before and t.after == after]
            assert any(t.who & PARTIES[code] for t in ways), (code, name, before, after)
            story.moves += 1
        assert story.accesses() == int(after in HOLDING)
    with acting(system()):
        told = AuditRecord.objects.filter(subject_id=str(story.key), event__startswith="care.referral.")
        assert told.exclude(event="care.referral.repeated").count() == story.moves
