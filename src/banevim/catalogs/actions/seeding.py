"""First help lines and centres of a bank. What the office changes later is never overwritten."""

from django.conf import settings

from banevim.catalogs import data, queries
from banevim.catalogs.actions.parsing import yes
from banevim.catalogs.models import HelpCentre, HelpLine
from banevim.common import clock

PRACTICE_BY = "Datos de práctica"
LINE = ("name", "number", "tel", "option", "hours", "territory", "what", "provenance")
CENTRE = ("name", "address", "hours", "phone", "provenance")


def seed_help(*, practice: bool) -> int:
    """Lines of the whole country, unverified; in a practice bank marked verified, with fictitious centres."""
    if HelpLine.objects.filter(state_code=settings.STATE_CODE).exists():
        return 0
    today = clock.today()
    verified = {"verified_on": today, "verified_by": PRACTICE_BY} if practice else {}
    lines = [
        HelpLine(
            **{n: row[n] for n in LINE}, **verified, free=yes(row["free"]), order=order, valid_from=today
        )
        for order, row in enumerate(data.rows("national/help_lines.csv"))
    ]
    HelpLine.objects.bulk_create(lines)
    if not practice:
        return len(lines)
    rows = queries.practice_places(settings.STATE_CODE, "help_centres")
    centres = [
        HelpCentre(
            **{n: row[n] for n in CENTRE},
            **verified,
            municipality_id=row["municipality"],
            practice=True,
            order=order,
            valid_from=today,
        )
        for order, row in enumerate(rows)
    ]
    HelpCentre.objects.bulk_create(centres)
    return len(lines) + len(centres)
