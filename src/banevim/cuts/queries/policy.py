"""The signed policies, and the one in force on a day."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from banevim.catalogs.queries import overdue
from banevim.common import clock
from banevim.common.errors import Conflict
from banevim.cuts.models import Cut, SignedPolicy
from banevim.cuts.rules import UNSIGNED
from banevim.cuts.terms import Demand
from banevim.methods import disclosure


def policies() -> QuerySet[SignedPolicy]:
    """Every version, newest first."""
    return SignedPolicy.objects.select_related("by")


def policy_on(day: dt.date) -> SignedPolicy | None:
    """The version in force on a day; the newest one if several begin on the same day."""
    return policies().filter(valid_from__lte=day).order_by("-valid_from", "-number").first()


def policy_now() -> SignedPolicy | None:
    """The version in force today."""
    return policy_on(clock.today())


def policy_in_force(day: dt.date) -> SignedPolicy:
    """The version in force on a day. Raises Conflict while nobody has signed one."""
    found = policy_on(day)
    if found is None:
        raise Conflict(UNSIGNED)
    return found


def waits_for(cut: Cut, day: dt.date) -> dict[str, Any]:
    """What `rules.check_publishes` asks of a cut and of a day. Raises Conflict while no policy is signed."""
    return {
        "frozen": cut.policy.get("number"),
        "in_force": policy_in_force(day).number,
        "demand": cut.policy.get("demand", Demand.MICRODATA),
        "level": cut.proof.get("level", ""),
        "overdue_help": overdue(day, practice=settings.PRACTICE),
    }


def rule_of(policy: SignedPolicy) -> disclosure.Policy:
    """The object that the audit of a cut reads."""
    return disclosure.Policy(policy.k)


def frozen_policy(policy: SignedPolicy) -> dict[str, Any]:
    """The policy as a cut keeps it: the sentences of the rule and what was signed."""
    rule = rule_of(policy)
    return {
        "k": rule.k,
        "text": rule.rule_es,
        "mark": rule.text_es,
        "number": policy.number,
        "signed": policy.text,
        "digest": policy.digest,
        "in_force_from": policy.valid_from.isoformat(),
        "demand": policy.demand,
    }
