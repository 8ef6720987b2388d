"""Which months each institution has closed, and what the page of closing tells."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from banevim.accounts.models import Institution, Person
from banevim.accounts.terms import CAPTURE, Role
from banevim.care.models import MonthClosing, Service
from banevim.casefiles.models import Case
from banevim.common import clock


@dataclass(frozen=True)
class InstitutionMonths:
    """The months that an institution had to close, oldest first, each with its closing in force; None: not closed."""

    institution: Institution
    months: Mapping[str, MonthClosing | None]

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(month for month, closing in self.months.items() if closing is None)


@dataclass(frozen=True)
class MonthTold:
    """What an institution registered in a month, and what it has pending today."""

    cases: int
    services: int
    drafts: int


def month_span(month: str) -> tuple[dt.datetime, dt.datetime]:
    """First moment of a month 'AAAA-MM' and of the next one, where the bank stands."""
    first = dt.date.fromisoformat(f"{month}-01")
    after = (first + dt.timedelta(days=32)).replace(day=1)
    start, end = (dt.datetime.combine(day, dt.time(), clock.zone()) for day in (first, after))
    return start, end


def last_ended_month() -> str:
    """The newest month that has ended."""
    return f"{clock.today().replace(day=1) - dt.timedelta(days=1):%Y-%m}"


def closings(*, at: dt.datetime | None = None) -> QuerySet[MonthClosing]:
    """Those in force at a moment; without one, now."""
    rows = MonthClosing.objects.select_related("by", "institution")
    if at is None:
        return rows.filter(reopened_at__isnull=True)
    return rows.filter(Q(reopened_at__isnull=True) | Q(reopened_at__gt=at), created_at__lte=at)


def closing_of(institution_id: UUID, month: str) -> MonthClosing | None:
    """The closing in force of one month of one institution."""
    return closings().filter(institution_id=institution_id, month=month).first()


def has_liaison(institution_id: UUID | None) -> bool:
    """Whether the institution has somebody whose work it is to close its month."""
    people = Person.objects.filter(institution_id=str(institution_id), is_active=True)
    return people.filter(role=Role.INSTITUTIONAL_LIAISON).exists()


def closed_months(
    months: Sequence[str], *, at: dt.datetime | None = None, institution_id: UUID | None = None
) -> list[InstitutionMonths]:
    """By institution, in order of name: which of `months` it had to close and which it had closed at a moment.

    It has to close a month at whose end somebody had an account to capture with; nothing before its first account, or
    its first closing. Only the state office reads those of others; shelters are among them (`is_shelter`).
    """
    found = {(row.institution_id, row.month): row for row in closings(at=at)}
    owners = Institution.objects.filter(is_active=True, holds_accounts=True).order_by("name")
    owners = owners.filter(pk=institution_id) if institution_id else owners
    accounts = _accounts(institution_id)
    rows = []
    for owner in owners:
        first = min((month for who, month in found if who == owner.pk), default="")
        wanted = {
            month: found.get((owner.pk, month))
            for month in months
            if _had_to_close(month, accounts.get(owner.pk, ()), first)
        }
        rows += [InstitutionMonths(owner, wanted)] if wanted else []
    return rows


Account = tuple[dt.datetime, dt.datetime | None]
"""When an account was opened and, unless it still is, closed."""


def _accounts(institution_id: UUID | None) -> dict[UUID, list[Account]]:
    """The accounts to capture with, by institution."""
    people = Person.objects.filter(role__in=CAPTURE)
    people = people.filter(institution_id=institution_id) if institution_id else people
    held: dict[UUID, list[Account]] = {}
    for owner, opened, closed in people.values_list("institution_id", "created_at", "closed_at"):
        held.setdefault(owner, []).append((opened, closed))
    return held


def _had_to_close(month: str, accounts: Sequence[Account], first_closed: str) -> bool:
    end = month_span(month)[1]
    standing = [opened for opened, closed in accounts if closed is None or closed >= end]
    return bool(standing) and (min(standing) < end or bool(first_closed and first_closed <= month))


def cases_in(institution_id: UUID, month: str) -> int:
    """Cases that an institution registered in a month."""
    start, end = month_span(month)
    rows = Case.objects.filter(institution_id=institution_id, registered_at__gte=start, registered_at__lt=end)
    return rows.count()


def told_of_month(institution_id: UUID, month: str) -> MonthTold:
    """What one's own institution registered in a month, and the captures that its people have under way."""
    start, end = month_span(month)
    services = Service.objects.filter(
        institution_id=institution_id, created_at__gte=start, created_at__lt=end
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT banevim_drafts_under_way()")
        drafts = cursor.fetchone()[0]
    return MonthTold(cases_in(institution_id, month), services.count(), drafts)


def late_since(closing: MonthClosing) -> int:
    """Cases that the institution knew of in that month or before, registered once it was closed."""
    _, end = month_span(closing.month)
    known = Coalesce("learned_on", "source_registered_on")
    rows = Case.objects.filter(institution_id=closing.institution_id, registered_at__gt=closing.created_at)
    return rows.annotate(known=known).filter(known__lt=end.date()).count()
