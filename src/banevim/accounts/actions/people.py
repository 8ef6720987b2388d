"""Opening, closing and unlocking accounts."""

from banevim.accounts import keys, rules
from banevim.accounts.models import Institution, OneTimeLink, Person, SignInFailure
from banevim.accounts.terms import Role, plain_username
from banevim.common import clock
from banevim.common.errors import Conflict
from banevim.vault import audit
from banevim.vault.context import Actor, atomic


@atomic
def open_account(
    *, by: Actor, username: str, display_name: str, institution: Institution, role: Role, letter: str
) -> Person:
    """Open a personal account, without a password until its invitation is accepted.

    Raises Refused, Invalid, or Conflict when the user name is taken.
    """
    name = plain_username(username)
    rules.check_open_account(by, name, role, institution, letter)
    if Person.objects.filter(username=name).exists():
        raise Conflict("Ese usuario ya existe. Elige otro.")
    person = Person(
        username=name,
        display_name=display_name.strip(),
        institution=institution,
        role=role,
        opened_by_letter=letter.strip(),
    )
    person.set_unusable_password()
    person.save(force_insert=True)
    audit.record(
        "accounts.account.opened",
        subject=("person", person.pk),
        actor=by,
        details={"role": str(role)},
    )
    return person


@atomic
def close_account(*, by: Actor, person: Person, letter: str) -> None:
    """Close an account at once: its sessions and links stop serving. What she captured stays."""
    rules.check_close_account(by, person, letter)
    person.is_active, person.closed_at, person.closed_by_letter = False, clock.now(), letter.strip()
    person.save(update_fields=["is_active", "closed_at", "closed_by_letter"])
    OneTimeLink.objects.filter(person=person, used_at=None).update(used_at=clock.now())
    audit.record("accounts.account.closed", subject=("person", person.pk), actor=by)


@atomic
def unlock(*, by: Actor, person: Person) -> None:
    """Forget the failed sign-ins of a person, so that she may try again now. Raises Refused."""
    rules.check_unlock(by)
    SignInFailure.objects.filter(username_digest=keys.digest("user", person.username)).delete()
    audit.record("accounts.account.unlocked", subject=("person", person.pk), actor=by)
