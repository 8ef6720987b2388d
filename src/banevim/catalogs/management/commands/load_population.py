"""`manage load_population FILE`: denominators of another source or year. Run as owner."""

import pathlib
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from banevim.catalogs import actions
from banevim.common.errors import DomainError
from banevim.vault.context import system


class Command(BaseCommand):
    help = (
        "Carga población de un CSV con las columnas cvegeo,anio,sexo,edad_min,edad_max,poblacion,fuente,version. "
        "Una fuente y versión se carga una sola vez."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=pathlib.Path, metavar="ARCHIVO")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = actions.load_population(path=options["file"], by=system())
        except (DomainError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Población: {count} filas nuevas.")
