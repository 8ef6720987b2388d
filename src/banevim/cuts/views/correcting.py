"""Correcting what is public: a new cut that names the one it replaces."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from banevim.accounts.access import allow
from banevim.common.errors import Conflict, Invalid
from banevim.common.page import tell
from banevim.cuts import actions, queries
from banevim.cuts.forms import CorrectForm
from banevim.cuts.queries.office import correction_page
from banevim.cuts.terms import OFFICE_ROLES


@allow(*OFFICE_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: Any, cut_id: UUID) -> HttpResponse:
    """What a correction changes and what it cannot; freeze it."""
    form, cut = CorrectForm(request.POST or None), queries.cut_of(cut_id)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.take_cut(by=request.actor, month=cut.month, **form.cleaned_data)
        except (Invalid, Conflict) as error:
            form.refuse(error)
        else:
            tell(request, f"El corte {made.version} quedó congelado para reemplazar a {cut.version}.")
            return redirect("cuts:detail", made.id)
    page = correction_page(cut, form)
    return render(request, "cuts/correct.html", page, status=422 if form.is_bound else 200)
