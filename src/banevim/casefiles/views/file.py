"""The page of a file: closed by default, opened with a reason, for ten minutes."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from banevim.accounts.access import allow
from banevim.accounts.terms import Role
from banevim.casefiles import actions, pages, queries
from banevim.casefiles.forms import ReasonForm
from banevim.casefiles.views import shown

ASK = "Motivo para ver la identidad"
ROWS = 25


def _page(request: Any, file_id: UUID, form: ReasonForm) -> HttpResponse:
    file = actions.open_file_page(by=request.actor, file_id=file_id)
    left = shown.seconds_left(request, "identity", file_id)
    identity, apart = actions.keep_identity_open(by=request.actor, file_id=file_id) if left else (None, [])
    barred = queries.guardian_barred(file_id)
    context = {
        "file": file,
        "identity": identity,
        "apart": pages.apart(apart),
        "form": form,
        "barred": barred,
        **pages.file_page(request.actor, file_id, opened=identity is not None),
    }
    response = render(request, "casefiles/file.html", {**context, "minutes": left // 60 + 1})
    return shown.closing(response, left, reverse("casefiles:file", args=[file_id]))


@allow(Role.CAPTURER, Role.INSTITUTIONAL_LIAISON)
@require_safe
def file(request: Any, file_id: UUID) -> HttpResponse:
    """Cases, services, who has seen it; her identity only within the minutes after it was asked for.

    The address of a file that is part of another today leads there.
    """
    if now := queries.led_to(file_id):
        return redirect("casefiles:file", now)
    return _page(request, file_id, ReasonForm(ask=ASK))


@allow(Role.CAPTURER, Role.INSTITUTIONAL_LIAISON)
@require_POST
def identity(request: Any, file_id: UUID) -> HttpResponse:
    """Open her identity, for a reason."""
    form = ReasonForm(request.POST, ask=ASK)
    if not form.is_valid():
        return _page(request, file_id, form)
    actions.open_identity(by=request.actor, file_id=file_id, reason=form.cleaned_data["reason"])
    shown.show(request, "identity", file_id)
    return redirect("casefiles:file", file_id)


@allow(Role.CAPTURER, Role.INSTITUTIONAL_LIAISON)
@require_POST
def hide_identity(request: Any, file_id: UUID) -> HttpResponse:
    """Close it before its time."""
    shown.hide(request, "identity", file_id)
    return redirect("casefiles:file", file_id)


@allow(Role.CAPTURER, Role.INSTITUTIONAL_LIAISON)
@require_safe
def openings(request: Any, file_id: UUID) -> HttpResponse:
    """Everybody who has seen the file."""
    file = actions.open_file_page(by=request.actor, file_id=file_id)
    page = Paginator(queries.openings_of(file_id), ROWS).get_page(request.GET.get("pagina"))
    lines = [pages.seen(row, request.actor) for row in page]
    return render(request, "casefiles/openings.html", {"file": file, "page": page, "lines": lines})
