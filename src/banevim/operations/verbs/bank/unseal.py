"""`unseal`: opens a sealed production bank with its passphrase, or with two custody shares."""

import argparse
import getpass
from collections.abc import Sequence
from typing import Any

from ...bank import keys
from ...bank.home import Home
from ...console import say
from ...errors import Stop
from ...supervisor import control
from .. import options


def run(_verb: str, words: Sequence[str], parser: argparse.ArgumentParser) -> int:
    options.home(parser)
    options.passphrase_file(parser)
    parser.add_argument("--shares", action="store_true", help="abre con dos de las tres partes de custodia")
    wanted = parser.parse_args(words)
    home = Home.at(wanted.home)
    facts = control.ask(home, "status")
    if facts is None:
        raise Stop("El banco no está en marcha: ./banevim run")
    if facts["mode"] == "practice":
        raise Stop("Este banco es de práctica: no está sellado.")
    if not facts["sealed"]:
        say("El banco ya estaba abierto.")
        return 0
    secret: dict[str, Any] = (
        {"shares": [getpass.getpass(f"Parte {which}: ") for which in ("una", "otra")]}
        if wanted.shares
        else {"passphrase": keys.ask_passphrase(wanted.passphrase_file)}
    )
    answer = control.ask(home, "unseal", **secret)
    if answer is None:
        raise Stop("El banco dejó de responder; mira logs/supervisor.log.")
    if answer["sentence"]:
        raise Stop(answer["sentence"])
    say("Banco abierto.")
    return 0
