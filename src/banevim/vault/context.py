"""Who acts, where and what for. Without a context the database shows no private row (design, decision 5).

The context lives in transaction-local settings, so a pooled connection can never carry it to the next request.
"""

import contextvars
import dataclasses
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TypeVar
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from banevim.vault.trail.chain import collecting

NAMES = ("person", "institution", "role", "purpose", "state")
SET = "SELECT " + ", ".join(f"set_config('banevim.{name}', %s, true)" for name in NAMES)
NOBODY = [""] * len(NAMES)
P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Actor:
    """The person (or the system) on whose behalf something happens."""

    person_id: UUID | None
    institution_id: UUID | None
    role: str
    purpose: str = "work"
    state_code: str = dataclasses.field(default_factory=lambda: str(settings.STATE_CODE))

    def with_purpose(self, purpose: str) -> "Actor":
        """The same person for another purpose, such as `search`."""
        return dataclasses.replace(self, purpose=purpose)

    def values(self) -> list[str]:
        """The settings of the context, in the order of NAMES."""
        return [
            str(self.person_id or ""),
            str(self.institution_id or ""),
            self.role,
            self.purpose,
            self.state_code,
        ]


def system(role: str = "system") -> Actor:
    """The bank itself: timed jobs and command-line verbs."""
    return Actor(None, None, role)


_current: contextvars.ContextVar[Actor | None] = contextvars.ContextVar("actor", default=None)


def current_actor() -> Actor | None:
    """The actor in force, or None."""
    return _current.get()


def _apply(values: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(SET, values)


@contextmanager
def _named(actor: Actor) -> Iterator[None]:
    token = _current.set(actor)
    try:
        yield
    finally:
        _current.reset(token)


@contextmanager
def acting(actor: Actor, *, snapshot: bool = False) -> Iterator[Actor]:
    """Open a transaction on behalf of `actor`; nested, it changes the actor and restores it afterwards.

    The outermost block is the transaction itself, so that its audit records, chained last, are committed exactly when
    what they tell is. It refuses (RuntimeError) to start inside somebody else's `atomic()`. With `snapshot` (outermost
    only) everything is read as it was at one moment.
    """
    outer = _current.get()
    if outer is None:
        with transaction.atomic(durable=True), _named(actor):
            if snapshot:
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            _apply(actor.values())
            with collecting():
                yield actor
            if len(connection.atomic_blocks) > 1:  # only in tests, where a larger transaction goes on
                _apply(NOBODY)
        return
    with transaction.atomic():
        _apply(actor.values())
        with _named(actor):
            yield actor
        _apply(outer.values())


@contextmanager
def seeing_as(actor: Actor) -> Iterator[Actor]:
    """Inside `acting`, read as `actor`, and be oneself again afterwards. Nothing may be written meanwhile.

    No savepoint, two statements less than `acting`: there is nothing to take back. What the database refused needs none
    of the settings put back either: the transaction, or its savepoint, does that as it is rolled back.
    """
    outer = _current.get()
    if outer is None:
        raise RuntimeError("seeing_as outside acting")
    _apply(actor.values())
    try:
        with _named(actor):
            yield actor
    except DatabaseError:
        raise
    except BaseException:
        _apply(outer.values())
        raise
    _apply(outer.values())


_inside: contextvars.ContextVar[bool] = contextvars.ContextVar("inside an action", default=False)


def atomic(action: Callable[P, R]) -> Callable[P, R]:
    """An action, all of it or nothing.

    One that another action calls is part of that one: what fails in it fails both, and no savepoint, two statements
    more, is made for it. An action that goes on after another one failed must ask for a savepoint itself.
    """

    @wraps(action)
    def whole(*args: P.args, **kwargs: P.kwargs) -> R:
        inside = _inside.get()
        token = _inside.set(True)
        try:
            with transaction.atomic(savepoint=not inside):
                return action(*args, **kwargs)
        finally:
            _inside.reset(token)

    return whole
