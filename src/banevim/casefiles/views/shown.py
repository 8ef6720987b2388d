"""What a person opened stays open ten minutes, in her session and nowhere else; then the page closes by itself."""

import time
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

MINUTES = 10
_SESSION = "shown"


def show(request: HttpRequest, what: str, *keys: UUID) -> None:
    """Open them from now on, after the action that recorded it."""
    kept = {k: until for k, until in _all(request).items() if until > time.time()}
    until = time.time() + MINUTES * 60
    request.session[_SESSION] = {**kept, **{f"{what}:{key}": until for key in keys}}


def hide(request: HttpRequest, what: str, *keys: UUID) -> None:
    """Close them now."""
    closed = {f"{what}:{key}" for key in keys}
    request.session[_SESSION] = {k: v for k, v in _all(request).items() if k not in closed}


def seconds_left(request: HttpRequest, what: str, key: UUID) -> int:
    """How long it stays open; 0 when it is closed."""
    return max(0, int(_all(request).get(f"{what}:{key}", 0) - time.time()))


def closing(response: HttpResponse, seconds: int, address: str) -> HttpResponse:
    """The browser asks for the page again when the time is over, and gets it closed."""
    if seconds:
        response["Refresh"] = f"{seconds + 1}; url={address}"
    return response


def _all(request: Any) -> dict[str, float]:
    kept: dict[str, float] = request.session.get(_SESSION, {})
    return kept
