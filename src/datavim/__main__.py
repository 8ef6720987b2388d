"""Command line: `python -m datavim verify | build | serve`."""

from __future__ import annotations

import argparse
import base64
import binascii
import json
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from datavim.bundle import (
    BundleError,
    bundles_in,
    is_shelf,
    key_id,
    read_bundle,
    unproven,
    verify_bundle,
    verify_shelf,
)
from datavim.charts.geography import GeographyError
from datavim.helplines import HelpError


def read_key(path: Path) -> bytes:
    """A public key of 32 bytes, as it is, in hexadecimal or in base64."""
    raw = path.read_bytes()
    if len(raw) == 32:
        return raw
    text = raw.decode("ascii", errors="replace").strip()
    for decode in (bytes.fromhex, lambda value: base64.b64decode(value, validate=True)):
        try:
            key = decode(text)
        except (ValueError, binascii.Error):
            continue
        if len(key) == 32:
            return key
    raise BundleError(f"«{path.name}» no es una llave pública Ed25519.")


def _verify(options: argparse.Namespace) -> int:
    trusted, shelf = read_key(options.key) if options.key else None, is_shelf(options.folder)
    if shelf:
        problems = verify_shelf(options.folder, trusted)
    else:
        problems = verify_bundle(options.folder, trusted) or unproven(read_bundle(options.folder))
    if options.json:
        print(json.dumps({"good": not problems, "problems": problems}, ensure_ascii=False))
        return 1 if problems else 0
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        signer = (
            f"firmado con la llave {key_id(trusted)}" if trusted else "firma íntegra (no se dio una llave)"
        )
        print(f"Correcto: {_named(options.folder, shelf)}, {signer}.")
    return 1 if problems else 0


def _named(folder: Path, shelf: bool) -> str:
    if shelf:
        return f"{len(bundles_in(folder))} cortes en cadena"
    cut = read_bundle(folder).cut
    return f"corte {cut.version}, {cut.state_name}"


def _build(options: argparse.Namespace) -> int:
    from datavim.site import build_site

    done = build_site(
        options.bundles,
        options.site,
        help_file=options.help_file,
        trusted_key=read_key(options.key) if options.key else None,
        geography=options.geography,
        address=options.address,
        workers=options.workers,
    )
    print(f"Sitio listo: {done}")
    return 0


def _serve(options: argparse.Namespace) -> int:
    from datavim.serve import serve

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        serve(options.folder, options.host, options.port, options.help_file)
    except KeyboardInterrupt:
        return 0
    except OSError as problem:
        print(
            f"No se puede usar el puerto {options.port} ({problem.strerror}). Elige otro con --port.",
            file=sys.stderr,
        )
        return 1
    return 0


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="datavim", description="Sitio público DATAVIM")
    verbs = made.add_subparsers(required=True, metavar="verbo")
    verify = verbs.add_parser(
        "verify", help="comprueba un paquete publicado, o la carpeta de todos y su cadena"
    )
    verify.add_argument("folder", type=Path)
    verify.add_argument("--key", type=Path, help="llave pública de la oficina")
    verify.add_argument("--json", action="store_true")
    verify.set_defaults(run=_verify)
    build = verbs.add_parser("build", help="construye el sitio desde los paquetes")
    build.add_argument("bundles", type=Path)
    build.add_argument("site", type=Path)
    build.add_argument("--help-file", type=Path, help="help.json firmado")
    build.add_argument("--key", type=Path, help="llave pública de la oficina")
    build.add_argument("--geography", type=Path, help="GeoJSON de los municipios del estado")
    build.add_argument("--address", default="", help="dirección pública del sitio, para las citas")
    build.add_argument(
        "--workers", type=int, help="procesos a la vez; si no se dice, los procesadores que haya"
    )
    build.set_defaults(run=_build)
    server = verbs.add_parser("serve", help="sirve el sitio construido")
    server.add_argument("folder", type=Path)
    server.add_argument("--host", default="127.0.0.1")
    server.add_argument("--port", type=int, default=8001)
    server.add_argument("--help-file", type=Path, help="help.json, mientras no hay un sitio")
    server.set_defaults(run=_serve)
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (BundleError, HelpError, GeographyError) as problem:
        print(problem, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
