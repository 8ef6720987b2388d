"""Verify the whole audit trail: chains, heads and checkpoints."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from banevim.vault import audit
from banevim.vault.context import acting, system
from banevim.vault.keyring import Sealed
from banevim.vault.trail.report import Report
from banevim.vault.trail.verify import verify


class Command(BaseCommand):
    help = "Revisa la bitácora completa y nombra el primer registro que no cuadra."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with acting(system(), snapshot=True):
                report = verify(self._progress)
        except Sealed as error:
            self.stderr.write(f"No se puede revisar: {error}")
            sys.exit(2)
        audit.record_alone(
            system(),
            "vault.trail.verified",
            details={"ok": not report.findings, "records": report.records, "findings": len(report.findings)},
        )
        if options["json"]:
            self.stdout.write(json.dumps(report.facts(), ensure_ascii=False))
        else:
            self._tell(report)
        sys.exit(1 if report.findings else 0)

    def _progress(self, count: int) -> None:
        self.stderr.write(f"{count:,} registros revisados…")

    def _tell(self, report: Report) -> None:
        self.stdout.write(
            f"{report.records:,} registros y {report.checkpoints:,} puntos de control en {report.seconds:.1f} s."
        )
        for note in report.notes:
            self.stdout.write(f"Aviso: {note}.")
        if report.first is None:
            self.stdout.write("La bitácora está completa: nada fue alterado, borrado, añadido ni recortado.")
            return
        self.stdout.write(f"La bitácora NO cuadra. Primero: {report.first}.")
        for finding in report.findings[1:]:
            self.stdout.write(f"También: {finding}.")
