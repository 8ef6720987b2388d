"""Wrap every data key under the current master again; or retire the older masters. Run as owner."""

import json
import pathlib
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from banevim.common.errors import Conflict
from banevim.vault import custody, keyring
from banevim.vault.context import acting, system
from banevim.vault.upkeep import rotation


class Command(BaseCommand):
    help = (
        "Vuelve a envolver las llaves de datos con la llave maestra vigente. Se puede interrumpir y seguir."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="responde en JSON")
        parser.add_argument("--retire", action="store_true", help="retira las llaves maestras anteriores")
        parser.add_argument("--passphrase-file", help="archivo con la frase (solo --retire, en producción)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["retire"]:
                self._retire(options["passphrase_file"], as_json=options["json"])
            else:
                self._rewrap(as_json=options["json"])
        except (keyring.Sealed, Conflict) as error:
            raise CommandError(str(error)) from None

    def _rewrap(self, *, as_json: bool) -> None:
        try:
            done = rotation.rewrap_all(by=system(), progress=self._progress)
        except KeyboardInterrupt:
            raise CommandError("Interrumpido. Lo hecho queda hecho: el mismo comando continúa.") from None
        if as_json:
            self.stdout.write(json.dumps({"wrapped": done}))
            return
        if not done:
            self.stdout.write("Todas las llaves de datos ya están envueltas con la llave maestra vigente.")
            return
        self.stdout.write(
            f"{done:,} llaves de datos envueltas de nuevo. Reinicia los procesos que estaban abiertos desde antes del"
            " cambio; las llaves maestras anteriores se conservan hasta que las retires con --retire."
        )

    def _progress(self, done: int, total: int) -> None:
        self.stderr.write(f"{done:,} de {total:,}")
        self.stderr.flush()

    def _retire(self, passphrase_file: str | None, *, as_json: bool) -> None:
        keys = pathlib.Path(settings.HOME) / "keys"
        passphrase = pathlib.Path(passphrase_file).read_text().rstrip("\r\n") if passphrase_file else ""
        if (keys / keyring.SEALED).exists():
            custody.open_sealed(keys, passphrase)  # a wrong passphrase stops here, before anything changes
        with acting(system()) as actor:
            gone = rotation.retire(by=actor)
        rotation.forget_older(keys, passphrase)
        if as_json:
            self.stdout.write(json.dumps({"retired": gone}))
            return
        self.stdout.write(
            f"Llaves maestras retiradas: {gone}. Exporta las llaves otra vez; los respaldos hechos antes se abren"
            " solo con las llaves exportadas entonces."
        )
