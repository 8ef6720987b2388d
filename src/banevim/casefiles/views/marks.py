"""Protecting a file, and ending it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from banevim.accounts.access import allow
from banevim.accounts.terms import CAPTURE
from banevim.casefiles import actions, pages, queries
from banevim.casefiles.forms import MarkForm
from banevim.common.errors import Invalid, NotFound
from banevim.common.page import tell


@allow(*CAPTURE)
@require_http_methods(["GET", "HEAD", "POST"])
def protect(request: Any, file_id: UUID) -> HttpResponse:
    """Why, from whom and until when; and the marks that this institution has put."""
    file = actions.open_file_page(by=request.actor, file_id=file_id)
    form = MarkForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.protect(
                by=request.actor,
                file_id=file_id,
                danger=data["danger"],
                against_id=form.against_id(),
                until=data["until"],
            )
        except Invalid as exc:
            form.refuse(exc)
        else:
            tell(request, "Expediente protegido. Quien no la atiende ya no lo encuentra al buscar.")
            return redirect("casefiles:file", file_id)
    context = {"file": file, "form": form, "marks": pages.marks(queries.marks_of(file_id))}
    return render(request, "casefiles/protect.html", context, status=422 if form.errors else 200)


@allow(*CAPTURE)
@require_POST
def lift(request: Any, file_id: UUID) -> HttpResponse:
    """The danger ended."""
    try:
        act = UUID(request.POST.get("act", ""))
    except ValueError:
        raise NotFound from None
    actions.lift_protection(by=request.actor, file_id=file_id, act=act)
    left = queries.marks_of(file_id).exists()
    told = "Se quitó esa protección. Queda otra: el expediente sigue sin aparecer al buscar."
    tell(request, told if left else "Se quitó la protección que puso tu institución.")
    return redirect("casefiles:file", file_id)
