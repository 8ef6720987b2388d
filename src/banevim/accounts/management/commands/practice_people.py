"""Open the practice accounts: every role, in several institutions. Practice banks only."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from banevim.accounts import actions
from banevim.common.errors import DomainError
from banevim.vault.context import acting, system


class Command(BaseCommand):
    help = "Abre las cuentas de práctica (solo en un banco de práctica)."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with acting(system()) as by:
                fresh = actions.open_practice_accounts(by=by)
        except DomainError as exc:
            raise CommandError(str(exc)) from exc
        self.stdout.write(f"Cuentas de práctica al día: {fresh} nuevas.")
