"""The state office looks for a shelter. Nobody else sees these pages."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from banevim.accounts.access import allow
from banevim.care import actions, pages, queries
from banevim.care.forms import RouteForm, ShelterFilterForm
from banevim.care.terms import ROUTERS
from banevim.care.views.attempting import attempt, status
from banevim.common.page import tell

ROWS = 25


@allow(*ROUTERS)
@require_safe
def shelters(request: Any) -> HttpResponse:
    """Referrals that wait for a shelter, those that nobody has been asked for first."""
    form = ShelterFilterForm(request.GET)
    wanted = form.wanted()
    page = Paginator(queries.to_shelters(wanted), ROWS).get_page(request.GET.get("pagina"))
    context = {
        "page": page,
        "rows": [pages.shelter_row(r) for r in page],
        "form": form,
        "filtered": any(wanted),
    }
    return render(request, "care/shelters.html", context)


@allow(*ROUTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def route(request: Any, referral_id: UUID) -> HttpResponse:
    """Ask a shelter, ask the next one, or say that there is no place."""
    row = actions.open_referral(by=request.actor, referral_id=referral_id)
    ends = request.method == "POST" and "ends" in request.POST
    form = RouteForm(
        request.POST if request.method == "POST" and not ends else None,
        shelters=pages.shelter_choices(row, request.actor),
    )
    if ends:
        actions.end_search(by=request.actor, referral_id=referral_id)
    done = attempt(
        form,
        lambda: actions.route_referral(
            by=request.actor, referral_id=referral_id, shelter_id=UUID(form.cleaned_data["shelter"])
        ),
    )
    if done or ends:
        tell(request, "Se avisó que no hay lugar." if ends else "Se le pidió lugar a ese refugio.")
        return redirect("care:shelters")
    context = {"form": form, **pages.route_page(row)}
    return render(request, "care/route.html", context, status=status(form))
