"""Adding services to a known file."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from banevim.accounts.access import allow
from banevim.accounts.terms import Role
from banevim.care import actions
from banevim.care.forms import KnownFileForm
from banevim.care.views.attempting import attempt, status
from banevim.casefiles.actions import open_file_page
from banevim.casefiles.queries import case_choices, summary
from banevim.common.page import tell


@allow(Role.CAPTURER, Role.INSTITUTIONAL_LIAISON)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Any, file_id: UUID) -> HttpResponse:
    """One or more services of one day, and the next contact."""
    file = open_file_page(by=request.actor, file_id=file_id)
    sent = request.POST if request.method == "POST" else None
    form = KnownFileForm(sent, cases=case_choices(file_id), initial={"key": uuid4()})
    done = attempt(
        form,
        lambda: actions.add_services(
            by=request.actor,
            file_id=file_id,
            items=form.items(),
            idempotency_key=form.cleaned_data["key"],
            case_id=form.case_id(),
            follow_up=form.follow_up(),
            consent=form.contact(),
        ),
    )
    if done:
        tell(request, "El servicio quedó registrado.")
        return redirect("casefiles:file", file_id)
    context = {"form": form, "file": file, "summary": summary(file_id)}
    return render(request, "care/new.html", context, status=status(form))
