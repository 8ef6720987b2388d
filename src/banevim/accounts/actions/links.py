"""One-time links: invitations, and practice sign-ins in practice banks."""

import datetime as dt

from django.views.decorators.debug import sensitive_variables

from banevim.accounts import keys, queries, rules
from banevim.accounts.actions.sign_in import actor_for, change_password
from banevim.accounts.models import OneTimeLink, Person
from banevim.accounts.terms import LINK_HOURS, LinkKind
from banevim.common import clock
from banevim.common.errors import Refused
from banevim.vault import audit
from banevim.vault.context import Actor, atomic


@atomic
def make_link(*, by: Actor, person: Person, kind: LinkKind, hours: int | None = None) -> str:
    """Make a one-time link and return its token, which is kept nowhere. A new invitation ends the one before.

    Raises Refused: practice links exist only in practice banks; invitations, only from who opens accounts.
    """
    if kind == LinkKind.PRACTICE:
        if not queries.is_practice_bank():
            raise Refused("Los enlaces de práctica solo existen en un banco de práctica.")
    else:
        rules.check_invite(by, person)
        OneTimeLink.objects.filter(person=person, kind=kind, used_at=None).update(used_at=clock.now())
    token = keys.new_token()
    lives = dt.timedelta(hours=hours or LINK_HOURS[kind])
    OneTimeLink.objects.create(
        person=person, kind=kind, digest=keys.digest("link", token), expires_at=clock.now() + lives
    )
    audit.record("accounts.link.made", subject=("person", person.pk), actor=by, details={"kind": str(kind)})
    return token


def _use(by: Actor, token: str, kind: LinkKind) -> Person:
    found = (
        OneTimeLink.objects.select_for_update().filter(digest=keys.digest("link", token), kind=kind).first()
    )
    link = rules.check_link(queries.link_of(token) if found else None, clock.now())
    OneTimeLink.objects.filter(pk=link.pk).update(used_at=clock.now())
    audit.record(
        "accounts.link.used", subject=("person", link.person_id), actor=by, details={"kind": str(kind)}
    )
    audit.record("accounts.sign_in.done", actor=actor_for(link.person), details={"method": f"{kind}_link"})
    return link.person


@atomic
def use_practice_link(*, by: Actor, token: str) -> Person:
    """Spend a practice link; it stands for password and second factor. Raises Refused, Invalid."""
    if not queries.is_practice_bank():
        raise Refused("Los enlaces de práctica solo existen en un banco de práctica.")
    return _use(by, token, LinkKind.PRACTICE)


@sensitive_variables("new_password")
@atomic
def accept_invitation(*, by: Actor, token: str, new_password: str) -> Person:
    """Spend an invitation by choosing a password. If the password is refused, the link still serves."""
    person = _use(by, token, LinkKind.INVITATION)
    change_password(by=by, person=person, new_password=new_password)
    return person
