"""The lists of the room: filters in the address, 25 rows, no names; a file for the institutional liaison."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from banevim.accounts.access import allow
from banevim.accounts.terms import CAPTURE, Role
from banevim.care import actions, pages, queries
from banevim.care.forms import FollowUpFilterForm, ReferralFilterForm
from banevim.care.terms import Listed
from banevim.common.csv import csv_response

ROWS = 25
FORMS = {Listed.FOLLOW_UPS: FollowUpFilterForm}
READS = {
    Listed.SENT: queries.sent,
    Listed.RECEIVED: queries.received,
    Listed.FOLLOW_UPS: queries.follow_ups,
}
NAMES = {
    Listed.SENT: "canalizaciones-enviadas",
    Listed.RECEIVED: "canalizaciones-recibidas",
    Listed.FOLLOW_UPS: "seguimientos",
}


def _found(request: Any, what: Listed) -> tuple[Any, Any]:
    """The form of the filters and the rows that they leave."""
    form = FORMS.get(what, ReferralFilterForm)(request.GET)
    return form, READS[what](request.actor, form.wanted())  # type: ignore[operator]


def _list(request: Any, what: Listed) -> HttpResponse:
    form, rows = _found(request, what)
    page = Paginator(rows, ROWS).get_page(request.GET.get("pagina"))
    context = {
        "form": form,
        "page": page,
        "rows": [pages.LINES[what](row) for row in page],
        "what": what.value,
        "may_export": request.actor.role == Role.INSTITUTIONAL_LIAISON,
        "filtered": any(request.GET.get(name) for name in form.fields),
        "query": request.GET.urlencode(),
    }
    return render(request, f"care/{what.value}.html", context)


@allow(*CAPTURE)
@require_safe
def sent(request: Any) -> HttpResponse:
    """Canalizaciones enviadas."""
    return _list(request, Listed.SENT)


@allow(*CAPTURE)
@require_safe
def received(request: Any) -> HttpResponse:
    """Canalizaciones recibidas."""
    return _list(request, Listed.RECEIVED)


@allow(*CAPTURE)
@require_safe
def follow_ups(request: Any) -> HttpResponse:
    """Seguimientos."""
    return _list(request, Listed.FOLLOW_UPS)


@allow(Role.INSTITUTIONAL_LIAISON)
@require_safe
def export(request: Any, what: Listed) -> HttpResponse:
    """The same list, filtered the same way, as a file."""
    _, rows = _found(request, what)
    actions.export_list(by=request.actor, what=what, rows=rows.count())
    lines = (pages.LINES[what](row) for row in rows)
    header, names = pages.COLUMNS[what]
    return csv_response(NAMES[what], header, ([line[name] for name in names] for line in lines))
