"""The policy of publication: signed once, never edited."""

import datetime as dt

from django.db.models import Max

from banevim.common import clock
from banevim.common.errors import Conflict
from banevim.cuts import queries, rules
from banevim.cuts.models import SignedPolicy
from banevim.cuts.terms import Demand
from banevim.vault import audit
from banevim.vault.context import Actor, atomic


@atomic
def sign_policy(*, by: Actor, k: int, demand: Demand, valid_from: dt.date) -> SignedPolicy:
    """Sign a new version, which replaces the one before from its day. Raises Refused, Invalid, or Conflict (the same
    press twice)."""
    audit.take_turn("cuts.policy")
    newest = queries.policies().first()
    known = (newest.k, newest.valid_from) if newest else None
    person = rules.check_signs(
        by,
        k=k,
        valid_from=valid_from,
        today=clock.today(),
        newest=known,
        published=queries.published_cuts().exists(),
    )
    if newest and (newest.k, newest.demand, newest.valid_from) == (k, demand.value, valid_from):
        raise Conflict(f"Esa política ya está firmada: es la versión {newest.number}.")
    number = (SignedPolicy.objects.aggregate(n=Max("number"))["n"] or 0) + 1
    text = rules.policy_text(k, demand)
    row = SignedPolicy.objects.create(
        number=number,
        valid_from=valid_from,
        k=k,
        demand=demand,
        text=text,
        digest=rules.policy_digest(number=number, valid_from=valid_from, text=text),
        by_id=person,
    )
    audit.record(
        "cuts.policy.signed",
        subject=("policy", row.id),
        details={"number": number, "k": k, "digest": row.digest},
    )
    return row
