"""`restore DIR --home NEW --keys KEYS`: a backup, in an empty home, compared table by table."""

import argparse
import getpass
from collections.abc import Sequence
from pathlib import Path

from ...backup import recovering
from ...bank import keys
from ...bank.home import Home
from ...console import report
from ...errors import Stop
from .. import options


def run(_verb: str, words: Sequence[str], parser: argparse.ArgumentParser) -> int:
    parser.add_argument("folder", metavar="DIR", type=Path, help="carpeta del respaldo")
    parser.add_argument("--keys", metavar="DIR", type=Path, help="carpeta de las llaves exportadas")
    parser.add_argument("--shares", action="store_true", help="abre las llaves con dos partes de custodia")
    options.home(parser)
    options.passphrase_file(parser)
    options.as_json(parser)
    wanted = parser.parse_args(words)
    if wanted.keys is None:
        raise Stop(
            "Sin llaves un respaldo no se abre: indica con --keys la carpeta que hizo ./banevim keys export."
        )
    home = Home.at(wanted.home)
    source = _source(wanted.keys.expanduser().resolve(), wanted.shares, wanted.passphrase_file)
    rows = recovering.recover(wanted.folder.expanduser().resolve(), home, source)
    facts = {"home": str(home.root), "tables": len(rows), "rows": sum(rows.values()), "identical": True}
    line = f"Banco recuperado en {home.root}: {facts['rows']} renglones en {len(rows)} tablas, idénticos."
    report(facts, as_json=wanted.json, lines=[line, f"Para abrirlo: ./banevim run --home {home.root}"])
    return 0


def _source(folder: Path, with_shares: bool, passphrase_file: str | None) -> recovering.KeySource:
    plain = recovering.KeySource(folder)
    if not plain.sealed:
        return plain
    if with_shares:
        return recovering.KeySource(
            folder, shares=tuple(getpass.getpass(f"Parte {n}: ") for n in ("una", "otra"))
        )
    return recovering.KeySource(folder, passphrase=keys.ask_passphrase(passphrase_file))
