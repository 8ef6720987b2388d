"""`./banevim site build`: the public site from the published bundles and the current help lines."""

import argparse
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from banevim.common.errors import DomainError
from banevim.cuts import actions
from banevim.vault.context import acting, system


class Command(BaseCommand):
    help = "Arma el sitio público con lo publicado y las líneas de ayuda vigentes."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="responde en JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with acting(system()) as actor:
                built = actions.build_site(by=actor)
                self.stdout.write(json.dumps({"site": built}) if options["json"] else built)
        except DomainError as exc:
            raise CommandError(str(exc)) from exc
