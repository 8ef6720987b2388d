"""Searches that would have found a protected file: the state office calls by telephone."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from banevim.accounts.access import allow
from banevim.casefiles.rules import LINKERS
from banevim.casefiles.terms import DANGER_LABELS, Danger
from banevim.common.errors import Conflict, Invalid
from banevim.common.page import tell
from banevim.identity import actions, queries
from banevim.identity.forms import CallForm
from banevim.identity.terms import CALLED_LABELS, Called
from banevim.vault.context import acting

RECENT = 10


@allow(*LINKERS)
@require_safe
def coincidences(request: Any) -> HttpResponse:
    """Those that wait for a call, and the last that were resolved."""
    with acting(request.actor.with_purpose("linkage")):
        waiting, done = queries.coincidences(done=False), queries.coincidences(done=True)[:RECENT]
    return render(request, "identity/coincidences.html", {"waiting": waiting, "done": done})


@allow(*LINKERS)
def coincidence(request: Any, coincidence_id: UUID) -> HttpResponse:
    """One of them: whom to call, and what came of it."""
    seen = actions.see_coincidence(by=request.actor, coincidence_id=coincidence_id)
    form = CallForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_coincidence(by=request.actor, coincidence_id=coincidence_id, **form.cleaned_data)
        except (Conflict, Invalid) as exc:
            form.refuse(exc)
        else:
            tell(request, "Quedó anotada la llamada.")
            return redirect("identity:coincidences")
    files = [(f, [DANGER_LABELS[Danger(d)] for d in dangers], who) for f, dangers, who in seen.files]
    answers = [(CALLED_LABELS[Called(row.called)], row) for row in seen.answers]
    context = {
        "seen": seen,
        "files": files,
        "form": form,
        "answers": answers,
        "reasons": queries.reason_labels(),
    }
    return render(request, "identity/coincidence.html", context, status=422 if form.errors else 200)
