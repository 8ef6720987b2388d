"""The table of a referral's life: nothing dangles, and every end is an end."""

import pytest

from banevim.care.terms import HOLDING, OPEN, TRANSITIONS, WAITING, Party, Stage, Step


def test_every_stage_is_reached_and_every_open_one_is_left():
    reached = {t.after for t in TRANSITIONS.values()}
    assert reached == set(Stage)
    left = {stage for t in TRANSITIONS.values() for stage in t.before}
    assert left == OPEN | {Stage.CLOSED} == WAITING | HOLDING
    assert left | {Stage.DECLINED, Stage.REVOKED} == set(Stage)
    assert not WAITING & HOLDING


def test_every_step_has_somebody_and_only_parties_move():
    assert set(TRANSITIONS) == set(Step)
    assert all(t.who <= set(Party) and t.who for t in TRANSITIONS.values())
    assert {s for s, t in TRANSITIONS.items() if Party.STATE_OFFICE in t.who} == {Step.ROUTE, Step.END_SEARCH}


@pytest.mark.parametrize("step", [Step.DECLINE, Step.GIVE_BACK, Step.CLOSE, Step.REVOKE])
def test_what_ends_something_says_why(step):
    assert TRANSITIONS[step].code is not None
