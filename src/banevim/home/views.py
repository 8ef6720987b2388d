"""The desk of each role, the help, the audit list, the health of the bank and the gallery of components."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from banevim.accounts.access import allow, allow_anyone, allow_sealed, allow_signed_in
from banevim.accounts.terms import Role
from banevim.casefiles import queries as casefiles
from banevim.catalogs.queries import deadline
from banevim.common import clock
from banevim.common.errors import NotFound
from banevim.home import queries
from banevim.home.forms import AuditFilter, sample_form

ROWS = 25


@allow_signed_in
@require_safe
def desk(request: Any) -> HttpResponse:
    """What this role can do now, and what waits."""
    template, context = queries.desk_of(request.actor)
    return render(request, template, context)


@allow_sealed
@allow_anyone
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """What to do when something happens, and whom to call."""
    return render(request, "home/help.html", {"support": settings.SUPPORT_CONTACT})


@allow_sealed
@allow_anyone
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """For monitors: 200 when the bank can work, 503 when a part does not answer or it is sealed."""
    parts = queries.health()
    good = all(parts.values())
    body = {"status": "ok" if good else "unavailable", "practice": settings.PRACTICE, **parts}
    return JsonResponse(body, status=200 if good else 503)


@allow(Role.IT_AIDE, Role.ADMINISTRATOR, Role.STATE_LIAISON)
@require_safe
def audit_list(request: Any) -> HttpResponse:
    """The audit trail, newest first. The IT aide sees its technical part."""
    form = AuditFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    records = queries.audit_records(
        request.actor, since=asked.get("desde"), until=asked.get("hasta"), event=asked.get("hecho", "")
    )
    page = Paginator(records, ROWS).get_page(request.GET.get("pagina"))
    context = {"form": form, "page": page, "lines": queries.lines(list(page))}
    return render(request, "home/audit.html", context)


@allow(Role.STATE_LIAISON, Role.MONITORING_AIDE)
@require_safe
def activity(request: Any) -> HttpResponse:
    """Which institutions register and which have stopped."""
    days = deadline("activity_gap", clock.today()).value
    rows = casefiles.capture_activity(clock.now() - dt.timedelta(days=days))
    context = {"rows": rows, "days": days, **queries.closing_of_institutions()}
    return render(request, "home/activity.html", context)


@allow_anyone
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every shared component, for whoever builds pages. Practice banks only."""
    if not settings.PRACTICE:
        raise NotFound
    form = sample_form()
    page = Paginator(range(120), ROWS).get_page(2)
    return render(request, "home/gallery.html", {"form": form, "page": page})
