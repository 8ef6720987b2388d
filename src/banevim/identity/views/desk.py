"""Searches that did not end in care, for the liaison and the state office; and those that left a possible duplicate."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from banevim.accounts.access import allow
from banevim.accounts.terms import CAPTURE, STATE_OFFICE, Role
from banevim.common.errors import Invalid
from banevim.common.page import tell
from banevim.identity import actions, queries, rules
from banevim.identity.forms import DoubtFilter, ReviewForm

PER_PAGE = 25
RECENT = 10


@allow(*rules.REVIEWERS)
@require_safe
def unfollowed(request: Any) -> HttpResponse:
    """Who searched, when and why, without care afterwards; for the state office also who reached the limit."""
    office = request.actor.role in STATE_OFFICE
    pages = Paginator(queries.unfollowed_searches(request.actor), PER_PAGE)
    context = {
        "page": pages.get_page(request.GET.get("pagina")),
        "limits": list(queries.limits_reached(request.actor)[:RECENT]) if office else [],
        "reviews": list(queries.reviews_of(request.actor)[:RECENT]),
        "office": office,
        "reasons": queries.reason_labels(),
    }
    return render(request, "identity/unfollowed.html", context)


@allow(*rules.REVIEWERS)
def review(request: Any, search_id: UUID) -> HttpResponse:
    """One of them: what was found is noted once; afterwards it is read."""
    seen = actions.open_review(by=request.actor, search_id=search_id)
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.review(by=request.actor, search_id=search_id, **form.cleaned_data)
        except Invalid as exc:
            form.refuse(exc)
        else:
            tell(request, "Quedó anotada como revisada.")
            return redirect("identity:unfollowed")
    context = {"seen": seen, "form": form, "reasons": queries.reason_labels()}
    return render(request, "identity/review.html", context, status=422 if form.errors else 200)


@allow(*CAPTURE, *STATE_OFFICE)
@require_safe
def doubts(request: Any) -> HttpResponse:
    """Searches that left a doubt and opened a new file: one's own, the institution's, or all. No names, no folios."""
    found = queries.doubts(request.actor)
    office = request.actor.role in STATE_OFFICE
    form = DoubtFilter(request.GET, found=found, office=office)
    context = {
        "form": form,
        "page": Paginator(form.chosen(), PER_PAGE).get_page(request.GET.get("pagina")),
        "office": office,
        "alone": request.actor.role == Role.CAPTURER,
        "any": bool(found),
    }
    return render(request, "identity/doubts.html", context)
