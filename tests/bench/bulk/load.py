"""Fill a practice bank, as owner: institutions, accounts, and one part of its files. Run as a process of its own."""

import argparse
import random
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from tests.bench.bulk.copying import copy, open_to_copy  # noqa: E402
from tests.bench.bulk.drawn import Author  # noqa: E402
from tests.bench.bulk.rows import FileRows  # noqa: E402

from banevim.accounts.actions import load_institutions, open_practice_accounts  # noqa: E402
from banevim.accounts.models import Person  # noqa: E402
from banevim.accounts.terms import Role  # noqa: E402
from banevim.casefiles.actions.folios import next_folios  # noqa: E402
from banevim.casefiles.models import UniqueFile  # noqa: E402
from banevim.catalogs import queries as catalogs  # noqa: E402
from banevim.catalogs.models import Deadline  # noqa: E402
from banevim.common import clock  # noqa: E402
from banevim.vault import audit  # noqa: E402
from banevim.vault.context import acting, system  # noqa: E402

SEED, BATCH, MORE = 20_240_101, 1_000, 29
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


def part(number: int, parts: int, files: int) -> int:
    """This part of the files, in batches of one transaction each."""
    rows = Person.objects.filter(role=Role.CAPTURER, institution__code__startswith="P-")
    people = list(rows.select_related("institution").order_by("username"))
    mine = len(range(number, files, parts))
    state = catalogs.state(settings.STATE_CODE)
    now = clock.now().astimezone(clock.zone())
    author = Author(SEED + number, people, now, settings.STATE_CODE, state.curp if state else "NE")
    drawn, done = list(author.draw(mine)), 0
    for start in range(0, mine, BATCH):
        batch = drawn[start : start + BATCH]
        with acting(system()):
            made = (FileRows(each, folio) for each, folio in zip(batch, next_folios(len(batch)), strict=True))
            done += copy(row for file in made for row in file.all())
            audit.record("casefiles.import.registered", details={"women": len(batch)})
        print(f"{number} {start + len(batch)}", file=sys.stderr, flush=True)
    return done


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, required=True)
    parser.add_argument("--part", type=int)
    parser.add_argument("--parts", type=int, default=1)
    parser.add_argument("--finish", action="store_true")
    options = parser.parse_args()
    if options.finish:
        call_command("secure_schema", verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    elif options.part is None:
        print(staff())
    else:
        print(part(options.part, options.parts, options.files))


if __name__ == "__main__":
    main()
