"""Password check and session, on Django's hashers and sessions but without its auth application (ADR 0009)."""

import datetime as dt
import os
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import (
    BACKEND_SESSION_KEY,
    HASH_SESSION_KEY,
    SESSION_KEY,
    login,
)
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.views.decorators.debug import sensitive_variables

from banevim.accounts.models import Person
from banevim.common import clock
from banevim.common.asking import Question, gap

SECOND_FACTOR_SESSION = "second_factor"
SINCE_SESSION = "since"
LOCKED_SESSION = "locked"
SEEN_SESSION = "seen"
LASTS = dt.timedelta(hours=8)
NOTED = 60
"""Seconds between two notes of when a session was last used: not a write for each request."""
BACKEND = "banevim.accounts.backend.PasswordBackend"

_ACTIVE = Question(
    lambda: Person.objects.select_related("institution").filter(pk=gap("person"), is_active=True)
)


class PasswordBackend:
    """User name and password. An unknown name costs the same time as a wrong password."""

    @sensitive_variables("password")
    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any
    ) -> Person | None:
        person = Person.objects.select_related("institution").filter(username=username).first()
        if person is None or not person.has_usable_password():
            make_password(password)
            return None
        if not person.check_password(password or ""):
            return None
        return person if person.is_active else None

    def get_user(self, user_id: UUID) -> Person | None:
        return _ACTIVE.first(person=user_id)


def open_session(request: HttpRequest, person: Person, *, second_factor: bool) -> None:
    """Begin a session with a new key; nothing of an earlier session of the browser is kept."""
    request.session.flush()
    login(request, person, backend=BACKEND)
    request.session[SINCE_SESSION] = clock.now().isoformat()
    if second_factor:
        request.session[SECOND_FACTOR_SESSION] = str(person.pk)


def pass_second_factor(request: HttpRequest, person: Person) -> None:
    """Note in the session that the second factor was given, under a new session key."""
    request.session.cycle_key()
    request.session[SECOND_FACTOR_SESSION] = str(person.pk)


def renew_session(request: HttpRequest, person: Person) -> None:
    """Keep this session after a change of password; every other session of the person ends."""
    request.session.cycle_key()
    request.session[HASH_SESSION_KEY] = person.get_session_auth_hash()


def close_session(request: HttpRequest) -> None:
    """End the session and forget everything in it."""
    request.session.flush()


def lock_session(request: HttpRequest) -> None:
    """From now on the password is needed to go on."""
    request.session[LOCKED_SESSION] = True


def unlock_session(request: HttpRequest) -> None:
    """Go on, under another key."""
    request.session.cycle_key()
    request.session.pop(LOCKED_SESSION, None)
    request.session[SEEN_SESSION] = clock.now().timestamp()


def is_locked(request: HttpRequest) -> bool:
    """Whether the page asked to be locked, or nothing was asked of this session for far longer than that takes (a
    browser without scripts, a computer that slept)."""
    session, now = request.session, clock.now().timestamp()
    seen = session.get(SEEN_SESSION, now)
    if now - seen > settings.LOCK_MINUTES * 60 * settings.LOCK_GRACE:
        session[LOCKED_SESSION] = True
    elif now - session.get(SEEN_SESSION, 0) > NOTED:
        session[SEEN_SESSION] = now
    return bool(session.get(LOCKED_SESSION))


def passed_second_factor(request: HttpRequest, person: Person) -> bool:
    """Whether this session gave the second factor of this person."""
    return bool(request.session.get(SECOND_FACTOR_SESSION) == str(person.pk))


def person_of(request: HttpRequest) -> Person | None:
    """Who the session belongs to: active account, same password as when it began, less than eight hours old."""
    session = request.session
    if session.get(BACKEND_SESSION_KEY) != BACKEND:
        return None
    person = PasswordBackend().get_user(UUID(session[SESSION_KEY]))
    same = person is not None and constant_time_compare(
        session.get(HASH_SESSION_KEY, ""), person.get_session_auth_hash()
    )
    if same and _fresh(session.get(SINCE_SESSION)):
        return person
    session.flush()
    return None


def _fresh(since: str | None) -> bool:
    return since is None or clock.now() - dt.datetime.fromisoformat(since) < LASTS


def address_of(request: HttpRequest) -> str:
    """Network address of who asks; behind our own proxy, the last one that it noted."""
    noted = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_TLS else ""
    return noted.rsplit(",", 1)[-1].strip() or str(request.META.get("REMOTE_ADDR", ""))


def bank_url() -> str:
    """Address of the bank as its launcher tells it, for links that a command prints."""
    return os.environ.get("BANEVIM_URL", "http://127.0.0.1:8000/")
