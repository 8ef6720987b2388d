"""The help of another command, as the verb that a person types; without the options that only Django knows."""

from argparse import SUPPRESS
from typing import Any

from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    help = "Muestra la ayuda de una orden interna con el nombre del verbo que la usa."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("order", metavar="ORDEN")
        parser.add_argument("verb", metavar="VERBO")

    def handle(self, *args: Any, order: str, verb: str, **options: Any) -> None:
        app = get_commands()[order]
        command = app if isinstance(app, BaseCommand) else load_command_class(app, order)
        parser = command.create_parser("", order)
        for action in parser._actions:
            if set(action.option_strings) & _DJANGO:
                action.help = SUPPRESS
        parser.prog = verb
        self.stdout.write(parser.format_help())


_DJANGO = {
    *("--version", "--verbosity", "--settings", "--pythonpath", "--traceback"),
    *("--no-color", "--force-color", "--skip-checks"),
}
