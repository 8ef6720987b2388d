"""Institutions, people who use the bank, one-time links, second factor and failed sign-ins."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from banevim.accounts.terms import ROLE_LABELS, LinkKind, plain_username
from banevim.common.models import Stamped

OUTSIDERS = "ARRAY['capturer', 'institutional_liaison', 'statistics_reader']"
"""Roles outside the state office: to them the database itself shows no shelter but their own."""


def _internal(names: str) -> dict[str, str]:
    """Fields that only people with an account of the bank may see."""
    return dict.fromkeys(["id", "state_code", "created_at", *names.split()], "internal")


class Institution(Stamped):
    """A body that captures, receives or coordinates. Shelters are never shown outside the state office."""

    code = models.CharField(max_length=16)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=24)
    municipality = models.CharField(max_length=5, blank=True)
    holds_accounts = models.BooleanField(default=True)
    is_shelter = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    provenance = models.CharField(max_length=200, blank=True)

    class Privacy:
        scope = "custom"
        read = "NOT is_shelter OR id = banevim_institution() OR banevim_role() <> ALL (" + OUTSIDERS + ")"
        write = "banevim_role() = 'system' OR banevim_is_state_office()"
        app = ("select", "insert", "update")
        fields = _internal("code name kind municipality holds_accounts is_shelter is_active provenance")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["state_code", "code"], name="accounts_institution_code")
        ]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager["Person"]):
    """Lookup by user name, whatever its case; people are created only by `accounts.actions`."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.select_related("institution").get(username=plain_username(username or ""))


class Person(Stamped, AbstractBaseUser):
    """A public servant with an account: personal, non-transferable (Lineamientos 2018, num. 21)."""

    username = models.CharField(max_length=60, unique=True)
    display_name = models.CharField(max_length=120)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT)
    role = models.CharField(max_length=24, choices=[(r.value, label) for r, label in ROLE_LABELS.items()])
    is_active = models.BooleanField(default=True)
    opened_by_letter = models.CharField(max_length=60, blank=True)
    closed_by_letter = models.CharField(max_length=60, blank=True)
    closed_at = models.DateTimeField(null=True)
    password_changed_at = models.DateTimeField(null=True)
    totp_secret = models.BinaryField(null=True)
    totp_confirmed_at = models.DateTimeField(null=True)
    totp_last_step = models.BigIntegerField(default=0)

    USERNAME_FIELD = "username"
    objects = PersonManager()

    class Privacy:
        scope = "internal"
        app = ("select", "insert", "update")
        fields = {
            **_internal(
                "last_login username display_name institution role is_active opened_by_letter closed_by_letter"
                " closed_at password_changed_at totp_confirmed_at totp_last_step password"
            ),
            "totp_secret": "personal",
        }

    def __str__(self) -> str:
        return self.username


class RecoveryCode(Stamped):
    """A printed code that replaces the second factor once. Only its digest is kept."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Privacy:
        scope = "internal"
        app = ("select", "insert", "update", "delete")
        fields = _internal("person digest used_at")


class OneTimeLink(Stamped):
    """An invitation, or a practice sign-in (practice banks only). Only the digest of the token is kept."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in LinkKind])
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Privacy:
        scope = "internal"
        app = ("select", "insert", "update")
        fields = _internal("person kind digest expires_at used_at")


class SignInFailure(Stamped):
    """A failed sign-in, by keyed digests of user name and address: enough to slow down guessing, nothing to leak."""

    username_digest = models.CharField(max_length=32)
    address_digest = models.CharField(max_length=32)

    class Privacy:
        scope = "internal"
        app = ("select", "insert", "delete")
        fields = _internal("username_digest address_digest")

    class Meta:
        indexes = [
            models.Index(fields=["username_digest", "created_at"]),
            models.Index(fields=["address_digest", "created_at"]),
        ]
