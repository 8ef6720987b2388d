"""Learn the weights of the comparison from the bank and measure their error. It also runs on Sundays by itself."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from banevim.identity import actions
from banevim.vault.context import acting, system


class Command(BaseCommand):
    help = "Aprende de los registros del banco cómo se equivoca quien captura y mide el error del comparador."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, help="para repetir la misma muestra")
        parser.add_argument("--json", action="store_true", help="la respuesta en JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        with acting(system()) as actor:
            done = actions.weigh(by=actor, seed=options["seed"])
        self.stdout.write(json.dumps(asdict(done), ensure_ascii=False) if options["json"] else told(done))


def told(done: actions.Weighed) -> str:
    """One or two sentences."""
    if not done.labels:
        return f"Hay {done.people:,} registros: son muy pocos para medir."
    text = f"Se midió con {done.searches:,} búsquedas de prueba sobre {done.people:,} registros."
    if len(done.labels) > 1:
        matches = f"{done.matches:,.0f}"
        return f"{text} Versión nueva: {done.labels[1]}, aprendida de cerca de {matches} pares. No está en vigor."
    return f"{text} No hay aún suficientes pares de la misma mujer para aprender una versión nueva."
