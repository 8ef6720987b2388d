"""Named reads of the accounts. Shelters are shown only to the state office and to their own people."""

import datetime as dt
import io
from collections.abc import Iterable
from uuid import UUID

import segno
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.conf import settings
from django.db.models import Count, Q, QuerySet

from banevim.accounts import keys, rules
from banevim.accounts.models import Institution, OneTimeLink, Person, RecoveryCode, SignInFailure
from banevim.accounts.terms import CODE_DIGITS, CODE_SECONDS, STATE_OFFICE, STATE_OFFICE_KIND, LinkKind, Role
from banevim.catalogs.queries import deadline
from banevim.common import clock
from banevim.vault.context import Actor
from banevim.vault.models import BankIdentity


def is_practice_bank() -> bool:
    """Practice by its settings and by its own database: both must say so."""
    return bool(settings.PRACTICE) and BankIdentity.objects.filter(mode="practice").exists()


def institutions_visible(actor: Actor) -> QuerySet[Institution]:
    """Active institutions that the actor may know of, by name."""
    rows = Institution.objects.filter(is_active=True)
    if actor.role in STATE_OFFICE or actor.role == "system":
        return rows
    return rows.filter(Q(is_shelter=False) | Q(pk=actor.institution_id))


def people_of(institution_id: UUID) -> QuerySet[Person]:
    """Accounts of an institution, closed ones too, by name."""
    return Person.objects.filter(institution_id=institution_id).order_by("-is_active", "display_name")


def people_by_institution(actor: Actor) -> QuerySet[Person]:
    """All accounts that the actor may see, grouped by institution in their order."""
    return (
        Person.objects.filter(institution__in=institutions_visible(actor))
        .select_related("institution")
        .order_by("institution__name", "-is_active", "display_name")
    )


def state_office() -> Institution | None:
    """The institution that operates the bank."""
    return Institution.objects.filter(kind=STATE_OFFICE_KIND, is_active=True).first()


def has_administrator() -> bool:
    return Person.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exists()


def password_expires(person: Person) -> dt.datetime | None:
    """When the password must be changed (Lineamientos, num. 28 fr. X); None without a password of her own."""
    if person.password_changed_at is None:
        return None
    changed = person.password_changed_at
    months = changed.month - 1 + deadline("password_change", clock.today()).value
    year, month = changed.year + months // 12, months % 12 + 1
    return changed.replace(year=year, month=month, day=min(changed.day, 28))


def pending_secret(person: Person) -> bytes | None:
    """The TOTP secret that waits for its first code, or None."""
    if person.totp_confirmed_at is not None or person.totp_secret is None:
        return None
    return keys.open_secret(person.pk, person.totp_secret)


def totp(secret: bytes) -> TOTP:
    """The code generator of a secret: SHA-1, six digits, thirty seconds, as every application expects."""
    return TOTP(secret, CODE_DIGITS, SHA1(), CODE_SECONDS)  # noqa: S303


def qr_svg(person: Person, secret: bytes) -> bytes:
    """The drawing that the application of the person scans."""
    issuer = "BANEVIM práctica" if settings.PRACTICE else "BANEVIM"
    drawing = io.BytesIO()
    segno.make(totp(secret).get_provisioning_uri(person.username, issuer), error="m").save(
        drawing, kind="svg", scale=6, border=4, light="white"
    )
    return drawing.getvalue()


def recovery_codes_left(person: Person) -> int:
    return RecoveryCode.objects.filter(person=person, used_at=None).count()


def link_of(token: str) -> OneTimeLink | None:
    """The link of a token, used or not."""
    return (
        OneTimeLink.objects.select_related("person__institution")
        .filter(digest=keys.digest("link", token))
        .first()
    )


def paused_until(username: str, address: str = "") -> dt.datetime | None:
    """End of the pause in force for a user name, from one address or from anywhere; None when there is none."""
    user, place = keys.digest("user", username), keys.digest("address", address)
    now = clock.now()
    recent = SignInFailure.objects.filter(created_at__gt=now - rules.WINDOW - rules.PAUSE)
    of_user = list(
        recent.filter(username_digest=user).order_by("created_at").values_list("created_at", "address_digest")
    )
    ends = [rules.locked_until([at for at, _ in of_user], rules.PER_USER, now)]
    if address:
        here = [at for at, where in of_user if where == place]
        ends.append(rules.locked_until(here, rules.PER_USER_AND_ADDRESS, now))
        there = (
            recent.filter(address_digest=place).order_by("created_at").values_list("created_at", flat=True)
        )
        ends.append(rules.locked_until(list(there), rules.PER_ADDRESS, now))
    return max((end for end in ends if end), default=None)


def failures_waiting(people: Iterable[Person]) -> dict[UUID, int]:
    """Failed sign-ins of the last half hour by person: who may need to be unlocked."""
    by_digest = {keys.digest("user", p.username): p.pk for p in people}
    since = clock.now() - rules.WINDOW - rules.PAUSE
    rows = (
        SignInFailure.objects.filter(created_at__gt=since, username_digest__in=by_digest)
        .values_list("username_digest")
        .annotate(n=Count("id"))
    )
    return {by_digest[found]: n for found, n in rows}


def practice_people() -> QuerySet[Person]:
    """The accounts of a practice bank that get a sign-in link."""
    return Person.objects.filter(is_active=True).select_related("institution").order_by("role", "username")


def open_invitations() -> QuerySet[OneTimeLink]:
    """Invitations that nobody has used and still serve."""
    return OneTimeLink.objects.filter(kind=LinkKind.INVITATION, used_at=None, expires_at__gt=clock.now())
