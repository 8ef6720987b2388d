"""What I or my institution registered, month by month; the names of one page, for a reason; the list as a file."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banevim.accounts.access import allow
from banevim.accounts.terms import CAPTURE, Role
from banevim.casefiles import actions, pages, queries, rules
from banevim.casefiles.forms import MonthFilter, ReasonForm
from banevim.casefiles.views import shown
from banevim.common import clock
from banevim.common.csv import csv_response

ROWS = actions.PAGE
ASK = "Motivo para ver los nombres"
WHAT = "identity"
"""What is open in a list is open in its file too, and the other way round."""


def _found(request: Any) -> tuple[MonthFilter, Any]:
    form = MonthFilter(request.GET)
    return form, queries.month_cases(request.actor, form.wanted())


def _page_of(request: Any) -> tuple[MonthFilter, Any, list[Any]]:
    form, rows = _found(request)
    page = Paginator(rows, ROWS).get_page(request.GET.get("pagina"))
    return form, page, list(dict.fromkeys(case.file_id for case in page))


def _here(request: Any) -> str:
    query = request.GET.urlencode()
    return reverse("casefiles:month") + (f"?{query}" if query else "")


def _list(request: Any, ask: ReasonForm) -> HttpResponse:
    form, page, files = _page_of(request)
    left = {each: seconds for each in files if (seconds := shown.seconds_left(request, WHAT, each))}
    names = actions.keep_names_open(by=request.actor, file_ids=list(left)) if left else {}
    first = min(left.values(), default=0)
    rows = [{**pages.listed(case), "name": names.get(case.file_id, "")} for case in page]
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "ask": ask,
        "open": set(left),
        "minutes": first // 60 + 1,
    }
    context |= {"all_open": len(left) == len(files), "query": request.GET.urlencode()}
    context |= {"may_export": rules.may_export(request.actor), "filtered": bool(form.asked())}
    return shown.closing(render(request, "casefiles/month.html", context), first, _here(request))


@allow(*CAPTURE)
@require_http_methods(["GET", "HEAD", "POST"])
def month(request: Any) -> HttpResponse:
    """A list without names; its filters are in the address. Sent with a reason, the names of its page open."""
    ask = ReasonForm(request.POST if request.method == "POST" else None, ask=ASK)
    if request.method != "POST" or not ask.is_valid():
        return _list(request, ask)
    if files := _page_of(request)[2]:
        actions.open_names(by=request.actor, file_ids=files, reason=ask.cleaned_data["reason"])
        shown.show(request, WHAT, *files)
    return redirect(_here(request))


@allow(*CAPTURE)
@require_POST
def hide_names(request: Any) -> HttpResponse:
    """Close them before their time."""
    shown.hide(request, WHAT, *_page_of(request)[2])
    return redirect(_here(request))


@allow(Role.INSTITUTIONAL_LIAISON)
@require_safe
def month_file(request: Any) -> HttpResponse:
    """The same list, filtered the same way, as a file."""
    form, rows = _found(request)
    cases, filters = list(rows), {"mes": f"{clock.today():%Y-%m}", **form.asked()}
    actions.export_list(by=request.actor, what="month", rows=len(cases), filters=filters)
    return csv_response("registros", pages.MONTH_COLUMNS, pages.month_lines(cases))
