"""The cut that a practice bank publishes by itself: two months back, so that the last closed month waits for people."""

import datetime as dt

from banevim.accounts.models import Person
from banevim.accounts.terms import Role
from banevim.common import clock
from banevim.cuts import actions, queries, rules
from banevim.cuts.terms import Demand
from banevim.vault.context import Actor, acting, system


def heads() -> list[Actor]:
    rows = Person.objects.filter(role=Role.STATE_LIAISON, is_active=True).order_by("username")
    return [Actor(p.id, p.institution_id, p.role) for p in rows]


def month_to_publish(today: dt.date) -> str:
    """The month before the last closed one."""
    return rules.last_closed_month(dt.date.fromisoformat(f"{rules.last_closed_month(today)}-01"))


def publish_first_cut() -> str:
    """Sign the policy, freeze with one person, approve and publish with another, build the site. '' if there is one."""
    with acting(system()):
        if queries.latest_cut() is not None:
            return ""
        author, second = heads()[:2]
    with acting(second):
        if queries.policy_on(clock.today()) is None:
            actions.sign_policy(
                by=second, k=rules.DEFAULT_K, demand=Demand.MICRODATA, valid_from=clock.today()
            )
    with acting(author):
        cut = actions.take_cut(by=author, month=month_to_publish(clock.today()))
    with acting(second):
        actions.approve_cut(by=second, cut_id=cut.id, seen=[check["key"] for check in cut.checks])
        actions.publish_cut(by=second, cut_id=cut.id)
    with acting(system()) as bank:
        actions.build_site(by=bank)
    return cut.version
