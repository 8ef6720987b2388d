"""Planning a follow-up, its page, and how to reach her."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from banevim.accounts.access import allow
from banevim.accounts.terms import CAPTURE
from banevim.care import actions, pages, queries
from banevim.care.forms import AttemptForm, FollowUpForm
from banevim.care.forms.follow_ups import contact_consent
from banevim.care.views.attempting import attempt, status
from banevim.casefiles.actions import open_file_page
from banevim.casefiles.queries import case_choices, summary
from banevim.casefiles.terms import Identity
from banevim.common.page import tell


@allow(*CAPTURE)
@require_http_methods(["GET", "HEAD", "POST"])
def new_follow_up(request: Any, file_id: UUID) -> HttpResponse:
    """The next contact with her."""
    file = open_file_page(by=request.actor, file_id=file_id)
    form = FollowUpForm(
        request.POST if request.method == "POST" else None,
        colleagues=pages.colleague_choices(request.actor),
        cases=case_choices(file_id),
        initial={"key": uuid4(), "responsible": str(request.actor.person_id)},
    )
    if attempt(form, lambda: _schedule(request, file_id, form)):
        tell(request, "El seguimiento quedó programado.")
        return redirect("casefiles:file", file_id)
    context = {"form": form, "file": file, "summary": summary(file_id)}
    return render(request, "care/new_follow_up.html", context, status=status(form))


def _schedule(request: Any, file_id: UUID, form: FollowUpForm) -> None:
    data = form.cleaned_data
    actions.schedule_follow_up(
        by=request.actor,
        file_id=file_id,
        data=form.follow_up(),
        idempotency_key=data["key"],
        case_id=form.case_id(),
        responsible_id=UUID(data["responsible"]),
        consent=contact_consent(data["consent"]),
    )


def _page(
    request: Any, follow_up_id: UUID, form: AttemptForm, identity: Identity | None = None
) -> HttpResponse:
    context = pages.follow_up_page(queries.follow_up(follow_up_id), opened=identity is not None)
    context |= {"form": form, "identity": identity}
    return render(request, "care/follow_up.html", context, status=status(form))


@allow(*CAPTURE)
@require_http_methods(["GET", "HEAD", "POST"])
def follow_up(request: Any, follow_up_id: UUID) -> HttpResponse:
    """When and how she may be reached, what was tried, and noting what came of it."""
    queries.follow_up(follow_up_id)
    form = AttemptForm(request.POST if request.method == "POST" else None, initial={"key": uuid4()})
    done = attempt(
        form,
        lambda: actions.record_attempt(
            by=request.actor,
            follow_up_id=follow_up_id,
            result=form.cleaned_data["result"],
            on=form.cleaned_data["on"],
            next_on=form.cleaned_data["next_on"],
            idempotency_key=form.cleaned_data["key"],
        ),
    )
    if done:
        tell(request, "Quedó anotado.")
        return redirect("care:follow_up", follow_up_id)
    return _page(request, follow_up_id, form)


@allow(*CAPTURE)
@require_POST
def contact(request: Any, follow_up_id: UUID) -> HttpResponse:
    """How to reach her and under which rules: opened for this page only, and listed on the file."""
    identity = actions.open_contact(by=request.actor, follow_up_id=follow_up_id)
    return _page(request, follow_up_id, AttemptForm(initial={"key": uuid4()}), identity)
