"""`manage load_catalogs`: the shipped catalogues of this bank, or files of the office. Run as owner."""

import pathlib
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from banevim.catalogs import actions, queries
from banevim.common.errors import DomainError
from banevim.vault.context import system


class Command(BaseCommand):
    help = "Carga los catálogos del banco. Se puede repetir: no cambia lo que ya está cargado."

    def add_arguments(self, parser: CommandParser) -> None:
        for name in actions.OFFICE_FILES:
            parser.add_argument(f"--{name}", type=pathlib.Path, metavar="ARCHIVO")
        parser.add_argument(
            "--force", action="store_true", help="vuelve a comparar todo aunque nada haya cambiado"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        given = {name: options[name] for name in actions.OFFICE_FILES if options[name]}
        try:
            if given:
                for kind, path in given.items():
                    count = actions.load_file(kind=kind, path=path, by=system())
                    self.stdout.write(f"{path.name}: {count} filas nuevas o distintas.")
            else:
                self._shipped(force=options["force"])
        except (DomainError, OSError) as error:
            raise CommandError(str(error)) from error

    def _shipped(self, *, force: bool) -> None:
        if not force and queries.is_loaded(settings.STATE_CODE, settings.PRACTICE):
            self.stdout.write("Catálogos: sin cambios.")
            return
        counts = actions.load_catalogs(practice=settings.PRACTICE, by=system())
        self.stdout.write(f"Catálogos: {sum(counts.values())} filas nuevas o distintas.")
