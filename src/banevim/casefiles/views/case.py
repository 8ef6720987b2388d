"""The page of one case, what she told in it, and the receipt."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from banevim.accounts.access import allow
from banevim.accounts.terms import Role
from banevim.casefiles import actions, queries
from banevim.casefiles.forms import ReasonForm
from banevim.casefiles.pages import case_page, words_told
from banevim.casefiles.views import shown

ASK = "Motivo para leer el relato"


def _page(request: Any, case_id: UUID, form: ReasonForm) -> HttpResponse:
    row = actions.open_case_page(by=request.actor, case_id=case_id)
    left = shown.seconds_left(request, "narrative", case_id)
    told = actions.keep_narrative_open(by=request.actor, case_id=case_id) if left else None
    context = {**case_page(row), "told_in_case": told, "form": form, "minutes": left // 60 + 1}
    context |= {"told_words": words_told(queries.stored(row, words=True))} if left else {}
    response = render(request, "casefiles/case.html", context)
    return shown.closing(response, left, reverse("casefiles:case", args=[case_id]))


@allow(Role.CAPTURER, Role.INSTITUTIONAL_LIAISON)
@require_safe
def case(request: Any, case_id: UUID) -> HttpResponse:
    """Every coded answer of a case of one's own institution."""
    return _page(request, case_id, ReasonForm(ask=ASK))


@allow(Role.CAPTURER, Role.INSTITUTIONAL_LIAISON)
@require_POST
def narrative(request: Any, case_id: UUID) -> HttpResponse:
    """Open what she told and who attacked, for a reason."""
    form = ReasonForm(request.POST, ask=ASK)
    if not form.is_valid():
        return _page(request, case_id, form)
    actions.open_narrative(by=request.actor, case_id=case_id, reason=form.cleaned_data["reason"])
    shown.show(request, "narrative", case_id)
    return redirect("casefiles:case", case_id)


@allow(Role.CAPTURER, Role.INSTITUTIONAL_LIAISON)
@require_POST
def hide_narrative(request: Any, case_id: UUID) -> HttpResponse:
    """Close it before its time."""
    shown.hide(request, "narrative", case_id)
    return redirect("casefiles:case", case_id)


@allow(Role.CAPTURER, Role.INSTITUTIONAL_LIAISON)
@require_safe
def receipt(request: Any, case_id: UUID) -> HttpResponse:
    """The folio, to be written down or printed: it says nothing else."""
    row = actions.open_case_page(by=request.actor, case_id=case_id)
    file = queries.file_of(row.record_id)
    context = {"case": row, "file": file, "barred": queries.guardian_barred(file.id)}
    return render(request, "casefiles/receipt.html", context)
