"""The list of what a person or an institution registered: no names, only codes and folios."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.expressions import OrderBy

from banevim.casefiles.models import Case, Membership
from banevim.casefiles.queries.stored import sections_told
from banevim.common import clock
from banevim.vault.context import Actor

ORDERS = ("-registered_at", "registered_at", "-facts_on", "facts_on")


def in_order(wanted: str) -> OrderBy:
    """One of `ORDERS`, the first one for any other word. Facts of an unknown day come last, whichever way."""
    name = wanted if wanted in ORDERS else ORDERS[0]
    field, descending = name.removeprefix("-"), name.startswith("-")
    return OrderBy(F(field), descending=descending, nulls_last=True if field == "facts_on" else None)


@dataclass(frozen=True)
class CaseFilter:
    """What the list shows. `month` is its first day; None means every month."""

    month: dt.date | None = None
    mine: bool = False
    modality: str = ""
    kind: str = ""
    order: str = ORDERS[0]


def month_cases(actor: Actor, wanted: CaseFilter) -> QuerySet[Case]:
    """Cases of the actor's institution, with the folio of the file that each belongs to today."""
    folio = Membership.objects.filter(record_id=OuterRef("record_id"), until__isnull=True)
    rows = Case.objects.filter(institution_id=str(actor.institution_id)).annotate(
        folio=Subquery(folio.values("file__folio")[:1]), file_id=Subquery(folio.values("file_id")[:1])
    )
    if wanted.month:
        start = dt.datetime.combine(wanted.month, dt.time(), clock.zone())
        after = (wanted.month.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
        rows = rows.filter(
            registered_at__gte=start, registered_at__lt=dt.datetime.combine(after, dt.time(), clock.zone())
        )
    if wanted.mine:
        rows = rows.filter(captured_by_id=actor.person_id)
    if wanted.modality:
        rows = rows.filter(modality=wanted.modality)
    if wanted.kind:
        rows = rows.filter(types__contains=[wanted.kind])
    return (
        rows.select_related("captured_by", "institution")
        .prefetch_related("aggressors", sections_told())
        .order_by(in_order(wanted.order), "id")
    )
