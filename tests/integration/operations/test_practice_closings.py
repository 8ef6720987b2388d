"""The months that a practice institution closed: each in its time, some forgotten, the last one left for people."""

import pytest

from banevim.care import queries, rules
from banevim.common import clock
from banevim.operations.practice.closings import close_months
from banevim.vault.context import acting

pytestmark = pytest.mark.django_db


def test_months_are_closed_in_their_time_and_once(actor_of):
    people = [actor_of("institutional_liaison", place) for place in ("hospital", "police", "shelter")]
    wanted = rules.months_before(queries.last_ended_month(), rules.MONTHS_BACK)
    assert close_months(people) > 20
    assert close_months(people) == 0
    with acting(actor_of("state_liaison")):
        rows = queries.closed_months(wanted)
    by_code = {row.institution.code: row for row in rows}
    assert by_code["T-hospital"].months[wanted[-1]] is not None
    assert by_code["T-police"].months[wanted[-1]] is None
    assert any(month != wanted[-1] for row in rows for month in row.missing)
    for row in rows:
        for month, closing in row.months.items():
            if closing:
                end = queries.month_span(month)[1]
                assert end <= closing.created_at <= clock.now()
                assert (closing.created_at - end).days < 4
