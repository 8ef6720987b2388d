"""`keys rotate|export|shares`."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from ...bank import identity, keys, rotation
from ...bank.home import Home
from ...console import report, say
from ...errors import Stop
from ...session import session
from ...supervisor import control, record
from .. import options


def run(_verb: str, words: Sequence[str], parser: argparse.ArgumentParser) -> int:
    actions = parser.add_subparsers(dest="what", required=True, metavar="rotate|export|shares")
    rotate = actions.add_parser("rotate", help="llave maestra nueva (se puede interrumpir)")
    export = actions.add_parser("export", help="copia sellada de las llaves en una carpeta")
    export.add_argument("folder", metavar="DIR", type=Path)
    shares = actions.add_parser("shares", help="tres partes de custodia nuevas")
    rotate.add_argument("--retire", action="store_true", help="retira las llaves maestras anteriores")
    for action in (rotate, export, shares):
        options.home(action)
        options.passphrase_file(action)
        options.as_json(action)
    wanted = parser.parse_args(words)
    home = Home.at(wanted.home)
    bank = identity.read(home)
    if wanted.what == "rotate":
        return (_retire if wanted.retire else _rotate)(home, bank, wanted)
    return (_export if wanted.what == "export" else _shares)(home, bank, wanted)


def _retire(home: Home, bank: identity.Identity, wanted: argparse.Namespace) -> int:
    """The command checks the phrase and seals the keyring again, so it needs the phrase itself."""
    if bank.production and not wanted.passphrase_file:
        raise Stop("Para retirar las llaves anteriores de un banco de producción usa --passphrase-file.")
    phrase = ["--passphrase-file", str(Path(wanted.passphrase_file).resolve())] if bank.production else []
    with session(home, passphrase_file=wanted.passphrase_file) as at_work:
        return at_work.hand_over("keys_rotate", "--retire", *phrase, *_json(wanted), owner=True)


def _json(wanted: argparse.Namespace) -> list[str]:
    return ["--json"] if wanted.json else []


def _rotate(home: Home, bank: identity.Identity, wanted: argparse.Namespace) -> int:
    """First the new master is kept, then the running bank learns it, then the data keys are wrapped again."""
    phrase = keys.ask_passphrase(wanted.passphrase_file) if bank.production else ""
    opened = keys.open_with(home, phrase) if bank.production else keys.clear(home)
    with session(home, opened=opened) as at_work:
        half_way = rotation.pending(at_work, opened)
    if half_way:
        say("Continúo la rotación que quedó a medias.")
    else:
        opened = rotation.new_master(home, bank, opened, phrase)
    if record.supervisor_of(home) is not None:
        answer = control.ask(home, "new-keys", passphrase=phrase)
        if answer is None or answer["sentence"]:
            raise Stop(
                (answer or {}).get("sentence") or "El banco no tomó la llave nueva; ciérralo y ábrelo."
            )
    with session(home, opened=opened) as at_work:
        return at_work.hand_over("keys_rotate", *_json(wanted), owner=True)


def _export(home: Home, bank: identity.Identity, wanted: argparse.Namespace) -> int:
    folder = wanted.folder.expanduser().resolve()
    if bank.production:
        written = rotation.copy_sealed(home, folder)
    else:
        say("Elige la frase con que se sellará la copia.")
        written = rotation.seal_copy(home, folder, keys.ask_passphrase(wanted.passphrase_file, twice=True))
    line = f"Llaves selladas en {written}. Guárdalas lejos de los respaldos."
    report({"file": str(written)}, as_json=wanted.json, lines=[f"· {line}"])
    return 0


def _shares(home: Home, bank: identity.Identity, wanted: argparse.Namespace) -> int:
    if not bank.production:
        raise Stop("Un banco de práctica no tiene partes de custodia.")
    fresh = rotation.new_shares(home, keys.ask_passphrase(wanted.passphrase_file))
    line = "Partes nuevas; se combinan entre ellas, no con las anteriores. Las anteriores siguen sirviendo.\n"
    report({"shares": fresh}, as_json=wanted.json, lines=[line, *(f"  {share}" for share in fresh)])
    return 0
