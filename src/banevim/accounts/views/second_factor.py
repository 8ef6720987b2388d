"""Pages of the second factor: giving it, and setting it up."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from banevim.accounts import actions, backend, forms, keys, queries
from banevim.accounts.access import allow_unfinished
from banevim.accounts.terms import SignInResult, Standing
from banevim.accounts.views.entrance import refusal
from banevim.common.errors import Invalid, NotFound
from banevim.common.page import go, safe_next

NO_MATCH = (
    "El código no coincide. Escribe el más nuevo de tu aplicación, o uno de tu hoja que no hayas usado."
)


@allow_unfinished(Standing.SECOND_FACTOR)
@sensitive_post_parameters("code")
def give(request: Any) -> HttpResponse:
    """Asks for the code when a session still lacks it."""
    if request.standing is not Standing.SECOND_FACTOR:
        return go(safe_next(request))
    form = forms.CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        outcome = actions.give_second_factor(
            by=request.actor,
            person=request.person,
            code=form.cleaned_data["code"],
            address=backend.address_of(request),
        )
        if outcome.result is SignInResult.DONE:
            backend.pass_second_factor(request, request.person)
            return go(safe_next(request))
        form.add_error("code", refusal(outcome, NO_MATCH))
    context = {"form": form, "next": safe_next(request, "")}
    return render(request, "accounts/second_factor.html", context, status=422 if form.errors else 200)


@allow_unfinished(Standing.ENROL)
@sensitive_post_parameters("code")
def enrol(request: Any) -> HttpResponse:
    """Sets up the second factor: start, scan, confirm, keep the printed codes."""
    if request.method == "POST" and "start" in request.POST:
        actions.start_second_factor(by=request.actor, person=request.person)
        return go(request.get_full_path())
    form = forms.CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            codes = actions.confirm_second_factor(
                by=request.actor, person=request.person, code=form.cleaned_data["code"]
            )
        except Invalid as exc:
            form.refuse(exc)
        else:
            backend.pass_second_factor(request, request.person)
            return render(request, "accounts/codes.html", {"codes": codes, "next": safe_next(request)})
    status = 422 if form.errors else 200
    return render(request, "accounts/enrol.html", _enrolment(request, form), status=status)


def _enrolment(request: Any, form: forms.CodeForm) -> dict[str, Any]:
    secret = queries.pending_secret(request.person)
    return {
        "form": form,
        "key": keys.secret_text(secret) if secret else "",
        "compulsory": request.standing is Standing.ENROL,
        "confirmed": request.person.totp_confirmed_at is not None,
        "left": queries.recovery_codes_left(request.person),
        "next": safe_next(request, ""),
    }


@allow_unfinished(Standing.ENROL)
@require_safe
def qr(request: Any) -> HttpResponse:
    """The drawing of the key that waits for its first code."""
    secret = queries.pending_secret(request.person)
    if secret is None:
        raise NotFound
    return HttpResponse(queries.qr_svg(request.person, secret), content_type="image/svg+xml")
