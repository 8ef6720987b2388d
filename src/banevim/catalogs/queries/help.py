"""Help lines and centres in force, as the public file wants them."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from banevim.catalogs.models import HelpCentre, HelpChange, HelpLine
from banevim.catalogs.queries.calendar import deadline
from banevim.catalogs.queries.options import options
from banevim.catalogs.queries.places import state
from banevim.catalogs.terms import Catalog, ChangeState
from banevim.common import clock
from banevim.common.errors import NotFound


def lines(on: dt.date, *, practice: bool) -> QuerySet[HelpLine]:
    """Lines of this state in force on a day; the practice ones only in a practice bank."""
    return HelpLine.objects.filter(_here(on, practice)).order_by("order", "name")


def centres(on: dt.date, *, practice: bool) -> QuerySet[HelpCentre]:
    """Centres of this state in force on a day, by municipality."""
    found = HelpCentre.objects.filter(_here(on, practice)).select_related("municipality")
    return found.order_by("municipality__name", "order", "name")


def pending_changes() -> QuerySet[HelpChange]:
    """Changes that wait for a second person."""
    return HelpChange.objects.filter(state_code=settings.STATE_CODE, state=ChangeState.PROPOSED)


def change(change_id: UUID) -> HelpChange:
    """One proposed change, locked until the end of the transaction."""
    found = (
        HelpChange.objects.select_for_update().filter(pk=change_id, state_code=settings.STATE_CODE).first()
    )
    if found is None:
        raise NotFound("No encontramos ese cambio.")
    return found


def overdue(on: dt.date, *, practice: bool) -> list[str]:
    """Names of what nobody verified in the last days allowed: while there is one, nothing should be published."""
    oldest = on - dt.timedelta(days=deadline("help_verification", on).value)
    found = [*lines(on, practice=practice), *centres(on, practice=practice)]
    return [item.name for item in found if item.verified_on is None or item.verified_on < oldest]


def help_data(practice: bool, on: dt.date | None = None) -> dict[str, Any]:
    """The content of `help.json`, not yet signed."""
    day = on or clock.today()
    place = state(settings.STATE_CODE)
    decided = HelpChange.objects.filter(state_code=settings.STATE_CODE, state=ChangeState.APPROVED).count()
    return {
        "version": f"{day.isoformat()}-r{decided + 1}",
        "issued_on": day.isoformat(),
        "state_name": place.name if place else "",
        "practice": practice,
        "exit_url": next((o.label for o in options(Catalog.SITE_TEXT, day) if o.code == "exit_url"), ""),
        "lines": [_line(line) for line in lines(day, practice=practice)],
        "centres": [_centre(centre) for centre in centres(day, practice=practice)],
    }


def _here(on: dt.date, practice: bool) -> Q:
    in_force = Q(state_code=settings.STATE_CODE, valid_from__lte=on) & (
        Q(valid_to=None) | Q(valid_to__gte=on)
    )
    return in_force if practice else in_force & Q(practice=False)


def _verified(item: HelpLine | HelpCentre) -> dict[str, Any]:
    return {
        "verified_on": item.verified_on.isoformat() if item.verified_on else None,
        "verified_by": item.verified_by,
    }


def _line(line: HelpLine) -> dict[str, Any]:
    names = ("name", "number", "tel", "option", "hours", "free", "territory", "what")
    return {name: getattr(line, name) for name in names} | _verified(line)


def _centre(centre: HelpCentre) -> dict[str, Any]:
    names = ("name", "address", "hours", "phone")
    return (
        {name: getattr(centre, name) for name in names}
        | {"municipality": centre.municipality_id, "municipality_name": centre.municipality.name}
        | _verified(centre)
    )
