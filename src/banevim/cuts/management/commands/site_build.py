"""`./banevim site build`: the public site from the published bundles and the current help lines."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from banevim.common.errors import DomainError
from banevim.cuts import actions
from banevim.vault.context import acting, system


class Command(BaseCommand):
    help = "Arma el sitio público con lo publicado y las líneas de ayuda vigentes."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with acting(system()) as actor:
                self.stdout.write(actions.build_site(by=actor))
        except DomainError as exc:
            raise CommandError(str(exc)) from exc
