"""Fill a practice bank, as owner: institutions, accounts, and one part of its files. Run as a process of its own."""

import argparse
import datetime as dt
import random

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import OperationalError, connection  # noqa: E402
from tests.bench.bulk.copying import copy, open_to_copy  # noqa: E402
from tests.bench.bulk.drawn import Author  # noqa: E402
from tests.bench.bulk.rows import FileRows  # noqa: E402

from banevim.accounts.actions import load_institutions, open_practice_accounts  # noqa: E402
from banevim.accounts.models import Person  # noqa: E402
from banevim.accounts.terms import Role  # noqa: E402
from banevim.casefiles.actions.files import next_folios  # noqa: E402
from banevim.casefiles.models import UniqueFile  # noqa: E402
from banevim.catalogs import queries as catalogs  # noqa: E402
from banevim.catalogs.models import Deadline  # noqa: E402
from banevim.common import clock  # noqa: E402
from banevim.vault import audit  # noqa: E402
from banevim.vault.context import acting, system  # noqa: E402

SEED, BATCH, MORE, TRIES = 20_240_101, 1_000, 29, 3
KINDS = ("hospital", "police", "prosecutor", "municipal_institute", "school")


def staff() -> int:
    """Institutions until there are about forty, two capturers in each, and no limit to their searches."""
    places = catalogs.municipalities(settings.STATE_CODE)
    chance = random.Random(SEED)
    rows = [
        {
            "code": f"P-B{n:02d}",
            "name": f"Institución de práctica {n}",
            "kind": "shelter" if n == 0 else chance.choice(KINDS),
            "municipality": chance.choice(places).code,
            "is_shelter": n == 0,
        }
        for n in range(MORE)
    ]
    with acting(system()) as by:
        load_institutions(by=by, rows=rows)
        open_practice_accounts(by=by)
    Deadline.objects.filter(key="search_limit").update(value=100_000)
    open_to_copy()
    return UniqueFile.objects.count()


def author(number: int, now: dt.datetime) -> Author:
    """Who draws that part."""
    rows = Person.objects.filter(role=Role.CAPTURER, institution__code__startswith="P-")
    people = list(rows.select_related("institution").order_by("username"))
    state = catalogs.state(settings.STATE_CODE)
    return Author(SEED + number, people, now, settings.STATE_CODE, state.curp if state else "NE")


def part(number: int, files: int, now: dt.datetime) -> int:
    """One part of the files, in batches of one transaction each; how many rows."""
    drawn, done = list(author(number, now).draw(files)), 0
    for start in range(0, files, BATCH):
        batch = drawn[start : start + BATCH]
        with acting(system()):
            folios = next_folios(len(batch))
        with acting(system()):
            made = (FileRows(*each) for each in zip(batch, folios, strict=True))
            done += copy(row for file in made for row in file.all())
            audit.record("casefiles.import.registered", details={"women": len(batch)})
    return done


def finish() -> None:
    """Bind the owner again, and let the planner know what there is. A job of the bank may hold what this asks for."""
    for left in reversed(range(TRIES)):
        try:
            call_command("secure_schema", verbosity=0)
            break
        except OperationalError:
            if not left:
                raise
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--staff", action="store_true")
    parser.add_argument("--part", type=int)
    parser.add_argument("--files", type=int, default=0)
    parser.add_argument("--now", default=clock.now().isoformat())
    parser.add_argument("--finish", action="store_true")
    options = parser.parse_args()
    if options.staff:
        print(staff())
    if options.part is not None:
        now = dt.datetime.fromisoformat(options.now).astimezone(clock.zone())
        print(part(options.part, options.files, now))
    if options.finish:
        finish()


if __name__ == "__main__":
    main()
