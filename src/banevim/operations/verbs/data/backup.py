"""`backup DIR`: an encrypted copy of the bank, without its keys."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from ...backup import making, manifest
from ...bank.home import Home
from ...console import report
from ...errors import Stop
from ...session import session
from ...supervisor.fingerprint import Notes
from .. import options


def run(_verb: str, words: Sequence[str], parser: argparse.ArgumentParser) -> int:
    parser.add_argument("folder", metavar="DIR", type=Path, help="dentro se crea una carpeta con la fecha")
    parser.add_argument("--keep", type=int, metavar="N", help="conserva solo los N respaldos más recientes")
    options.home(parser)
    options.passphrase_file(parser)
    options.as_json(parser)
    wanted = parser.parse_args(words)
    if wanted.keep is not None and wanted.keep < 1:
        raise Stop("--keep necesita al menos 1.")
    target = wanted.folder.expanduser().resolve()
    with session(Home.at(wanted.home), passphrase_file=wanted.passphrase_file) as at_work:
        made = making.make(at_work, target)
        Notes(at_work.home).write(backup=manifest.read(made).made_at)
        removed = making.keep(target, at_work.identity.id, wanted.keep) if wanted.keep else []
    rows = sum(int(count) for count, _ in manifest.read(made).tables.values())
    size = sum(path.stat().st_size for path in made.iterdir())
    facts = {"folder": str(made), "rows": rows, "bytes": size, "removed": [str(path) for path in removed]}
    lines = [
        f"Respaldo en {made} ({rows} renglones, {size / 1e6:.1f} MB, cifrado).",
        "Sin las llaves no abre: guárdalas en otro lugar con ./banevim keys export DIR.",
        *(f"Retiré el respaldo antiguo {path.name}." for path in removed),
    ]
    report(facts, as_json=wanted.json, lines=lines)
    return 0
