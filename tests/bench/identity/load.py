"""Fill the bank with the people of a table, as owner, sealed and keyed by the product. A process of its own."""

import argparse
import hashlib
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from tests.bench.bulk.copying import open_to_copy  # noqa: E402
from tests.bench.identity import indexes, tables  # noqa: E402
from tests.bench.identity.record import Records  # noqa: E402

from banevim.accounts.models import Person  # noqa: E402
from banevim.accounts.terms import Role  # noqa: E402
from banevim.casefiles.actions.files import next_folios  # noqa: E402
from banevim.identity.actions import count_names  # noqa: E402
from banevim.vault import audit  # noqa: E402
from banevim.vault.context import acting, system  # noqa: E402

BATCH = 2_000
FILLED = (
    "casefiles_woman casefiles_womanidentity casefiles_searchcard casefiles_uniquefile casefiles_membership"
    " vault_datakey vault_matchkey"
).split()
OPEN = "CREATE SCHEMA bench; CREATE TABLE bench.people (file_id uuid, persona_id text)"
CLOSE = "ALTER TABLE bench.people ADD PRIMARY KEY (file_id)"


def capturers() -> list[Person]:
    """One of each institution that is no shelter."""
    rows = Person.objects.filter(role=Role.CAPTURER, institution__is_shelter=False).order_by("username")
    return list({each.institution_id: each for each in rows.select_related("institution")}.values())


def staff() -> None:
    """Open the tables to COPY, and set aside what would slow it down."""
    open_to_copy()
    with connection.cursor() as cursor:
        cursor.execute(OPEN)
    indexes.set_aside(FILLED)


def part(path: Path, number: int, parts: int) -> int:
    """Every so many batches of the table, each in one transaction with its record on the trail; how many people."""
    people, done = capturers(), 0
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    for place, batch in enumerate(_batches(path)):
        if place % parts == number:
            _register(Records(people[place % len(people)]), batch)
            done += len(batch)
    return done


def _batches(path: Path) -> Iterator[list[tables.Row]]:
    rows = tables.people(path)
    while batch := list(islice(rows, BATCH)):
        yield batch


def _register(records: Records, batch: list[tables.Row]) -> None:
    with acting(system()):
        folios = next_folios(len(batch))
    with acting(system()):
        told = hashlib.sha256()
        for row, folio in zip(batch, folios, strict=True):
            told.update(records.add(row, folio).bytes)
        records.send()
        details = {"women": len(batch), "digest": told.hexdigest()}
        audit.record("casefiles.import.registered", details=details)


def finish() -> None:
    """Bind the owner again, and let the planner know what there is."""
    with connection.cursor() as cursor:
        cursor.execute(CLOSE)
        cursor.execute("VACUUM ANALYZE")
    call_command("secure_schema", verbosity=0)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--staff", action="store_true")
    parser.add_argument("--people", type=Path)
    parser.add_argument("--part", type=int, default=0)
    parser.add_argument("--parts", type=int, default=1)
    parser.add_argument("--put-back", action="store_true")
    parser.add_argument("--finish", action="store_true")
    parser.add_argument(
        "--names", action="store_true", help="count the names in use, as the bank does by night"
    )
    options = parser.parse_args()
    done: object = None
    if options.staff:
        staff()
    if options.people:
        done = part(options.people, options.part, options.parts)
    if options.put_back:
        indexes.put_back(options.part, options.parts)
    if options.finish:
        finish()
    if options.names:
        with acting(system()) as by:
            done = count_names(by=by)
    print(json.dumps(done))


if __name__ == "__main__":
    main()
