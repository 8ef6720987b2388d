"""`./banevim site help list|propose|withdraw|approve|reject`: the public help lines, by two people, without a cut."""

import argparse
import json
import pathlib
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from banevim.accounts.models import Person
from banevim.catalogs import actions as catalogs
from banevim.catalogs import queries
from banevim.catalogs.models import HelpChange
from banevim.catalogs.terms import HelpKind
from banevim.common import clock
from banevim.common.errors import DomainError
from banevim.cuts import actions
from banevim.vault.context import Actor, acting, system

DECIDE = {"approve": catalogs.approve_help_change, "reject": catalogs.reject_help_change}


class Command(BaseCommand):
    help = (
        "Líneas y centros de ayuda: list; propose line|centre --values ARCHIVO.json [--target ID]; "
        "withdraw line|centre --target ID; approve ID; reject ID. Aprueba otra persona y el sitio se arma de nuevo."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("what", choices=["list", "propose", "withdraw", "approve", "reject"])
        parser.add_argument("which", nargs="?", default="", help="line o centre, o el ID del cambio")
        parser.add_argument("--as", dest="username", default="", help="usuario que lo hace")
        parser.add_argument("--values", type=pathlib.Path, help="JSON con los datos")
        parser.add_argument("--target", type=UUID, help="línea o centro que cambia")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = self._list() if options["what"] == "list" else [self._do(options)]
        except DomainError as exc:
            raise CommandError(str(exc)) from exc
        except (OSError, ValueError) as exc:
            raise CommandError(f"No se entiende lo que se pidió: {exc}") from exc
        self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))

    def _list(self) -> list[dict[str, str]]:
        """What is shown now, and what waits for a second person."""
        with acting(system()):
            shown = [("line", line) for line in queries.lines(clock.today(), practice=settings.PRACTICE)] + [
                ("centre", centre) for centre in queries.centres(clock.today(), practice=settings.PRACTICE)
            ]
            now = [
                {"id": str(item.pk), "kind": kind, "name": item.name, "verified_on": str(item.verified_on)}
                for kind, item in shown
            ]
            return now + [_told(change) for change in queries.pending_changes()]

    def _do(self, options: dict[str, Any]) -> dict[str, str]:
        person = Person.objects.filter(username=options["username"], is_active=True).first()
        if person is None:
            raise CommandError("Di quién lo hace con --as USUARIO (una cuenta activa de la oficina).")
        actor = Actor(person.id, person.institution_id, person.role)
        if options["what"] in DECIDE:
            change = DECIDE[options["what"]](change_id=UUID(options["which"]), by=actor)
        else:
            values = (
                json.loads(options["values"].read_text("utf-8")) if options["what"] == "propose" else None
            )
            change = catalogs.propose_help_change(
                kind=HelpKind(options["which"]), values=values, target=options["target"], by=actor
            )
        if options["what"] == "approve":
            with acting(system()) as bank:
                actions.build_site(by=bank)
        return _told(change)


def _told(change: HelpChange) -> dict[str, str]:
    name = str(change.values.get("name", "")) or "deja de mostrarse"
    return {"id": str(change.pk), "kind": change.kind, "name": name, "state": change.state}
