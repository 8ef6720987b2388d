"""The policy of publication: read it, prepare a version, sign it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from banevim.accounts.access import allow
from banevim.common.errors import Conflict, Invalid
from banevim.common.page import tell
from banevim.cuts import actions
from banevim.cuts.forms import PolicyForm
from banevim.cuts.queries.office import policy_page
from banevim.cuts.terms import OFFICE_ROLES, Demand


@allow(*OFFICE_ROLES)
@require_safe
def policy(request: Any) -> HttpResponse:
    """The version in force and every one before; who may, prepares the next one and reads it before signing."""
    form = PolicyForm(request.GET or None)
    page = policy_page(request.actor, form, form.cleaned_data if form.is_bound and form.is_valid() else None)
    return render(request, "cuts/policy.html", page)


@allow(*OFFICE_ROLES)
@require_POST
def sign(request: Any) -> HttpResponse:
    """Sign what was read."""
    form = PolicyForm(request.POST)
    if form.is_valid():
        asked = {**form.cleaned_data, "demand": Demand(form.cleaned_data["demand"])}
        try:
            row = actions.sign_policy(by=request.actor, **asked)
        except (Invalid, Conflict) as error:
            form.refuse(error)
        else:
            tell(request, f"Firmaste la versión {row.number} de la política.")
            return redirect("cuts:policy")
    return render(request, "cuts/policy.html", policy_page(request.actor, form, None), status=422)
