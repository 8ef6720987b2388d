"""`./banevim import banavim-abierto`: load the three files of the national bank's public layout."""

import argparse
import json
import pathlib
import sys
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from banevim.common.errors import DomainError, Invalid
from banevim.exchange import actions, queries
from banevim.exchange.queries.loads import flags_of, institution_by_code
from banevim.exchange.queries.rehearsal import Rehearsal, rehearse
from banevim.exchange.rules import LARGEST, TOO_LARGE, UnknownLayout
from banevim.exchange.running import run_import
from banevim.exchange.terms import FLAG_LABELS, KIND_LABELS, OUTCOME_LABELS, RESERVED_INSTITUTION, Kind
from banevim.vault.context import Actor, acting

FILES = {"cases": Kind.CASES, "victims": Kind.VICTIMS, "aggressors": Kind.AGGRESSORS}


class Command(BaseCommand):
    help = "Carga un extracto con la estructura abierta del BANAVIM (casos, víctimas, agresores)."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        for name in FILES:
            parser.add_argument(f"--{name}", type=pathlib.Path)
        parser.add_argument("--institution", default=RESERVED_INSTITUTION, help="clave de la institución")
        parser.add_argument("--letter", default="", help="número de oficio con que se entregó")
        parser.add_argument("--dry-run", action="store_true", help="solo dice cómo terminaría cada renglón")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            files = _read({kind: options[name] for name, kind in FILES.items() if options[name]})
            with acting(Actor(None, None, "system")):
                institution = institution_by_code(options["institution"])
            worker = Actor(None, institution.id, "system")
            if options["dry_run"]:
                with acting(worker):
                    report = _rehearsal_report(rehearse(files, institution, options["letter"]))
            else:
                report = self._load(institution.id, options["letter"], files, quiet=options["json"])
        except (DomainError, UnknownLayout) as exc:
            raise CommandError(str(exc)) from exc
        self.stdout.write(json.dumps(report, ensure_ascii=False) if options["json"] else _text(report))

    def _load(
        self, institution_id: UUID, letter: str, files: dict[Kind, bytes], *, quiet: bool
    ) -> dict[str, Any]:
        worker = Actor(None, institution_id, "system")
        with acting(worker):
            load = actions.start_import(by=worker, institution_id=institution_id, letter=letter, files=files)

        def tell(now: Any) -> None:
            if not quiet:
                sys.stderr.write(f"\r{now.rows_done:,} de {now.rows_total:,} renglones")
                sys.stderr.flush()

        run_import(worker, load.id, tell)
        with acting(worker):
            done = queries.import_of(load.id)
            totals = queries.totals_of(done)
            rejected = [
                [KIND_LABELS[Kind(r.kind)], r.line, r.reason] for r in queries.rejected_rows(done)[:1000]
            ]
            return {
                "import": str(done.id),
                "rows": done.rows_total,
                "failure": done.failure,
                "totals": {t.kind: {"leídos": t.read, **dict(t.by_outcome)} for t in totals},
                "flags": dict(flags_of(done)),
                "rejected": rejected,
            }


def _read(paths: dict[Kind, pathlib.Path]) -> dict[Kind, bytes]:
    """The bytes of the files, unless they are too many: their size is asked before they are read."""
    try:
        if sum(path.stat().st_size for path in paths.values()) > LARGEST:
            raise Invalid(TOO_LARGE)
        return {kind: path.read_bytes() for kind, path in paths.items()}
    except OSError as exc:
        raise CommandError(f"No se pudo leer {exc.filename}.") from exc


def _rehearsal_report(found: Rehearsal) -> dict[str, Any]:
    totals = {
        KIND_LABELS[kind]: {
            "leídos": sum(ends.values()),
            **{OUTCOME_LABELS[outcome]: n for outcome, n in ends.items()},
        }
        for kind, ends in found.totals.items()
    }
    return {
        "import": None,
        "rows": sum(t["leídos"] for t in totals.values()),
        "failure": "",
        "totals": totals,
        "flags": {FLAG_LABELS[flag]: n for flag, n in found.flags.items()},
        "rejected": [[KIND_LABELS[kind], line, reason] for kind, line, reason in found.rejected[:1000]],
    }


def _text(report: dict[str, Any]) -> str:
    lines = ["", "Ensayo: no se guardó nada." if report["import"] is None else "Carga terminada."]
    for kind, totals in report["totals"].items():
        lines.append(f"{kind}: " + ", ".join(f"{name.lower()} {n:,}" for name, n in totals.items()))
    lines += [f"  {name}: {n:,}" for name, n in report["flags"].items()]
    lines += [
        f"  Rechazado, {kind} renglón {line}: {reason}" for kind, line, reason in report["rejected"][:20]
    ]
    if report["failure"]:
        lines.append(report["failure"])
    return "\n".join(lines)
