"""The entrance: signing in and out, one-time links, change of password."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from banevim.accounts import actions, backend, forms, queries, rules
from banevim.accounts.access import allow_anyone, allow_unfinished
from banevim.accounts.terms import LinkKind, SignInResult, Standing
from banevim.catalogs import queries as catalogs
from banevim.common import clock
from banevim.common.errors import DomainError
from banevim.common.page import go, safe_next, tell

WRONG = (
    "El usuario, la contraseña o el código no coinciden. Revisa que las mayúsculas no estén fijas. "
    "Si tu cuenta ya usa código, escribe el más nuevo."
)


def refusal(outcome: actions.SignIn, wrong: str = WRONG) -> str:
    """The sentence of a refused attempt: what to do, how long, whom to call. It never says what was wrong."""
    if outcome.until is None:
        return wrong
    hour = timezone.localtime(outcome.until).strftime("%H:%M")
    return (
        f"Hubo varios intentos fallidos, así que la entrada se detiene hasta las {hour}. Es una protección: "
        "tu información está a salvo. Si la necesitas antes, llama a la persona auxiliar de informática de la "
        f"oficina estatal, que desbloquea el mismo día{settings.SUPPORT_CONTACT and ': '}{settings.SUPPORT_CONTACT}."
    )


@allow_anyone
@sensitive_post_parameters("password", "code")
def sign_in(request: Any) -> HttpResponse:
    """User, password and code. A refused sign-in is a normal answer, so that its record is committed."""
    if request.standing is not Standing.ANONYMOUS and request.method != "POST":
        return go(safe_next(request))
    form = forms.SignInForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        outcome = actions.sign_in(by=request.actor, address=backend.address_of(request), **form.cleaned_data)
        if outcome.person:
            backend.open_session(request, outcome.person, second_factor=outcome.second_factor)
            return go(safe_next(request))
        form.add_error(None, refusal(outcome))
    state = catalogs.state(settings.STATE_CODE)
    context = {
        "form": form,
        "next": safe_next(request, ""),
        "left": "fuera" in request.GET,
        "state_name": state.name if state else "",
    }
    return render(request, "accounts/sign_in.html", context, status=422 if form.errors else 200)


@allow_unfinished(*Standing)
@require_POST
def sign_out(request: Any) -> HttpResponse:
    """One click. The browser is asked to forget what pages may have kept."""
    actions.sign_out(by=request.actor)
    backend.close_session(request)
    response = go("/entrar/?fuera=1")
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


def _only_looking(request: HttpRequest) -> bool:
    """A scanner or the browser's own prefetch, not the person."""
    purpose = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    return request.method == "HEAD" or "prefetch" in purpose


@allow_anyone
@sensitive_post_parameters("new_password", "again")
def link(request: Any, token: str) -> HttpResponse:
    """A one-time link. Practice links sign in; invitations show the form that spends them."""
    found = queries.link_of(token)
    if found is not None and found.kind == LinkKind.PRACTICE:
        return _practice(request, token)
    return _invitation(request, token, found)


def _practice(request: Any, token: str) -> HttpResponse:
    if _only_looking(request):
        return HttpResponse()
    person = actions.use_practice_link(by=request.actor, token=token)
    backend.open_session(request, person, second_factor=True)
    return go(safe_next(request))


def _invitation(request: Any, token: str, found: Any) -> HttpResponse:
    rules.check_link(found, clock.now())
    form = forms.NewPasswordForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            person = actions.accept_invitation(
                by=request.actor, token=token, new_password=form.cleaned_data["new_password"]
            )
        except DomainError as exc:
            form.refuse(exc)
        else:
            backend.open_session(request, person, second_factor=False)
            return go(safe_next(request))
    context = {"form": form, "person": found.person}
    return render(request, "accounts/invitation.html", context, status=422 if form.errors else 200)


@allow_unfinished(Standing.PASSWORD)
@sensitive_post_parameters("current_password", "new_password", "again")
def password(request: Any) -> HttpResponse:
    """Change of password, asked for or because it expired."""
    form = forms.ChangePasswordForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _changed(request, form):
        backend.renew_session(request, request.person)
        tell(request, "Tu contraseña cambió. Si tenías otra sesión abierta, se cerró.")
        return go(safe_next(request))
    expired = request.standing is Standing.PASSWORD
    context = {"form": form, "expired": expired, "next": safe_next(request, "")}
    return render(request, "accounts/password.html", context, status=422 if form.errors else 200)


def _changed(request: Any, form: forms.ChangePasswordForm) -> bool:
    typed, who = form.cleaned_data, {"by": request.actor, "person": request.person}
    outcome = actions.confirm_password(
        **who, password=typed["current_password"], address=backend.address_of(request)
    )
    if outcome.result is not SignInResult.DONE:
        form.add_error("current_password", refusal(outcome, "Esa no es tu contraseña de ahora."))
        return False
    try:
        actions.change_password(**who, new_password=typed["new_password"])
    except DomainError as exc:
        form.refuse(exc)
        return False
    return True
