"""Search over any people with any queries: recall, errors by band, times, load, memory. `--make` writes its own."""

import argparse
import json
import sys
from pathlib import Path

from tests.bench.identity.run import measure
from tests.bench.identity.show import show
from tests.bench.identity.tables import BadTable
from tests.bench.people.make import make

from banevim.operations.errors import Stop


def read(words: list[str]) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="./banevim bench identity", description=__doc__)
    parser.add_argument("--people", type=Path, help="personas que se cargan (P.csv)")
    parser.add_argument("--queries", type=Path, help="consultas que se hacen (Q.csv)")
    parser.add_argument("--truth", type=Path, help="a quién buscaba cada consulta (T.csv)")
    parser.add_argument("--out", type=Path, required=True, help="resultados (R.csv), o la carpeta de --make")
    parser.add_argument("--json", action="store_true", help="las cifras en JSON")
    parser.add_argument(
        "--home", help="folder of the bank of the bench, kept and used again with the same people"
    )
    parser.add_argument(
        "--at-once", type=int, default=8, help="búsquedas a la vez en la segunda medición (8)"
    )
    parser.add_argument("--sample", type=int, default=4_000, help="consultas de la segunda medición (4000)")
    parser.add_argument(
        "--batch", action="store_true", help="las consultas en lote, con los dos procesadores"
    )
    parser.add_argument(
        "--make", type=int, metavar="N", help="escribe P, Q y T de N personas en la carpeta --out"
    )
    parser.add_argument(
        "--seed",
        type=int,
        default=1,
        help="semilla de --make: hasta 999 para afinar, de 9000 en adelante para juzgar",
    )
    options = parser.parse_args(words)
    if options.make is not None and options.make < 1:
        parser.error("--make lleva un número de personas")
    if options.make is None and not (options.people and options.queries):
        parser.error("hacen falta --people y --queries, o --make")
    return options


def main() -> int:
    options = read(sys.argv[1:])
    try:
        if options.make is not None:
            print(json.dumps(make(options.out, options.make, options.seed), ensure_ascii=False))
            return 0
        result = measure(options)
    except (BadTable, Stop) as error:
        print(error, file=sys.stderr)
        return 2
    print(json.dumps(result, ensure_ascii=False)) if options.json else show(result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
