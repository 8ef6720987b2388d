"""A thief with the whole database, none of its keys and a public list of names: what he recovers."""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import psycopg
from tests.bench.identity import tables
from tests.bench.identity.bank import Bank, opened
from tests.bench.people.draw import People
from tests.bench.people.make import as_kept
from tests.bench.thief import stolen, theft

from banevim.methods import linkage
from banevim.operations.errors import Stop

IMAGINED, OTHER_SEED = 20_000, 777
WHO = """
SELECT r.number, p.persona_id FROM stolen_records r JOIN casefiles_membership m ON m.record_id = r.record_id
  JOIN bench.people p ON p.file_id = m.file_id
"""


def person(row: tables.Row) -> linkage.Person:
    """What the matcher knows of a row."""
    return linkage.Person(
        given_names=row.nombres,
        first_surname=row.primer_apellido,
        second_surname=row.segundo_apellido,
        birth_date=row.born,
        curp=row.curp,
        phone=row.telefono,
        municipality=row.cve_municipio,
    )


def made_up(count: int) -> Iterator[linkage.Person]:
    """As many as the thief likes, with the frequencies that anybody can read, and as much missing as in any bank."""
    people = People(OTHER_SEED)
    for her in islice(people.draw(), count):
        yield person(as_kept("", her, people.chance))


def steal(bank: Bank, people: Path, count: int) -> dict[str, Any]:
    """All the attacks; what they recover is judged by whoever holds the keys."""
    public = list(made_up(count))
    texts, bearers, imagined = theft.imagined(public)
    with psycopg.connect(bank.url("owner")) as link:
        dump = stolen.dump_of(link)
        guesses = {
            "by_frequency": theft.by_frequency(dump, texts),
            "by_company": theft.by_company(dump, bearers, imagined),
        }
        told = {"postings": theft.posting_sizes(dump), **_judged(bank, guesses)}
        held = theft.by_number_of_keys(dump, public)
        told["by_number_of_keys"] = _held(held, people, dict(link.execute(WHO).fetchall()), public)
        told |= {"families": theft.families(dump), "cell_sizes": stolen.cell_sizes(link)}
        told["year_and_municipality"] = stolen.crowds(link)
    return told


def _judged(bank: Bank, guesses: dict[str, dict[int, str]]) -> dict[str, Any]:
    told = bank.at_work.environment(owner=True)
    told["PYTHONPATH"] += f":{Path(__file__).resolve().parents[3]}"
    command = [sys.executable, "-m", "tests.bench.thief.judge"]
    done = subprocess.run(
        command, env=told, input=json.dumps(guesses), capture_output=True, text=True, check=True
    )
    return dict(json.loads(done.stdout))


def _held(
    guessed: Any, people: Path, who: dict[int, str], public: list[linkage.Person]
) -> dict[str, dict[str, float]]:
    """How often the thief is right about what a record holds, next to saying the usual of everybody."""
    true = {row.key: theft.holds(person(row)) for row in tables.people(people)}
    pairs = [(case, true[who[record]]) for record, case in guessed.items() if record in who]
    usual = [sum(column) * 2 > len(public) for column in zip(*map(theft.holds, public), strict=True)]
    found = {}
    for n, name in enumerate(("date", "curp", "phone", "second_surname")):
        right = sum(case[n] == truth[n] for case, truth in pairs) / len(pairs)
        guess = sum(usual[n] == truth[n] for _, truth in pairs) / len(pairs)
        found[name] = {"right": round(right, 3), "by_the_usual": round(guess, 3)}
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="./banevim bench thief", description=__doc__)
    parser.add_argument("--home", required=True, help="a bank that `bench identity --home` loaded")
    parser.add_argument(
        "--people", type=Path, required=True, help="the people it was loaded with: only to judge"
    )
    parser.add_argument("--imagined", type=int, default=IMAGINED, help="people that the thief makes up")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    try:
        with opened(options.home) as bank:
            if not bank.loaded():
                raise tables.BadTable("Ese banco no tiene personas: cárgalo antes con bench identity --home.")
            told = steal(bank, options.people, options.imagined)
    except (tables.BadTable, Stop) as error:
        print(error, file=sys.stderr)
        return 2
    print(json.dumps(told, ensure_ascii=False, indent=None if options.json else 1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
