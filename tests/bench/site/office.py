"""Fill the practice bank of this process with its past and publish month after month, each on its own day, through the
actions of the screens: closings of the institutions, help lines called again, two people. Prints what each cut took."""

import argparse
import datetime as dt
import json
import sys
import time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import django

django.setup()

from django.conf import settings  # noqa: E402

from banevim.catalogs import actions as catalogs  # noqa: E402
from banevim.catalogs import queries  # noqa: E402
from banevim.catalogs.models import HelpCentre, HelpLine  # noqa: E402
from banevim.catalogs.rules.help import FIELDS  # noqa: E402
from banevim.catalogs.terms import HelpKind  # noqa: E402
from banevim.common import clock  # noqa: E402
from banevim.cuts import actions, rules  # noqa: E402
from banevim.cuts.actions.bundles import put_in_place  # noqa: E402
from banevim.cuts.terms import Correction, Demand  # noqa: E402
from banevim.operations.practice import closings, load  # noqa: E402
from banevim.operations.practice.first_cut import heads  # noqa: E402
from banevim.vault.context import Actor, acting, system  # noqa: E402

ENDS = dt.datetime(2028, 1, 20, 12, tzinfo=ZoneInfo("America/Mazatlan"))
"""The last moment of the past, which is of 24 months: the indicators are defined since January of 2026."""
DAY, HOUR = 15, 10
"""When a month is frozen, in the next one."""


def fill(cases: int) -> None:
    """The practice past, up to a day to come."""
    note = Path(settings.HOME) / "run" / "practice.json"
    note.write_text(json.dumps({"now": ENDS.isoformat()}))
    load.load(cases)


def publish_all(cuts: int) -> list[dict[str, Any]]:
    """A cut of each of the last months; in the middle, one that corrects the one before it."""
    with acting(system()):
        (author, second), people = heads()[:2], closings.liaisons()
    months, done = rules.months_before(f"{ENDS:%Y-%m}", cuts - 1), list[dict[str, Any]]()
    for place, month in enumerate(months):
        day = rules.month_end(month).replace(day=DAY)
        with clock.travel(dt.datetime.combine(day, dt.time(HOUR), ENDS.tzinfo)):
            if not place:
                sign(second)
            closings.close_months(people)
            verify_help(author, second)
            done.append(publish(month, author, second))
            if place == len(months) // 2:
                done.append(publish(month, author, second, Correction.CONTEXT))
        print(json.dumps(done[-1]), file=sys.stderr, flush=True)
    return done


def sign(by: Actor) -> None:
    """The policy of publication, from this day on."""
    with acting(by):
        actions.sign_policy(by=by, k=rules.DEFAULT_K, demand=Demand.TABLE, valid_from=clock.today())


def verify_help(author: Actor, second: Actor) -> None:
    """Every number called again, once one is overdue: with old ones no cut comes out."""
    today = clock.today()
    with acting(author):
        if not queries.overdue(today, practice=True):
            return
        shown: list[tuple[HelpKind, HelpLine | HelpCentre]]
        shown = [(HelpKind.LINE, each) for each in queries.lines(today, practice=True)]
        shown += [(HelpKind.CENTRE, each) for each in queries.centres(today, practice=True)]
    for kind, each in shown:
        change = catalogs.propose_help_change(kind=kind, values=_again(kind, each), target=each.pk, by=author)
        catalogs.approve_help_change(change_id=change.pk, by=second)


def _again(kind: HelpKind, each: HelpLine | HelpCentre) -> dict[str, Any]:
    """What it says, verified today."""
    told = {name: getattr(each, name) for name in FIELDS[kind]}
    if isinstance(each, HelpCentre):
        told["municipality"] = each.municipality_id
    return told | {"verified_on": clock.today().isoformat(), "verified_by": each.verified_by}


def publish(month: str, author: Actor, second: Actor, reason: str = "") -> dict[str, Any]:
    """One freezes; the other approves, having seen every check, and publishes. Seconds of both."""
    began = time.perf_counter()
    with acting(author):
        cut = actions.take_cut(by=author, month=month, reason=reason)
    frozen = time.perf_counter()
    with acting(second):
        actions.approve_cut(by=second, cut_id=cut.id, seen=[check["key"] for check in cut.checks])
        actions.publish_cut(by=second, cut_id=cut.id)
    with acting(system()):
        put_in_place()
    spent = {"freeze_s": round(frozen - began, 1), "publish_s": round(time.perf_counter() - frozen, 1)}
    return {"version": cut.version, **spent}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cuts", type=int)
    parser.add_argument("cases", type=int)
    options = parser.parse_args()
    fill(options.cases)
    print(json.dumps(publish_all(options.cuts)))


if __name__ == "__main__":
    main()
