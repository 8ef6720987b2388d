"""What the capturers of a bench have before them: a way in, files of theirs, women to search, and filled drafts.

Run as a process of its own, as the application and through its actions; prints JSON.
"""

import argparse
import json
import random
from typing import Any
from uuid import uuid4

import django

django.setup()

from django.conf import settings  # noqa: E402
from tests.bench.bulk.drawn import Author, Visit  # noqa: E402

from banevim.accounts.actions import make_link  # noqa: E402
from banevim.accounts.middleware import actor_of  # noqa: E402
from banevim.accounts.models import Person  # noqa: E402
from banevim.accounts.terms import LinkKind, Role  # noqa: E402
from banevim.casefiles import actions, queries  # noqa: E402
from banevim.casefiles.forms import Capture, Start, flat_of, start_of  # noqa: E402
from banevim.casefiles.models import Membership  # noqa: E402
from banevim.casefiles.sheet import Owner  # noqa: E402
from banevim.casefiles.terms import Identity, Stored, Way  # noqa: E402
from banevim.common import clock  # noqa: E402
from banevim.vault.context import Actor, acting, system  # noqa: E402

FILES = 60


def capturers(count: int) -> list[Person]:
    """One capturer of each institution, those with most accounts first by user name; no shelter."""
    rows = Person.objects.filter(role=Role.CAPTURER, institution__is_shelter=False, username__endswith="-1")
    return list(rows.select_related("institution").order_by("username")[:count])


def typed(visit: Visit, identity: Identity, profile: Any) -> dict[str, list[str]]:
    """What a browser sends of the express page filled with this visit."""
    start: Start = start_of(Stored(identity, profile, visit.data, visit.answered))
    told = {"own": visit.by.institution.municipality, "me": visit.by.display_name}
    service = {"services-kinds": [visit.service.kind]} if visit.service else {"services-kinds": ["no_aplica"]}
    return {**flat_of(Capture(None, start, who=True, defaults=told)), **service}


def draft(by: Actor, author: Author, person: Person) -> dict[str, Any]:
    """A draft after its search, filled, and not registered yet."""
    who = author.women.woman()
    visit = author.visit(who, person, clock.now().astimezone(clock.zone()), asked=tuple(Owner))
    filled = typed(visit, who.identity, who.profile)
    token = actions.hand_over(by=by, search_id=uuid4(), identity=who.identity)
    row = actions.start_draft(by=by, way=Way.EXPRESS, typed=filled, token=token)
    return {"id": str(row.id), "typed": filled}


def desk(person: Person, author: Author, drafts: int, chance: random.Random) -> dict[str, Any]:
    """Everything one capturer needs for a run."""
    by = actor_of(person)
    with acting(by):
        known = Membership.objects.filter(institution=person.institution, until__isnull=True)
        files = list(known.order_by("-since").values_list("file_id", flat=True)[: FILES * 20])
        mine = chance.sample(files, min(FILES, len(files)))
        women = [queries.identity_of(file_id) for file_id in mine[:12]]
        kept = [draft(by, author, person) for _ in range(drafts)]
    with acting(system()):
        token = make_link(by=system(), person=person, kind=LinkKind.PRACTICE)
    return {
        "person": person.username,
        "link": f"/enlace/{token}/",
        "files": [str(each) for each in mine],
        "searches": [box(each) for each in women],
        "drafts": kept,
    }


def box(who: Identity) -> str:
    """What is typed in the search box to find her."""
    born = f" {who.birth_date:%d/%m/%Y}" if who.birth_date else ""
    return f"{who.given_names} {who.first_surname} {who.second_surname}{born}"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--capturers", type=int, default=8)
    parser.add_argument("--drafts", type=int, default=20)
    options = parser.parse_args()
    people = capturers(options.capturers)
    author = Author(random.randrange(2**32), people, clock.now(), settings.STATE_CODE, "BS")
    chance = random.Random()
    print(json.dumps([desk(person, author, options.drafts, chance) for person in people]))


if __name__ == "__main__":
    main()
