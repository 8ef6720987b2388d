"""Sign the heads of the audit trail now, in the table and in the home."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from banevim.vault.checkpoints import checkpoint
from banevim.vault.context import acting, system


class Command(BaseCommand):
    help = "Firma un punto de control de la bitácora y lo guarda también fuera de la base."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        with acting(system()) as actor:
            row = checkpoint(by=actor)
        if options["json"]:
            self.stdout.write(json.dumps({"id": str(row.id), "digest": row.digest}))
        else:
            self.stdout.write(f"Punto de control firmado: {row.digest}")
