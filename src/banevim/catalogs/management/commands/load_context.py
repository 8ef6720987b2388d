"""`manage load_context FILE --edition DAY`: the victims that the SESNSP publishes. Run as owner."""

import datetime as dt
import pathlib
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from banevim.catalogs import actions
from banevim.catalogs.rules import VICTIMS_COLUMNS
from banevim.catalogs.terms import VICTIMS_SOURCE
from banevim.common.errors import DomainError
from banevim.vault.context import system


class Command(BaseCommand):
    help = (
        f"Carga las víctimas que publica el SESNSP de un CSV con las columnas {','.join(VICTIMS_COLUMNS)}. "
        "Un corte de la fuente se carga una sola vez; el siguiente corte del banco muestra el más reciente."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=pathlib.Path, metavar="ARCHIVO")
        parser.add_argument(
            "--edition",
            type=dt.date.fromisoformat,
            required=True,
            metavar="AAAA-MM-DD",
            help="fecha del corte de la fuente; el año de esa fecha se publica como parcial",
        )
        parser.add_argument("--source", default=VICTIMS_SOURCE, help="de dónde viene, como se va a citar")

    def handle(self, *args: Any, **options: Any) -> None:
        given = {name: options[name] for name in ("edition", "source")}
        try:
            count = actions.load_context(path=options["file"], by=system(), **given)
        except (DomainError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Cifras de contexto: {count} filas nuevas.")
