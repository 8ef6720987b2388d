"""`practice-links`: one-time sign-in links, practice banks only."""

import argparse
import json
from collections.abc import Sequence

from ...bank import identity
from ...bank.home import Home
from ...errors import Stop
from ...session import session
from .. import options


def run(_verb: str, words: Sequence[str], parser: argparse.ArgumentParser) -> int:
    options.home(parser)
    options.as_json(parser)
    parser.add_argument("--next", metavar="/RUTA/", help="página a la que llegan los enlaces")
    parser.add_argument("--each", type=_each, metavar="N", help="enlaces por persona, para un curso (1)")
    wanted = parser.parse_args(words)
    home = Home.at(wanted.home)
    if wanted.next and not _inside(wanted.next):
        raise Stop(f"--next es una página del banco, como /buscar/; «{wanted.next}» no lo es.")
    if identity.read(home).production:
        raise Stop("Los enlaces de práctica solo existen en bancos de práctica.")
    with session(home) as at_work:
        told = (("--next", wanted.next), ("--each", wanted.each))
        extra = [word for name, value in told if value for word in (name, str(value))]
        return at_work.hand_over("practice_links", *extra, *(["--json"] if wanted.json else []))


def _each(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 100:
        raise argparse.ArgumentTypeError(f"{text} no es un número de 1 a 100")
    return int(text)


def _inside(page: str) -> bool:
    """A path of this site. The page that takes the link checks it again: the address can be changed by hand."""
    return page.startswith("/") and not page.startswith("//") and "\\" not in page


def print_links(home: Home) -> None:
    """At the end of `run`: one link a role. Each link enters once and passes the second factor."""
    with session(home) as at_work:
        links = json.loads(at_work.run("practice_links", "--json"))
    print("  Para entrar (cada enlace sirve una vez; datos ficticios):")
    first: dict[str, dict[str, str]] = {}
    for link in links:
        first.setdefault(link["role"], link)
    for role, link in first.items():
        print(f"    {role:<22} {link['url']}")
    print(f"  Los {len(links)} enlaces, de todas las instituciones: ./banevim practice-links\n", flush=True)
