"""Signing in and out, failures and the change of password."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth import authenticate
from django.views.decorators.debug import sensitive_variables

from banevim.accounts import keys, queries, rules
from banevim.accounts.actions.second_factor import check_second_factor
from banevim.accounts.models import Person, SignInFailure
from banevim.accounts.terms import SignInResult, plain_username
from banevim.common import clock
from banevim.common.errors import Invalid
from banevim.vault import audit
from banevim.vault.context import Actor, atomic

KEPT = dt.timedelta(days=1)


@dataclass(frozen=True)
class SignIn:
    """How a sign-in ended. `second_factor` says whether this sign-in gave it."""

    result: SignInResult
    person: Person | None = None
    second_factor: bool = False
    until: dt.datetime | None = None


@sensitive_variables("password", "code")
@atomic
def sign_in(*, by: Actor, username: str, password: str, code: str = "", address: str = "") -> SignIn:
    """Check user name, password and second factor. Never raises for a refusal: the failure must be committed."""
    found: list[Person] = []

    def check() -> bool:
        person = authenticate(None, username=plain_username(username), password=password)
        if not isinstance(person, Person) or not _code_agrees(by, person, code):
            return False
        found.append(person)
        return True

    outcome = _attempt(by, plain_username(username), address, check)
    if outcome.result is not SignInResult.DONE:
        return outcome
    person = found[0]
    audit.record("accounts.sign_in.done", actor=actor_for(person), details={"method": "password"})
    return SignIn(SignInResult.DONE, person, second_factor=person.totp_confirmed_at is not None)


@sensitive_variables("code")
@atomic
def give_second_factor(*, by: Actor, person: Person, code: str, address: str) -> SignIn:
    """The second factor alone, on its own page; wrong codes count as failed sign-ins."""
    return _attempt(
        by, person.username, address, lambda: check_second_factor(by=by, person=person, code=code)
    )


@sensitive_variables("password")
@atomic
def confirm_password(*, by: Actor, person: Person, password: str, address: str) -> SignIn:
    """The password again, before changing it; wrong ones count as failed sign-ins."""
    return _attempt(by, person.username, address, lambda: person.check_password(password))


def _attempt(by: Actor, name: str, address: str, check: Callable[[], bool]) -> SignIn:
    """One guess. Those on one user name wait for each other, so that parallel guesses are counted too."""
    audit.take_turn(f"accounts.sign_in:{keys.digest('user', name)}")
    if until := queries.paused_until(name, address):
        audit.record("accounts.sign_in.paused", actor=by, details={"user": keys.digest("user", name)})
        return SignIn(SignInResult.LOCKED, until=until)
    if check():
        SignInFailure.objects.filter(username_digest=keys.digest("user", name)).delete()
        return SignIn(SignInResult.DONE)
    _note_failure(by, name, address)
    until = queries.paused_until(name, address)
    return SignIn(SignInResult.LOCKED if until else SignInResult.WRONG, until=until)


def actor_for(person: Person) -> Actor:
    """The context of a signed-in person."""
    return Actor(person.pk, person.institution_id, person.role)


def _code_agrees(by: Actor, person: Person, code: str) -> bool:
    if person.totp_confirmed_at is None:
        return True
    return check_second_factor(by=by, person=person, code=code)


def _note_failure(by: Actor, name: str, address: str) -> None:
    """Count a failed guess, by keyed digests; forget those older than a day."""
    SignInFailure.objects.filter(created_at__lt=clock.now() - KEPT).delete()
    SignInFailure.objects.create(
        username_digest=keys.digest("user", name), address_digest=keys.digest("address", address)
    )
    audit.record("accounts.sign_in.failed", actor=by, details={"user": keys.digest("user", name)})


@atomic
def lock(*, by: Actor) -> None:
    """Leave the record; the session itself is locked by the view."""
    audit.record("accounts.session.locked", actor=by)


@sensitive_variables("password")
@atomic
def open_lock(*, by: Actor, person: Person, password: str, address: str) -> SignIn:
    """The password again, to go on where it was left; wrong ones count as failed sign-ins. The practice accounts have
    no password: there, and only there, nothing is asked."""
    asked = person.has_usable_password() or not queries.is_practice_bank()
    outcome = _attempt(by, person.username, address, lambda: not asked or person.check_password(password))
    if outcome.result is SignInResult.DONE:
        audit.record("accounts.session.unlocked", actor=by)
    return outcome


@atomic
def sign_out(*, by: Actor) -> None:
    """Leave the record; the session itself is closed by the view."""
    audit.record("accounts.sign_out.done", actor=by)


@sensitive_variables("new_password")
@atomic
def change_password(*, by: Actor, person: Person, new_password: str) -> None:
    """Set a new password. Raises Invalid if it is weak or the same as before."""
    rules.check_password(person, new_password)
    if person.has_usable_password() and person.check_password(new_password):
        raise Invalid("Escribe una contraseña distinta de la anterior.", field="new_password")
    person.set_password(new_password)
    person.password_changed_at = clock.now()
    person.save(update_fields=["password", "password_changed_at"])
    audit.record("accounts.password.changed", subject=("person", person.pk), actor=by)
