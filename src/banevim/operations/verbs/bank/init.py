"""`init`: makes a bank without opening it. The production one is born sealed, empty and with one invitation."""

import argparse
import contextlib
import json
import shutil
from collections.abc import Iterator, Sequence
from typing import Any

from banevim.vault import custody

from ...bank import creation, keys
from ...bank.home import Home
from ...console import report, say, step
from ...errors import Stop
from ...session import Session, session
from ...supervisor import prepare
from .. import options


def run(_verb: str, words: Sequence[str], parser: argparse.ArgumentParser) -> int:
    options.home(parser)
    options.passphrase_file(parser)
    options.as_json(parser)
    parser.add_argument("--production", action="store_true", help="banco de producción, con llaves selladas")
    parser.add_argument("--state-code", default="03", metavar="NN", help="clave INEGI de la entidad (03)")
    wanted = parser.parse_args(words)
    home = Home.at(wanted.home)
    if not wanted.production:
        creation.create(home, mode="practice", state_code=wanted.state_code)
        line = f"· Banco de práctica en {home.root}. Para abrirlo: ./banevim run --home {home.root}"
        report({"home": str(home.root), "mode": "practice"}, as_json=wanted.json, lines=[line])
        return 0
    shares, invitation = _production(home, wanted.state_code, wanted.passphrase_file)
    facts = {"home": str(home.root), "mode": "production", "shares": shares, "invitation": invitation}
    report(facts, as_json=wanted.json, lines=_once(home, shares, invitation))
    return 0


def _production(home: Home, state_code: str, passphrase_file: str | None) -> tuple[list[str], dict[str, Any]]:
    if not home.exists():
        say("La frase abre el banco en cada arranque: cinco o más palabras al azar, que nadie más conozca.")
    phrase = keys.ask_passphrase(passphrase_file, twice=True)
    with _whole_or_nothing(home):
        bank = creation.create(home, mode="production", state_code=state_code)
        try:
            shares = custody.create_sealed(home.keys, phrase)
        except ValueError as error:
            raise Stop(str(error)) from error
        keys.prepare(home, bank)
        with session(home, opened=keys.open_with(home, phrase)) as at_work:
            invitation = _first_administrator(at_work)
    return list(shares), invitation


def _first_administrator(at_work: Session) -> dict[str, Any]:
    prepare.prepare(at_work, at_work.identity, sealed=False)
    with step("Preparo la invitación de la primera administradora"):
        return dict(json.loads(at_work.run("invite", "--first-administrator", "--json")))


@contextlib.contextmanager
def _whole_or_nothing(home: Home) -> Iterator[None]:
    """A production bank whose shares were never shown must not exist. Keeps only the database passwords
    that somebody may already be granting on another server."""
    was = home.exists()
    try:
        yield
    except BaseException:
        if not was:
            home.identity.unlink(missing_ok=True)
            for leftover in ("keyring.sealed", "django.secret"):
                (home.keys / leftover).unlink(missing_ok=True)
            shutil.rmtree(home.data.resolve(), ignore_errors=True)
            (home.root / "state.json").unlink(missing_ok=True)
        raise


def _once(home: Home, shares: Sequence[str], invitation: dict[str, Any]) -> list[str]:
    return [
        f"\nBanco de producción creado en {home.root}.",
        "\nPartes de custodia (dos de las tres abren el banco si se pierde la frase). Imprímelas y entrégalas a",
        "tres personas distintas; no se vuelven a mostrar:\n",
        *(f"  {share}" for share in shares),
        f"\nInvitación de la primera administradora (un solo uso; vence en {invitation['hours']} horas):\n",
        f"  Usuario: {invitation['username']}\n  {invitation['url']}\n",
        f"Para abrirlo: ./banevim run --home {home.root} --detach && ./banevim unseal --home {home.root}",
    ]
