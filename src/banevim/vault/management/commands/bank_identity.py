"""Write or compare the identity of the bank. Run as owner."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from banevim.common.errors import Conflict
from banevim.vault.context import acting, system
from banevim.vault.upkeep import bank_row

OTHER_BANK = 3


class Command(BaseCommand):
    help = "Escribe la identidad del banco en su base de datos (--create) o comprueba que sea la misma (--check)."

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--create", action="store_true")
        what.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with acting(system()) as actor:
                if options["create"]:
                    bank_row.create(by=actor)
                else:
                    bank_row.check()
        except Conflict as error:
            self.stderr.write(str(error))
            sys.exit(OTHER_BANK)
        self.stdout.write("La base de datos es la de este banco.")
