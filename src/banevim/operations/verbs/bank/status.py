"""`status`: what runs, where, and how far the practice data are."""

import argparse
from collections.abc import Sequence
from typing import Any

from ...bank import identity
from ...bank.home import Home
from ...console import report
from ...supervisor import control, record
from .. import options

_MODES = {"practice": "de práctica", "production": "de producción"}


def run(_verb: str, words: Sequence[str], parser: argparse.ArgumentParser) -> int:
    """Ends with 0 when the bank answers, 3 when it is closed (as service managers expect)."""
    options.home(parser)
    options.as_json(parser)
    wanted = parser.parse_args(words)
    home = Home.at(wanted.home)
    bank = identity.read(home)
    facts = control.ask(home, "status")
    if facts is None:
        starting = record.supervisor_of(home) is not None
        facts = {"ready": False, "starting": starting, "mode": bank.mode, "services": []}
    facts |= {"home": str(home.root), "state_code": bank.state_code}
    report(facts, as_json=wanted.json, lines=_lines(facts))
    return 0 if facts["ready"] else 3


def _lines(facts: dict[str, Any]) -> list[str]:
    lines = [f"Banco {_MODES[facts['mode']]}, entidad {facts['state_code']}, en {facts['home']}"]
    if not facts["ready"]:
        return [
            *lines,
            "Está arrancando." if facts["starting"] else "Está cerrado. Para abrirlo: ./banevim run",
        ]
    lines += [f"  Banco:         {facts['url']}", f"  Sitio público: {facts['public_url']}"]
    if facts["sealed"]:
        lines.append("  Sellado: ábrelo con ./banevim unseal")
    if practice := facts.get("practice"):
        lines.append(f"  Datos de práctica: {practice['state']}. {practice['progress']}")
    for service in facts["services"]:
        falls = f", levantado {service['restarts']} veces" if service["restarts"] else ""
        lines.append(f"  {service['name']:<10} {service['state']}{falls}")
    return lines
