"""The lock of a session that nobody is using: the draft is kept, and the password leads back to the same page."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from banevim.accounts import actions, backend, forms, queries
from banevim.accounts.access import allow_unfinished
from banevim.accounts.terms import SignInResult, Standing
from banevim.accounts.views.entrance import refusal
from banevim.common.page import go, safe_next


@allow_unfinished(Standing.LOCKED)
@require_POST
def lock(request: Any) -> HttpResponse:
    """Lock now: the page asks for it after a while without use, or the person does."""
    if request.standing is Standing.COMPLETE:
        actions.lock(by=request.actor)
        backend.lock_session(request)
    return go(f"{reverse('accounts:locked')}?{urlencode({'next': safe_next(request)})}")


@allow_unfinished(Standing.LOCKED)
@sensitive_post_parameters("password")
def locked(request: Any) -> HttpResponse:
    """Nothing of what was on the screen, and the password."""
    if request.standing is not Standing.LOCKED:
        return go(safe_next(request))
    asked = request.person.has_usable_password() or not queries.is_practice_bank()
    form = forms.UnlockForm(request.POST if request.method == "POST" else None)
    form.fields["password"].required = asked
    if form.is_valid():
        outcome = actions.open_lock(
            by=request.actor,
            person=request.person,
            password=form.cleaned_data["password"],
            address=backend.address_of(request),
        )
        if outcome.result is SignInResult.DONE:
            backend.unlock_session(request)
            return go(safe_next(request))
        form.add_error("password", refusal(outcome, "Esa no es tu contraseña."))
    context = {"form": form, "next": safe_next(request, ""), "asked": asked}
    return render(request, "accounts/locked.html", context, status=422 if form.errors else 200)
