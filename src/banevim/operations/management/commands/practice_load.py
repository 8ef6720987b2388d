"""Fill a practice bank with its synthetic past, publish its first cut and build the public site."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from banevim.common.errors import DomainError
from banevim.operations.practice.first_cut import publish_first_cut
from banevim.operations.practice.load import TOTAL, load


class Command(BaseCommand):
    help = "Llena un banco de práctica: casos ficticios de 24 meses y un primer corte publicado."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--total", type=int, default=TOTAL)

    def handle(self, *args: Any, **options: Any) -> None:
        told = 0

        def tell(done: int, total: int) -> None:
            nonlocal told
            if done - told >= 200 or done == total:
                told = done
                self.stdout.write(f"{done} de {total} casos de práctica")

        try:
            load(options["total"], tell)
            if version := publish_first_cut():
                self.stdout.write(f"Corte {version} publicado en el sitio de práctica.")
        except (RuntimeError, DomainError) as exc:
            raise CommandError(str(exc)) from exc
