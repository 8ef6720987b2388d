"""What is printed: the privacy notice and a whole file. The cover of a file gives nothing away."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from banevim.accounts.access import allow
from banevim.accounts.terms import CAPTURE
from banevim.casefiles import actions, pages, queries
from banevim.casefiles.forms import ReasonForm
from banevim.casefiles.notices import notice_now, notice_words
from banevim.common import clock

ASK = "Motivo para imprimir el expediente"


@allow(*CAPTURE)
@require_safe
def notice(request: Any) -> HttpResponse:
    """The short privacy notice, to be shown, read aloud or printed."""
    today = clock.today()
    context = {"version": notice_now(today).version, "paragraphs": notice_words(today)}
    return render(request, "casefiles/notice.html", context)


@allow(*CAPTURE)
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: Any, file_id: UUID) -> HttpResponse:
    """The file on paper, for a stated reason: what this institution may read of it, and nothing else."""
    file = actions.open_file_page(by=request.actor, file_id=file_id)
    form = ReasonForm(request.POST if request.method == "POST" else None, ask=ASK)
    if request.method != "POST" or not form.is_valid():
        return render(request, "casefiles/paper_ask.html", {"file": file, "form": form})
    identity, kept = actions.open_to_print(
        by=request.actor, file_id=file_id, reason=form.cleaned_data["reason"]
    )
    context = {"file": file, "identity": identity, "cases": pages.printed(kept), "now": clock.now()}
    frame = pages.file_page(request.actor, file_id, opened=True)
    barred = queries.guardian_barred(file_id)
    return render(request, "casefiles/paper.html", {**frame, **context, "barred": barred})
