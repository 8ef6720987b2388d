"""Load the institutions of this bank's state, those of practice too in a practice bank, or those of a file."""

import json
import pathlib
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from banevim.accounts import actions, queries
from banevim.catalogs.queries import institution_seed, institutions_in
from banevim.common.errors import DomainError
from banevim.vault.context import acting, system


class Command(BaseCommand):
    help = "Carga las instituciones del estado (y las de práctica con --practice)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--practice", action="store_true", help="también las de práctica")
        parser.add_argument(
            "--file", type=pathlib.Path, help="CSV de la oficina, para altas, cambios y refugios"
        )
        parser.add_argument("--json", action="store_true", help="responde en JSON: institutions, new")

    def handle(self, *args: Any, practice: bool, file: pathlib.Path | None = None, **options: Any) -> None:
        try:
            with acting(system()) as by:
                practice = practice and queries.is_practice_bank()
                rows = institutions_in(file) if file else institution_seed(settings.STATE_CODE, practice)
                fresh = actions.load_institutions(by=by, rows=rows)
        except (DomainError, OSError) as exc:
            raise CommandError(str(exc)) from exc
        told = {"institutions": len(rows), "new": fresh}
        self.stdout.write(json.dumps(told) if options["json"] else f"Instituciones al día: {fresh} nuevas.")
