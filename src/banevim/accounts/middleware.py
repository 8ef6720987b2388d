"""Runs every view inside the context of whoever asks, or refuses. Default: closed."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from banevim.accounts import queries, rules
from banevim.accounts.access import Access, access_of
from banevim.accounts.backend import SECOND_FACTOR_SESSION, is_locked, passed_second_factor, person_of
from banevim.accounts.models import Person
from banevim.accounts.terms import SIGNING_IN, Role, Standing
from banevim.common import clock
from banevim.common.errors import DomainError, NotFound, Refused
from banevim.common.page import error_page, from_this_site, resend_page
from banevim.vault import audit, keyring
from banevim.vault.context import Actor, acting

__all__ = ["ANONYMOUS", "SECOND_FACTOR_SESSION", "ContextMiddleware", "actor_of"]

ANONYMOUS = Actor(None, None, "anonymous")
METHODS = ("GET", "HEAD", "POST")
STEPS = {
    Standing.SECOND_FACTOR: "accounts:second_factor",
    Standing.ENROL: "accounts:enrol",
    Standing.PASSWORD: "accounts:password",
    Standing.LOCKED: "accounts:locked",
}


def actor_of(person: Person) -> Actor:
    """The context of a person whose sign-in is complete."""
    return Actor(person.pk, person.institution_id, person.role)


def standing_of(request: HttpRequest, person: Person | None) -> Standing:
    """How far this session has come."""
    if person is None:
        return Standing.ANONYMOUS
    return rules.standing(
        person,
        passed=passed_second_factor(request, person),
        expires=queries.password_expires(person),
        now=clock.now(),
        locked=is_locked(request),
    )


def identify(request: Any) -> None:
    """Set `person`, `standing` and `actor` on the request. An unfinished sign-in acts with no role at all."""
    request.person = person_of(request)
    request.standing = standing_of(request, request.person)
    if request.person is None:
        request.actor = ANONYMOUS
    elif request.standing is Standing.COMPLETE:
        request.actor = actor_of(request.person)
    else:
        request.actor = Actor(request.person.pk, request.person.institution_id, SIGNING_IN)


class ContextMiddleware:
    """Access check, context, errors as pages. No page of the bank is ever stored by the browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(settings.STATIC_URL):
            identify(request)
        response = self.get_response(request)
        if request.headers.get("X-Apart"):
            onward(response)
        if not request.path.startswith(settings.STATIC_URL):
            response.headers["Cache-Control"] = "no-store"
            response.headers["Referrer-Policy"] = (
                "same-origin"  # stricter, and a form would come as Origin: null
            )
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        access = access_of(view)
        if access is None:
            return _page(request, NotFound())
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if not keyring.is_open():
            return None if access.sealed else render(request, "common/sealed.html", status=503)
        return gate(request, access) or run(request, view, args, kwargs)


def onward(response: HttpResponse) -> None:
    """A form that a script sent (`data-apart`) is told where it leads; a script cannot read a redirection."""
    if response.has_header("Location"):
        response.headers["X-Location"] = response.headers["Location"]
        del response.headers["Location"]
        response.status_code = HTTPStatus.NO_CONTENT


def gate(request: Any, access: Access) -> HttpResponse | None:
    """What stops this request, or None. Order: who are you, what is missing, is it yours."""
    if access.anonymous:
        return None
    if request.standing is Standing.ANONYMOUS:
        if request.method == "POST" and from_this_site(request):
            return resend_page(request, "Tu sesión terminó antes de enviar esta página.", 403)
        return _to(request, "accounts:sign_in")
    if request.standing in access.unfinished:
        return None
    if request.standing is Standing.LOCKED and request.method == "POST" and from_this_site(request):
        return resend_page(request, "Nadie usó esta página en un rato, así que el banco se bloqueó.", 403)
    if request.standing is not Standing.COMPLETE:
        return _to(request, STEPS[request.standing])
    if Role(request.person.role) not in access.roles:
        return refuse(request, Refused("Tu cuenta no tiene permiso para esta página."))
    return None


def _to(request: HttpRequest, name: str) -> HttpResponse:
    wanted = request.get_full_path() if request.method != "POST" else ""
    query = f"?{urlencode({'next': wanted})}" if wanted not in ("", "/") else ""
    return HttpResponseRedirect(reverse(name) + query)


def run(request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse:
    """The view inside its context; what it raises becomes a page and, when it is a refusal, a record."""
    try:
        with acting(request.actor):
            response: HttpResponse = view(request, *args, **kwargs)
            if hasattr(response, "render"):
                response.render()
        return response
    except Http404:
        return refuse(request, NotFound())
    except PermissionDenied:
        return refuse(request, Refused("Tu cuenta no tiene permiso para esta página."))
    except DomainError as exc:
        return refuse(request, exc)


def refuse(request: Any, exc: DomainError) -> HttpResponse:
    """The page of an error. Refusals, and what people ask for without being able to see it, are recorded."""
    if isinstance(exc, Refused | NotFound):
        match = request.resolver_match
        audit.record_alone(
            request.actor,
            "access.refused",
            details={"address": match.view_name if match else "", "status": exc.status},
        )
    return _page(request, exc)


def _page(request: HttpRequest, exc: DomainError) -> HttpResponse:
    return error_page(request, str(exc), exc.status, getattr(exc, "onward", ()))
