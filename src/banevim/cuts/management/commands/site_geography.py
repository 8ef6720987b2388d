"""`./banevim site geography FILE`: the municipal polygons of the state, for the public map."""

import pathlib
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from banevim.common.errors import DomainError
from banevim.cuts import actions
from banevim.vault.context import acting, system


class Command(BaseCommand):
    help = "Carga los límites municipales de un GeoJSON de INEGI (WGS 84, con CVEGEO). Luego: ./banevim site build."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=pathlib.Path, metavar="ARCHIVO")
        parser.add_argument("--credit", default="", help="crédito que se imprime bajo el mapa")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with acting(system()) as actor:
                count = actions.load_geography(by=actor, path=options["file"], credit=options["credit"])
        except DomainError as exc:
            raise CommandError(str(exc)) from exc
        self.stdout.write(f"Mapa: {count} municipios.")
