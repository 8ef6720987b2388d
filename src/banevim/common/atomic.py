"""An action is one transaction, whole or not at all.

One that another action calls is part of that one: what fails in it fails both, and no savepoint is made for it, which
would be two statements more.
"""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

P = ParamSpec("P")
R = TypeVar("R")

_inside: ContextVar[bool] = ContextVar("inside_an_action", default=False)


def atomic(action: Callable[P, R]) -> Callable[P, R]:
    """The action, all or nothing. An action that goes on after another one failed must ask for a savepoint itself."""

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
