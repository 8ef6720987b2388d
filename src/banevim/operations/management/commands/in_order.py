"""Several internal commands in one process: Django is loaded once instead of once each."""

import shlex
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from banevim.operations.manage import MARK


class Command(BaseCommand):
    help = 'Ejecuta varias órdenes internas en un solo proceso, p. ej. in_order "migrate --noinput" secure_schema.'

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("orders", nargs="+", metavar="ORDEN")

    def handle(self, *args: Any, orders: list[str], **options: Any) -> None:
        for order in orders:
            name, *rest = shlex.split(order)
            self.stdout.write(f"{MARK}{name}")
            self.stdout.flush()
            call_command(name, *rest)
