"""Run once in a process of its own, as owner: migrations, grants, catalogues, identity, institutions and people."""

import datetime as dt
import os
import pathlib
import sys

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command, get_commands


def install() -> None:
    """Everything that a fresh database needs before a test."""
    rooms = [c for c in apps.get_app_configs() if c.name.startswith("banevim.") and list(c.get_models())]
    if not all(list(pathlib.Path(c.path).glob("migrations/0*.py")) for c in rooms):
        settings.MIGRATION_MODULES = {c.label: None for c in rooms}
    call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)
    call_command("secure_schema", verbosity=0)
    for name in ("load_catalogs", "bank_identity"):
        if name in get_commands():
            call_command(name, **({"create": True} if name == "bank_identity" else {}), verbosity=0)


def people() -> None:
    """Test institutions and people; all share one password, hashed once."""
    from django.contrib.auth.hashers import make_password
    from tests.harness.people import INSTITUTIONS, PASSWORD, cheap_passwords, everybody, person_id

    from banevim.accounts.models import Institution, Person

    Institution.objects.bulk_create(
        Institution(
            id=each.id,
            code=f"T-{each.code}"[:16],
            name=f"Institución de prueba {each.code}",
            kind=each.kind,
            is_shelter=each.is_shelter,
        )
        for each in INSTITUTIONS.values()
    )
    cheap_passwords()
    password = make_password(PASSWORD)
    Person.objects.bulk_create(
        Person(
            id=person_id(role, place.code),
            username=f"{role}.{place.code}",
            display_name=f"Persona de prueba ({role})",
            institution_id=place.id,
            role=role,
            password=password,
        )
        for role, place in everybody()
    )


def policy() -> None:
    """The head of the office has signed what may be published: without it no cut is frozen. A row and no more, so that
    the audit trail of a test begins with what the test does."""
    from tests.harness.people import OFFICE, person_id

    from banevim.cuts.models import SignedPolicy
    from banevim.cuts.rules import DEFAULT_K, policy_digest, policy_text
    from banevim.cuts.terms import Demand

    first, text = dt.date(2020, 1, 1), policy_text(DEFAULT_K, Demand.MICRODATA)
    SignedPolicy.objects.create(
        number=1,
        valid_from=first,
        k=DEFAULT_K,
        demand=Demand.MICRODATA,
        text=text,
        digest=policy_digest(number=1, valid_from=first, text=text),
        by_id=person_id("state_liaison", OFFICE),
    )


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "banevim.settings"
    django.setup()
    sys.stdout = sys.stderr
    assert settings.DATABASES["default"]["USER"] == "banevim_owner"
    install()
    people()
    policy()
