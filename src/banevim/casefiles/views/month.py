"""What I or my institution registered, month by month."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from banevim.accounts.access import allow
from banevim.accounts.terms import Role
from banevim.casefiles import pages, queries
from banevim.casefiles.forms import MonthFilter

ROWS = 25


@allow(Role.CAPTURER, Role.INSTITUTIONAL_LIAISON)
@require_safe
def month(request: Any) -> HttpResponse:
    """A list without names; its filters are in the address."""
    form = MonthFilter(request.GET)
    page = Paginator(queries.month_cases(request.actor, form.wanted()), ROWS).get_page(
        request.GET.get("pagina")
    )
    context = {"form": form, "page": page, "rows": [pages.listed(case) for case in page]}
    return render(request, "casefiles/month.html", context)
