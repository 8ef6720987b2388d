"""What she allows: the answers of a file and a new one."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from banevim.accounts.access import allow
from banevim.accounts.terms import CAPTURE
from banevim.care import actions, pages, queries, rules
from banevim.care.forms import ConsentForm
from banevim.care.forms.choices import institutions
from banevim.care.views.attempting import attempt, status
from banevim.casefiles.actions import open_file_page
from banevim.casefiles.queries import summary
from banevim.common.page import tell


@allow(*CAPTURE)
@require_http_methods(["GET", "HEAD", "POST"])
def consents(request: Any, file_id: UUID) -> HttpResponse:
    """Every answer that this institution noted, and the form of the next one."""
    file = open_file_page(by=request.actor, file_id=file_id)
    form = ConsentForm(
        request.POST if request.method == "POST" else None,
        recipients=institutions(queries.known_recipients(request.actor, file_id)),
        may_refer=rules.may_refer(queries.institution(request.actor.institution_id)),
    )
    done = attempt(
        form, lambda: actions.record_consent(by=request.actor, file_id=file_id, data=form.consent())
    )
    if done:
        tell(request, "Su respuesta quedó anotada.")
        return redirect("care:consents", file_id)
    rows = [pages.consent(row) for row in queries.consents_of(file_id)]
    context = {"form": form, "file": file, "rows": rows, "summary": summary(file_id)}
    return render(request, "care/consents.html", context, status=status(form))
