"""The command line of the bank: `./banevim VERB`. Each verb lives in operations.verbs and is loaded on use."""

import argparse
import importlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from banevim.operations import console
from banevim.operations.errors import Stop


@dataclass(frozen=True)
class Verb:
    """One line of verbs.txt, which the shell door reads too: a machine without Python gets the same list."""

    name: str
    module: str
    line: str


VERBS = tuple(
    Verb(*line.split("|"))
    for line in (Path(__file__).with_name("verbs.txt")).read_text(encoding="utf-8").splitlines()
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
    console.keep_output_for_the_answer("--json" in words)
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
