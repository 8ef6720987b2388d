"""Open the accounts of those who will search: as many as keep each within her limit by the hour. Prints their name."""

import argparse
import json
import secrets

import django

django.setup()

from banevim.accounts.models import Person  # noqa: E402
from banevim.accounts.terms import Role  # noqa: E402
from banevim.vault.context import acting, system  # noqa: E402

EACH, SPARE = 15, 32


def hire(searches: int) -> str:
    """Capturers of a practice institution; the start of their user names."""
    name = f"busca-{secrets.token_hex(3)}"
    with acting(system()):
        place = Person.objects.filter(role=Role.CAPTURER, institution__is_shelter=False).earliest("username")
        Person.objects.bulk_create(
            Person(
                username=f"{name}-{number}",
                display_name="Búsqueda de práctica",
                institution_id=place.institution_id,
                role=Role.CAPTURER,
                password="!",
            )
            for number in range(searches // EACH + SPARE)
        )
    return name


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("searches", type=int)
    print(json.dumps(hire(parser.parse_args().searches)))


if __name__ == "__main__":
    main()
