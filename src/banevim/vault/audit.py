"""What the rooms call to leave a record on the audit trail."""

from typing import Any

from django.db import connection

from banevim.vault.context import Actor, acting, current_actor
from banevim.vault.trail.chain import note
from banevim.vault.trail.entry import Entry, text


class OutsideContext(RuntimeError):
    """Something tried to write an audit record outside `acting(...)`: a programming error."""


class InsideContext(RuntimeError):
    """`record_alone` was called inside `acting(...)`, where its record could be rolled back with the rest."""


def record(
    event: str,
    *,
    subject: tuple[str, object] | None = None,
    details: dict[str, Any] | None = None,
    actor: Actor | None = None,
) -> None:
    """Leave one record, chained when the transaction ends. `event` reads `room.object.participle`.

    If the savepoint where it was left is rolled back, so is the record: it tells what happened. Raises OutsideContext
    without an open context, and NotACode if `details` holds anything but codes, numbers, yes or no, or lists of them.
    """
    open_for = current_actor()
    if open_for is None:
        raise OutsideContext(event)
    who, (kind, key) = actor or open_for, subject or ("", "")
    note(
        Entry(
            event=event,
            person=text(who.person_id),
            institution=text(who.institution_id),
            role=who.role,
            purpose=who.purpose,
            state_code=who.state_code,
            subject_kind=kind,
            subject_id=str(key),
            details=details or {},
        )
    )


def record_alone(
    actor: Actor,
    event: str,
    *,
    subject: tuple[str, object] | None = None,
    details: dict[str, Any] | None = None,
) -> None:
    """Leave a record in a transaction of its own: refusals and failed sign-ins survive what they refused.

    Raises InsideContext when a context is open: let the error go up and record it after the context closed.
    """
    if current_actor() is not None:
        raise InsideContext(event)
    with acting(actor):
        record(event, subject=subject, details=details)


def take_turn(name: str, *, shared: bool = False) -> None:
    """Wait for whoever decides on the same thing; the turn ends with the transaction (advisory lock).

    Those who share a turn do not wait for each other, only for whoever takes it alone.
    """
    kind = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {kind}(hashtextextended(%s, 0))", [name])
