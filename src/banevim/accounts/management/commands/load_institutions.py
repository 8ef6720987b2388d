"""Load the institutions of this bank's state; those of practice too in a practice bank."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from banevim.accounts import actions, queries
from banevim.catalogs.queries import institution_seed
from banevim.vault.context import acting, system


class Command(BaseCommand):
    help = "Carga las instituciones del estado (y las de práctica con --practice)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--practice", action="store_true", help="también las de práctica")

    def handle(self, *args: Any, practice: bool, **options: Any) -> None:
        with acting(system()) as by:
            practice = practice and queries.is_practice_bank()
            fresh = actions.load_institutions(by=by, rows=institution_seed(settings.STATE_CODE, practice))
        self.stdout.write(f"Instituciones al día: {fresh} nuevas.")
