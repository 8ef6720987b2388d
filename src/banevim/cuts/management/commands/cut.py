"""`./banevim cut list|take|approve|publish`: the same actions as the pages, on behalf of a person of the office."""

import argparse
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from banevim.accounts.models import Person
from banevim.common.errors import DomainError
from banevim.cuts import actions, queries
from banevim.vault.context import Actor, acting, system


class Command(BaseCommand):
    help = "Cortes: list, take AAAA-MM, approve VERSION, reject VERSION, publish VERSION."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("what", choices=["list", "take", "approve", "reject", "publish"])
        parser.add_argument("which", nargs="?", default="", help="mes AAAA-MM o versión AAAA-MM-rN")
        parser.add_argument("--as", dest="username", default="", help="usuario que lo hace")
        parser.add_argument("--note", default="", help="motivo, al devolver")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["what"] == "list":
                with acting(system()):
                    found = [
                        {"version": c.version, "step": c.step.value, "label": c.label}
                        for c in queries.summaries()
                    ]
            else:
                found = [self._do(options)]
        except DomainError as exc:
            raise CommandError(str(exc)) from exc
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False))
            return
        for line in found or [{"version": "Todavía no hay cortes.", "label": ""}]:
            self.stdout.write(f"{line['version']}  {line['label']}".rstrip())

    def _do(self, options: dict[str, Any]) -> dict[str, str]:
        person = Person.objects.filter(username=options["username"], is_active=True).first()
        if person is None:
            raise CommandError("Di quién lo hace con --as USUARIO (una cuenta activa de la oficina).")
        actor = Actor(person.id, person.institution_id, person.role)
        with acting(actor):
            if options["what"] == "take":
                version = actions.take_cut(by=actor, month=options["which"]).version
            else:
                cut = queries.cut_named(options["which"])
                version = cut.version
                more = {"note": options["note"]} if options["what"] == "reject" else {}
                getattr(actions, f"{options['what']}_cut")(by=actor, cut_id=cut.id, **more)
        if options["what"] == "publish":
            with acting(system()) as bank:
                actions.build_site(by=bank)
        with acting(system()):
            step = queries.step_of(queries.cut_named(version))
        return {"version": version, "step": step.value, "label": queries.label_of(step)}
