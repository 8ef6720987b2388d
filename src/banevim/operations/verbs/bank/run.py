"""`run` and `demo`: everything under one supervisor, in the foreground or detached."""

import argparse
import os
from collections.abc import Sequence

from ...bank import creation, identity
from ...bank.home import Home
from ...console import say
from ...environment import address, ports
from ...errors import Stop
from ...supervisor import control, opening, record
from ...supervisor.detach import detach
from .. import options
from .practice_links import print_links

_LOCAL = ("127.0.0.1", "::1", "localhost")


def run(verb: str, words: Sequence[str], parser: argparse.ArgumentParser) -> int:
    options.home(parser)
    options.ports(parser)
    options.passphrase_file(parser)
    parser.add_argument("--detach", action="store_true", help="vuelve cuando responde la primera página")
    parser.add_argument(
        "--no-data", action="store_true", help="banco de práctica sin mujeres ni casos ficticios"
    )
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    wanted = parser.parse_args(words)
    home = Home.at(wanted.home)
    if wanted.port == wanted.public_port:
        raise Stop("El banco y el sitio público necesitan puertos distintos: --port y --public-port.")
    bank = _identity(home, practice_only=verb == "demo")
    _refuse_open_doors(bank, wanted.host)
    if record.supervisor_of(home) is not None:
        return _already(home, bank)
    if wanted.detach:
        detach(home, words)
        _tell(home, bank)
        return 0
    with record.sole(home) as mine:
        if not mine:
            return _already(home, bank)
        chosen = {"host": wanted.host, "port": wanted.port, "public_port": wanted.public_port}
        tell = (lambda: None) if wanted.child else (lambda: _tell(home, bank))
        opening.open_bank(
            *(home, bank, chosen),
            passphrase_file=wanted.passphrase_file,
            practice_data=not wanted.no_data,
            when_up=tell,
        )
    return 0


def _identity(home: Home, *, practice_only: bool) -> identity.Identity:
    """The bank of that home; a practice one is made where there is none."""
    if home.exists():
        found = identity.read(home)
        if practice_only and found.production:
            raise Stop(f"En {home.root} hay un banco de producción; para la práctica elige otra --home.")
        home.build()
        return found
    made = creation.create(home, mode="practice", state_code=os.environ.get("BANEVIM_STATE_CODE", "03"))
    say(f"Banco de práctica nuevo en {home.root}.")
    return made


def _refuse_open_doors(bank: identity.Identity, host: str) -> None:
    if bank.production and host not in _LOCAL and os.environ.get("BANEVIM_TLS") != "proxy":
        raise Stop(
            "Un banco de producción solo escucha en esta máquina. Para abrirlo a la red pon un servidor con TLS "
            "delante (deploy/ trae uno) y define BANEVIM_TLS=proxy."
        )


def _already(home: Home, bank: identity.Identity) -> int:
    say("Este banco ya está en marcha.")
    _tell(home, bank)
    return 0


def _tell(home: Home, bank: identity.Identity) -> None:
    """Where to go now, and how to end."""
    chosen = ports(home)
    print(f"\n  Banco:          {address(chosen, 'port')}")
    print(f"  Sitio público:  {address(chosen, 'public_port')}\n", flush=True)
    if bank.production:
        answer = control.ask(home, "status")
        if answer is None or answer["sealed"]:
            print(f"  El banco está sellado. Ábrelo con: ./banevim unseal --home {home.root}", flush=True)
    else:
        print_links(home)
    print("  Para cerrarlo: Ctrl-C aquí, o ./banevim stop\n", flush=True)
