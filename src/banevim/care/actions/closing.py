"""An institution says that it has finished a month, or opens it again."""

from banevim.care import queries, rules
from banevim.care.models import MonthClosing
from banevim.common import clock
from banevim.common.errors import Conflict
from banevim.vault import audit
from banevim.vault.context import Actor, atomic


@atomic
def close_month(*, by: Actor, month: str, said: int) -> MonthClosing:
    """Close a month that has ended, also with no cases. `said`: the cases of the institution by its own count.

    The same closing twice is one. Raises Refused, Invalid, Conflict (closed with another number).
    """
    me = rules.check_closes(by, has_liaison=queries.has_liaison(by.institution_id))
    rules.check_month(month, queries.last_ended_month())
    rules.check_said(said)
    audit.take_turn(f"month:{me.institution_id}")
    if found := queries.closing_of(me.institution_id, month):
        if found.said != said:
            raise Conflict(
                "Tu institución ya cerró ese mes con otro número. Para cambiarlo, ábrelo de nuevo."
            )
        audit.record("care.month.repeated", subject=("closing", found.id))
        return found
    row = MonthClosing.objects.create(
        institution_id=me.institution_id,
        month=month,
        by_id=me.person_id,
        said=said,
        registered=queries.cases_in(me.institution_id, month),
    )
    audit.record("care.month.closed", subject=("closing", row.id), details={"month": month})
    return row


@atomic
def reopen_month(*, by: Actor, month: str, why: str) -> None:
    """Open a closed month again, for a reason. Raises Refused, Invalid, Conflict (it is not closed)."""
    me = rules.check_closes(by, has_liaison=queries.has_liaison(by.institution_id))
    rules.check_reopening(why)
    audit.take_turn(f"month:{me.institution_id}")
    row = queries.closing_of(me.institution_id, month)
    if row is None:
        raise Conflict("Ese mes no está cerrado.")
    row.reopened_at, row.reopened_by_id, row.reopened_why = clock.now(), me.person_id, why
    row.save(update_fields=["reopened_at", "reopened_by", "reopened_why"])
    audit.record("care.month.reopened", subject=("closing", row.id), details={"month": month, "why": why})
