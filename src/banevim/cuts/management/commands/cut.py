"""`./banevim cut list|take|approve|publish|rebuild|policy`: the same actions as the pages, on behalf of a person."""

import argparse
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from banevim.accounts.models import Person
from banevim.common import clock
from banevim.common.errors import DomainError
from banevim.cuts import actions, queries, rules
from banevim.cuts.terms import Correction, Demand
from banevim.vault.context import Actor, acting, system


class Command(BaseCommand):
    help = (
        "Cortes: list, take AAAA-MM, approve VERSION, reject VERSION, publish VERSION; rebuild VERSION lo rehace de lo"
        " congelado y dice si algo difiere; policy firma la política (--k, --demand)."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "what", choices=["list", "take", "approve", "reject", "publish", "rebuild", "policy"]
        )
        parser.add_argument("which", nargs="?", default="", help="mes AAAA-MM o versión AAAA-MM-rN")
        parser.add_argument("--as", dest="username", default="", help="usuario que lo hace")
        parser.add_argument("--seen", default="", help="revisiones vistas al aprobar, p. ej. totals,missing")
        parser.add_argument(
            "--reason",
            choices=[kind.value for kind in Correction],
            default="",
            help="qué se corrige de un mes publicado",
        )
        parser.add_argument(
            "--note", default="", help="motivo, al devolver; al corregir, lo que además lee el público"
        )
        parser.add_argument("--k", type=int, default=rules.DEFAULT_K, help="mínimo de mujeres de una cifra")
        parser.add_argument("--demand", choices=[d.value for d in Demand], default=Demand.MICRODATA.value)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["what"] == "list":
                with acting(system()):
                    found = [
                        {"version": c.version, "step": c.step.value, "label": c.label}
                        for c in queries.summaries()
                    ]
            elif options["what"] == "rebuild":
                found = [self._rebuild(options["which"])]
            else:
                found = [self._do(options)]
        except DomainError as exc:
            raise CommandError(str(exc)) from exc
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False))
            return
        for line in found or [{"version": "Todavía no hay cortes.", "label": ""}]:
            self.stdout.write(f"{line['version']}  {line['label']}".rstrip())

    def _rebuild(self, version: str) -> dict[str, str]:
        with acting(system()) as bank:
            made = actions.rebuild_cut(by=bank, cut_id=queries.cut_named(version).id)
        if made.problems:
            raise CommandError("\n".join(made.problems))
        return {
            "version": version,
            "digest": made.digest,
            "manifest": made.manifest,
            "label": f"Igual: {made.manifest}",
        }

    def _sign(self, actor: Actor, options: dict[str, Any]) -> dict[str, str]:
        with acting(actor):
            row = actions.sign_policy(
                by=actor, k=options["k"], demand=Demand(options["demand"]), valid_from=clock.today()
            )
        return {"version": f"política {row.number}", "digest": row.digest, "label": row.text}

    def _do(self, options: dict[str, Any]) -> dict[str, str]:
        person = Person.objects.filter(username=options["username"], is_active=True).first()
        if person is None:
            raise CommandError("Di quién lo hace con --as USUARIO (una cuenta activa de la oficina).")
        actor = Actor(person.id, person.institution_id, person.role)
        if options["what"] == "policy":
            return self._sign(actor, options)
        with acting(actor):
            if options["what"] == "take":
                told = {"reason": options["reason"], "note": options["note"]}
                version = actions.take_cut(by=actor, month=options["which"], **told).version
            else:
                cut = queries.cut_named(options["which"])
                version = cut.version
                more = {"reject": {"note": options["note"]}, "approve": {"seen": options["seen"].split(",")}}
                getattr(actions, f"{options['what']}_cut")(
                    by=actor, cut_id=cut.id, **more.get(options["what"], {})
                )
        if options["what"] == "publish":
            with acting(system()) as bank:
                actions.build_site(by=bank)
        with acting(system()):
            step = queries.step_of(queries.cut_named(version))
        return {"version": version, "step": step.value, "label": queries.label_of(step)}
