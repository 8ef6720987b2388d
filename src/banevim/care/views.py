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
from banevim.casefiles.actions import ensure_record, open_file_page
from banevim.casefiles.queries import case_choices, summary
from banevim.common.page import tell


@allow(Role.CAPTURER, Role.INSTITUTIONAL_LIAISON)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Any, file_id: UUID) -> HttpResponse:
    """One or more services of one day."""
    file = open_file_page(by=request.actor, file_id=file_id)
    sent = request.POST if request.method == "POST" else None
    form = KnownFileForm(sent, cases=case_choices(file_id), initial={"key": uuid4()})
    if sent and form.is_valid():
        record = ensure_record(by=request.actor, file_id=file_id)
        actions.register_services(
            by=request.actor,
            record_id=record.id,
            items=form.items(),
            idempotency_key=form.cleaned_data["key"],
            case_id=form.cleaned_data["case"] or None,
        )
        tell(request, "El servicio quedó registrado.")
        return redirect("casefiles:file", file_id)
    return render(request, "care/new.html", {"form": form, "file": file, "summary": summary(file_id)})
