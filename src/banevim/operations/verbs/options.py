"""Options that several verbs share."""

import argparse


def home(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--home", metavar="DIR", help="carpeta del banco (también BANEVIM_HOME; si no, var/)")


def as_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="responde en JSON")


def passphrase_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--passphrase-file", metavar="F", help="archivo con la frase, en vez de teclearla")


def ports(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="dirección en que escucha (solo esta máquina)")
    parser.add_argument("--port", type=_port, default=8000, metavar="N", help="puerto del banco (8000)")
    parser.add_argument(
        "--public-port", type=_port, default=8001, metavar="M", help="puerto del sitio público (8001)"
    )


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text} no es un puerto (1 a 65535)")
    return int(text)
