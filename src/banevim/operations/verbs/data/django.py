"""Verbs whose work is a Django command of another room: the launcher only brings them into the bank."""

import argparse
from collections.abc import Sequence

from ... import manage
from ...bank.home import Home
from ...errors import Stop
from ...processes import clean_environment
from ...session import session
from .. import options

# verb -> words that follow it -> command. A verb without sub-words has one entry, "".
COMMANDS = {
    "invite": {"": "invite"},
    "institutions": {"": "load_institutions"},
    "import": {"banavim-abierto": "import_banavim"},
    "cut": {"": "cut"},
    "site": {"build": "site_build", "geography": "site_geography", "help": "site_help"},
    "audit": {"verify": "audit_verify", "checkpoint": "audit_checkpoint"},
    "weigh": {"": "weigh"},
    "shell": {"": "shell"},
}


def run(verb: str, words: Sequence[str], parser: argparse.ArgumentParser) -> int:
    parser = argparse.ArgumentParser(
        prog=parser.prog, description=parser.description, add_help=False, allow_abbrev=False
    )
    options.home(parser)
    options.passphrase_file(parser)
    wanted, rest = parser.parse_known_args(words)
    asked = {"--help", "-h"} & set(rest)
    rest = [word for word in rest if word not in asked]
    if asked and "" not in COMMANDS[verb] and not rest:
        print(f"Uso: ./banevim {verb} {'|'.join(COMMANDS[verb])} [opciones]")
        return 0
    typed = " ".join(["./banevim", verb, *(rest[:1] if "" not in COMMANDS[verb] else [])])
    command, rest = _command(verb, rest)
    if asked:
        return manage.hand_over(clean_environment(), "explain", command, typed)
    with session(Home.at(wanted.home), passphrase_file=wanted.passphrase_file) as at_work:
        return at_work.hand_over(command, *rest)


def _command(verb: str, rest: list[str]) -> tuple[str, list[str]]:
    known = COMMANDS[verb]
    if "" in known:
        return known[""], rest
    if not rest or rest[0] not in known:
        raise Stop(f"Uso: ./banevim {verb} {'|'.join(known)} [opciones]", code=2)
    return known[rest[0]], rest[1:]
