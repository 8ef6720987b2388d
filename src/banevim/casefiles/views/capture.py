"""The capture page: a new file after a search, or one more case in a file that is read."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from banevim.accounts.access import allow
from banevim.accounts.terms import Role
from banevim.casefiles import actions, queries
from banevim.casefiles.forms import Capture
from banevim.casefiles.models import Case
from banevim.casefiles.terms import Identity
from banevim.common.errors import Conflict, Invalid, Refused


def attempt(capture: Capture, register: Callable[[], Case]) -> HttpResponse | None:
    """Register, or show the sentence of what stopped it on the same page, with everything that was typed."""
    if not capture.submitted or not capture.is_valid():
        return None
    try:
        return redirect("casefiles:receipt", register().id)
    except (Invalid, Refused, Conflict) as exc:
        capture.refuse(exc)
        return None


@allow(Role.CAPTURER, Role.INSTITUTIONAL_LIAISON)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Any, token: UUID) -> HttpResponse:
    """A file with its first case. The token comes from a search of the same person."""
    sent = request.POST if request.method == "POST" else None
    known = Identity() if sent else queries.typed_in_search(request.actor, token)
    capture = Capture(sent, known)
    done = attempt(
        capture,
        lambda: actions.register_new(
            by=request.actor, token=token, then=capture.then(request.actor), **capture.submission()
        ),
    )
    return done or render(request, "casefiles/capture.html", {"capture": capture})


@allow(Role.CAPTURER, Role.INSTITUTIONAL_LIAISON)
@require_http_methods(["GET", "HEAD", "POST"])
def another(request: Any, file_id: UUID) -> HttpResponse:
    """One more case in a file that this institution reads."""
    file = actions.open_file_page(by=request.actor, file_id=file_id)
    capture = Capture(request.POST if request.method == "POST" else None, None)
    done = attempt(
        capture,
        lambda: actions.register_in_file(
            by=request.actor, file_id=file_id, then=capture.then(request.actor), **capture.submission()
        ),
    )
    context = {"capture": capture, "file": file, "summary": queries.summary(file_id)}
    return done or render(request, "casefiles/capture.html", context)
