"""Searches without care and limits reached, for the desks of the liaison and of the state office."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import (
    Count,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import TruncDate

from banevim.accounts.terms import STATE_OFFICE
from banevim.casefiles.models import Handover
from banevim.casefiles.terms import Reason
from banevim.catalogs.queries import deadline, label
from banevim.catalogs.terms import Catalog
from banevim.common import clock
from banevim.identity.models import SearchLog, SearchReview
from banevim.identity.terms import GRACE_HOURS, LISTED_DAYS, SHEET_HOURS, Outcome
from banevim.vault.context import Actor

SHIFT = dt.timedelta(hours=SHEET_HOURS)
"""A night shift ends the day after: what follows a search within it follows it the same day."""


def search_limit() -> int:
    """Searches that a person may make in an hour, today."""
    return deadline("search_limit", clock.today()).value


def _ended_in_care() -> Q:
    """Whether any try of the same thread opened a file that exists, or a new one, the same day or the same shift."""
    tries = SearchLog.objects.filter(thread=OuterRef("thread"))
    searched_at = ExpressionWrapper(OuterRef("created_at"), DateTimeField())
    captured = Handover.objects.filter(
        Q(used_at__lt=searched_at + SHIFT) | Q(used_at__date=TruncDate(searched_at)), search_id=OuterRef("pk")
    )
    opened = Q(followed_at__lt=F("created_at") + SHIFT) | Q(followed_at__date=TruncDate("created_at"))
    return Exists(tries.filter(opened)) | Exists(tries.filter(Exists(captured)))


def unfollowed_searches(actor: Actor) -> QuerySet[SearchLog]:
    """Searches that led to no file, the first try of each, newest first, not reviewed yet by this side.

    Those of today wait some hours. Row-level security gives the liaison the institution's and the state office all.
    """
    now = clock.now()
    reviewed = reviews_by(actor).filter(search__thread=OuterRef("thread"))
    tries = SearchLog.objects.filter(thread=OuterRef("thread")).order_by().values("thread")
    return (
        SearchLog.objects.filter(
            thread=F("id"),
            created_at__gt=now - dt.timedelta(days=LISTED_DAYS),
            created_at__lt=now - dt.timedelta(hours=GRACE_HOURS),
        )
        .exclude(outcome=Outcome.LIMITED)
        .exclude(_ended_in_care())
        .exclude(Exists(reviewed))
        .annotate(tries=Subquery(tries.annotate(n=Count("id")).values("n")))
        .select_related("person", "institution")
        .order_by("-created_at")
    )


def limits_reached(actor: Actor) -> QuerySet[SearchLog]:
    """Who came to the limit of searches in the last days, newest first. Shown to the state office."""
    since = clock.now() - dt.timedelta(days=LISTED_DAYS)
    return (
        SearchLog.objects.filter(outcome=Outcome.LIMITED, created_at__gt=since)
        .select_related("person", "institution")
        .order_by("-created_at")
    )


def reviews_by(actor: Actor) -> QuerySet[SearchReview]:
    """Every review of this side."""
    return SearchReview.objects.filter(institution=actor.institution_id)


def reviews_of(actor: Actor) -> QuerySet[SearchReview]:
    """Reviews that this side made, newest first."""
    since = clock.now() - dt.timedelta(days=LISTED_DAYS)
    return (
        reviews_by(actor)
        .filter(created_at__gt=since)
        .select_related("search__person", "search__institution", "by")
        .order_by("-created_at")
    )


def reviews_of_search(row: SearchLog) -> QuerySet[SearchReview]:
    """The reviews of one search that the context may see, oldest first."""
    return SearchReview.objects.filter(search=row).select_related("by", "institution").order_by("created_at")


def reason_labels() -> dict[str, str]:
    """What the screen says for each reason, also those of other days."""
    return {code: label(Catalog.SEARCH_REASON, code) for code in Reason}


@dataclass(frozen=True)
class DeskCounts:
    """What the desk shows: searches without care, and people who reached the limit (state office only)."""

    unfollowed: int
    limited: int


def desk_counts(actor: Actor) -> DeskCounts:
    """The numbers of the desk."""
    limited = limits_reached(actor).count() if actor.role in STATE_OFFICE else 0
    return DeskCounts(unfollowed_searches(actor).count(), limited)
