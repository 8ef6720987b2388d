"""The command line of the bank: `./banevim VERB`. Each verb lives in operations.verbs and is loaded on use."""

import argparse
import importlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from banevim.operations.errors import Stop


@dataclass(frozen=True)
class Verb:
    name: str
    line: str
    module: str


VERBS = (
    Verb(
        "run",
        "prepara todo y abre el banco (de práctica si aún no hay ninguno); --detach lo deja en marcha",
        "bank.run",
    ),
    Verb("stop", "cierra el banco", "bank.stop"),
    Verb("status", "dice qué está en marcha y en qué dirección", "bank.status"),
    Verb("demo", "abre un banco de práctica", "bank.run"),
    Verb(
        "practice-links",
        "enlaces de un solo uso para entrar a la práctica con cada función",
        "bank.practice_links",
    ),
    Verb(
        "init",
        "crea un banco sin abrirlo; --production lo hace de producción, con llaves selladas",
        "bank.init",
    ),
    Verb("unseal", "abre con su frase un banco de producción sellado", "bank.unseal"),
    Verb("invite", "invita a una persona a abrir su cuenta", "data.django"),
    Verb("import", "importa un archivo de otra institución o del banco nacional", "data.django"),
    Verb("cut", "corte mensual: hacer, revisar, aprobar, publicar", "data.django"),
    Verb(
        "site",
        "arma el sitio público (build), carga su mapa (geography), cambia su ayuda (help)",
        "data.django",
    ),
    Verb(
        "audit",
        "revisa la bitácora (audit verify) o firma su estado (audit checkpoint)",
        "data.django",
    ),
    Verb("keys", "llaves: rotate, export, shares", "data.keys"),
    Verb("backup", "respaldo cifrado, sin llaves, en una carpeta", "data.backup"),
    Verb("restore", "recupera un respaldo en una carpeta vacía", "data.restore"),
    Verb("test", "prepara todo y ejecuta todas las pruebas", "code.test"),
    Verb("check", "revisa el código sin cambiar nada", "code.test"),
    Verb("fix", "corrige lo que se puede corregir solo", "code.test"),
    Verb("bench", "mediciones largas (bench NOMBRE)", "code.bench"),
    Verb("shell", "consola de Python dentro del banco", "data.django"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or words[0] in ("help", "-h", "--help"):
        print(overview())
        return 0
    verb = next((v for v in VERBS if v.name == words[0]), None)
    if verb is None:
        print(f"No conozco «{words[0]}».\n\n{overview()}", file=sys.stderr)
        return 2
    module = importlib.import_module(f"banevim.operations.verbs.{verb.module}")
    parser = argparse.ArgumentParser(prog=f"./banevim {verb.name}", description=verb.line)
    try:
        return int(module.run(verb.name, words[1:], parser))
    except Stop as error:
        print(error.sentence, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return 130


def overview() -> str:
    width = max(len(verb.name) for verb in VERBS)
    lines = [f"  {verb.name:<{width}}  {verb.line}" for verb in VERBS]
    return "\n".join(["Uso: ./banevim VERBO [opciones]", "", *lines, "", "Detalle: ./banevim VERBO --help"])


if __name__ == "__main__":
    sys.exit(main())
