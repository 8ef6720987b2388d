"""Count the names in use in the bank. It also runs every night by itself."""

from typing import Any

from django.core.management.base import BaseCommand

from banevim.identity import actions
from banevim.vault.context import acting, system


class Command(BaseCommand):
    help = "Cuenta los nombres y apellidos de los registros, para que la búsqueda sepa cuáles son raros."

    def handle(self, *args: Any, **options: Any) -> None:
        with acting(system()) as actor:
            done = actions.count_names(by=actor)
        self.stdout.write(f"{done:,} registros contados.")
