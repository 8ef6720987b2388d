"""`stop`: closes everything the bank started, and nothing else."""

import argparse
import signal
import time
from collections.abc import Sequence

from ...bank.home import Home
from ...console import say
from ...errors import Stop
from ...processes import Known
from ...supervisor import record
from .. import options

_PATIENCE = 90.0


def run(_verb: str, words: Sequence[str], parser: argparse.ArgumentParser) -> int:
    options.home(parser)
    home = Home.at(parser.parse_args(words).home)
    if not home.exists():
        raise Stop(f"No hay ningún banco en {home.root}.")
    supervisor = record.supervisor_of(home)
    if supervisor is None:
        had = record.end_leftovers(home)
        say("El banco no estaba en marcha" + ("; cerré lo que quedaba de él." if had else "."))
        return 0
    supervisor.signal(signal.SIGTERM)
    _wait(supervisor)
    say("Banco cerrado.")
    return 0


def _wait(supervisor: Known) -> None:
    limit = time.monotonic() + _PATIENCE
    while supervisor.alive():
        if time.monotonic() > limit:
            raise Stop(f"El banco no ha cerrado en {_PATIENCE:.0f} segundos; mira logs/supervisor.log.")
        time.sleep(0.1)
