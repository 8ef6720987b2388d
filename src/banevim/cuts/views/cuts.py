"""Pages of the cut: list and freeze, look at it before deciding, approve or send back, publish."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from banevim.accounts.access import allow
from banevim.accounts.terms import Role
from banevim.common.errors import Conflict, Invalid
from banevim.common.page import tell
from banevim.cuts import actions, queries
from banevim.cuts.forms import ApproveForm, RejectForm, TakeForm
from banevim.cuts.queries.office import page_of
from banevim.cuts.queries.policy import policy_now
from banevim.cuts.tasks import ask_for_site
from banevim.cuts.terms import OFFICE, OFFICE_ROLES, Step


@allow(*OFFICE_ROLES, Role.STATISTICS_READER)
@require_safe
def cut_list(request: Any) -> HttpResponse:
    """Every cut with its state; those who may, freeze the last closed month from here."""
    reader = request.actor.role == Role.STATISTICS_READER
    found = [c for c in queries.summaries() if not reader or c.step is Step.PUBLISHED]
    form = TakeForm(initial={"month": queries.next_month()}) if request.actor.role in OFFICE else None
    page = {"cuts": found, "form": form, "reader": reader, "policy": policy_now()}
    return render(request, "cuts/list.html", page)


@allow(*OFFICE_ROLES)
@require_POST
def take(request: Any) -> HttpResponse:
    """Freeze a month."""
    form = TakeForm(request.POST)
    if form.is_valid():
        try:
            cut = actions.take_cut(by=request.actor, month=form.cleaned_data["month"].strip())
        except (Invalid, Conflict) as error:
            form.refuse(error)
        else:
            tell(request, f"El corte {cut.version} quedó congelado. Ahora debe aprobarlo otra persona.")
            return redirect("cuts:detail", cut.id)
    page = {"cuts": queries.summaries(), "form": form, "policy": policy_now()}
    return render(request, "cuts/list.html", page, status=422)


def _shown(request: Any, cut_id: UUID, **refused: Any) -> HttpResponse:
    """The page of a cut with its forms: empty, or as one of them was refused."""
    page = page_of(request.actor, cut_id)
    forms = {"approve_form": ApproveForm(page["cut"].checks), "reject_form": RejectForm(), **refused}
    return render(request, "cuts/detail.html", {**page, **forms}, status=422 if refused else 200)


@allow(*OFFICE_ROLES)
@require_safe
def detail(request: Any, cut_id: UUID) -> HttpResponse:
    """What was counted, what is withheld and why, who decided."""
    return _shown(request, cut_id)


@allow(*OFFICE)
@require_safe
def evaluation(request: Any, cut_id: UUID) -> HttpResponse:
    """The counts before protection, as a file for the statistician of the office."""
    exported = actions.export_evaluation(by=request.actor, cut_id=cut_id)
    response = HttpResponse(exported.raw, content_type="application/vnd.apache.parquet")
    response["Content-Disposition"] = f'attachment; filename="{exported.name}"'
    return response


@allow(*OFFICE_ROLES)
@require_POST
def approve(request: Any, cut_id: UUID) -> HttpResponse:
    """The second person's yes, to what she has seen."""
    form = ApproveForm(queries.cut_of(cut_id).checks, request.POST)
    seen = form.cleaned_data["seen"] if form.is_valid() else []
    try:
        actions.approve_cut(by=request.actor, cut_id=cut_id, seen=seen)
    except Invalid as error:
        form.refuse(error)
        return _shown(request, cut_id, approve_form=form)
    tell(request, "Aprobaste este corte.")
    return redirect("cuts:detail", cut_id)


@allow(*OFFICE_ROLES)
@require_POST
def reject(request: Any, cut_id: UUID) -> HttpResponse:
    """The second person's no, with a reason."""
    form = RejectForm(request.POST)
    if not form.is_valid():
        return _shown(request, cut_id, reject_form=form)
    actions.reject_cut(by=request.actor, cut_id=cut_id, note=form.cleaned_data["note"])
    tell(request, "Devolviste este corte. El mes puede congelarse de nuevo.")
    return redirect("cuts:detail", cut_id)


@allow(*OFFICE_ROLES)
@require_POST
def publish(request: Any, cut_id: UUID) -> HttpResponse:
    """Write the bundle and send the site to be built."""
    actions.publish_cut(by=request.actor, cut_id=cut_id)
    ask_for_site(request.actor)
    tell(request, f"El corte quedó publicado. El sitio se actualiza en unos segundos: {settings.DATAVIM_URL}")
    return redirect("cuts:detail", cut_id)
