"""What waits: cases with a datum missing, with a date that cannot be, or with an answer that looks odd."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from banevim.accounts.access import allow
from banevim.accounts.terms import CAPTURE, Role
from banevim.casefiles import actions, pages, queries, rules
from banevim.casefiles.forms import PendingForm
from banevim.common.csv import csv_response

ROWS = 25


@allow(*CAPTURE)
@require_safe
def pending(request: Any) -> HttpResponse:
    """The list, each row at the question where it is mended, and how often each question goes unasked."""
    form = PendingForm(request.GET)
    wanted = form.wanted()
    page = Paginator(queries.pending_cases(request.actor, wanted), ROWS).get_page(request.GET.get("pagina"))
    context = {
        "form": form,
        "page": page,
        "groups": pages.grouped(page),
        "shares": pages.asking(request.actor, mine=wanted.mine),
        "mine": wanted.mine,
        "filtered": bool(form.asked()),
        "query": request.GET.urlencode(),
        "may_export": rules.may_export(request.actor),
    }
    return render(request, "casefiles/pending.html", context)


@allow(Role.INSTITUTIONAL_LIAISON)
@require_safe
def pending_file(request: Any) -> HttpResponse:
    """The same list, filtered the same way, as a file."""
    form = PendingForm(request.GET)
    cases = list(queries.pending_cases(request.actor, form.wanted()))
    actions.export_list(by=request.actor, what="pending", rows=len(cases), filters=form.asked())
    return csv_response("pendientes", pages.PENDING_COLUMNS, pages.pending_lines(cases))
