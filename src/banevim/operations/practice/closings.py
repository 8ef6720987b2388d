"""The months that each practice institution closed, through the same action as its liaison: some it forgot."""

import datetime as dt

from banevim.accounts.models import Person
from banevim.accounts.terms import Role
from banevim.care import actions, queries
from banevim.care.rules import MONTHS_BACK, months_before
from banevim.common import clock
from banevim.vault.context import Actor, acting

FORGOTTEN = 13
"""One month in so many is never closed."""
HOURS = dt.timedelta(hours=10)


def liaisons() -> list[Actor]:
    """The liaison of each practice institution, by user name."""
    rows = Person.objects.filter(
        role=Role.INSTITUTIONAL_LIAISON, institution__code__startswith="P-", is_active=True
    )
    return [Actor(p.id, p.institution_id, p.role) for p in rows.order_by("username")]


def close_months(people: list[Actor]) -> int:
    """Close what is missing of the last year, each month in the first days of the next one. Two in three leave the last
    month for whoever practises. Returns how many it closed."""
    last, now, done = queries.last_ended_month(), clock.now(), 0
    for place, actor in enumerate(people):
        for turn, month in enumerate(months_before(last, MONTHS_BACK)):
            waits = month == last and place % 3
            if not waits and (place * 5 + turn) % FORGOTTEN:
                done += _close(actor, month, turn % 2, now)
    return done


def _close(actor: Actor, month: str, more: int, now: dt.datetime) -> bool:
    """One month, unless it is closed already. `more`: cases that it attended and did not register."""
    moment = queries.month_span(month)[1] + dt.timedelta(days=1 + more) + HOURS
    assert actor.institution_id is not None
    with clock.travel(min(moment, now)), acting(actor):
        if queries.closing_of(actor.institution_id, month):
            return False
        said = queries.cases_in(actor.institution_id, month) + more
        actions.close_month(by=actor, month=month, said=said)
        return True
