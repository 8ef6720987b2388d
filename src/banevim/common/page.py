"""The page frame: what every template knows, the sentence after a redirect, and the pages of what went wrong."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.gzip import gzip_page

View = TypeVar("View", bound=Callable[..., HttpResponse])

TOLD = "told"
KEEP_OUT = {"csrfmiddlewaretoken", "password", "current_password", "new_password", "again", "code"}


def page_context(request: HttpRequest) -> dict[str, Any]:
    """For every template: practice flag, who is signed in, what was just done, the address of DATAVIM."""
    return {
        "practice": settings.PRACTICE,
        "signed_in": getattr(request, "person", None),
        "lock_minutes": settings.LOCK_MINUTES if is_complete(request) else 0,
        "told": _told(request),
        "datavim_url": settings.DATAVIM_URL,
    }


def is_complete(request: HttpRequest) -> bool:
    """Whether the sign-in of who asks is complete: neither a step of it is missing, nor is it locked."""
    return str(getattr(request, "standing", "")) == "complete"


def tell(request: HttpRequest, sentence: str) -> None:
    """Say one sentence on the next page. Never personal data: it waits in the session."""
    request.session[TOLD] = sentence


def _told(request: HttpRequest) -> str:
    session = getattr(request, "session", None)
    return session.pop(TOLD) if session is not None and TOLD in session else ""


def safe_next(request: HttpRequest, fallback: str = "/") -> str:
    """The `next` of the form or the address when it is a path inside this site, else `fallback`."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    inside = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if inside else fallback


def packed(view: View) -> View:
    """Compress a heavy page (ADR 0014), unless its address carries a query: nothing that another could choose is
    compressed together with what the page says."""
    zipped = gzip_page(view)

    @wraps(view)
    def chosen(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = (view if request.META.get("QUERY_STRING") else zipped)(
            request, *args, **kwargs
        )
        return answer

    return cast(View, chosen)


def go(address: str) -> HttpResponseRedirect:
    """Redirect after a POST."""
    return HttpResponseRedirect(address)


def error_page(
    request: HttpRequest, sentence: str, status: int, onward: Iterable[tuple[str, str]] = ()
) -> HttpResponse:
    """A sentence and the way on: (words, name of an address), or to the desk."""
    context = {"sentence": sentence, "status": status, "onward": onward}
    return render(request, "common/error.html", context, status=status)


def from_this_site(request: HttpRequest) -> bool:
    """Whether the browser itself says that the request came from a page of ours (a script cannot forge it)."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    origin = urlsplit(request.headers.get("Origin", ""))
    return bool(origin.netloc) and origin.netloc == request.get_host()


def resend_page(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    """What the person typed, ready to be sent again: nothing is lost when a session or a page expired.

    Passwords, codes and files are left out. Only for requests that came from a page of this site.
    """
    typed = [
        (name, value) for name, values in request.POST.lists() for value in values if name not in KEEP_OUT
    ]
    waits = bool(getattr(request, "person", None)) and not is_complete(request)
    context = {
        **{"sentence": sentence, "typed": typed, "had_files": bool(request.FILES)},
        **{"path": request.path, "waits": waits},
    }
    return render(request, "common/resend.html", context, status=status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was open too long, or another tab signed in. Same-site requests can send it again as it was."""
    if from_this_site(request):
        return resend_page(request, "Esta página estuvo abierta mucho tiempo y perdió su sello.", 403)
    return error_page(
        request, "Esta petición no salió de una página del banco, así que no la aceptamos.", 403
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """HTTP 400."""
    return error_page(request, "No pudimos leer esa petición.", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """HTTP 403."""
    return error_page(request, "Tu cuenta no tiene permiso para esta página.", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """HTTP 404."""
    return error_page(request, "No encontramos esa página o ya no está disponible.", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """HTTP 500: a page that needs neither the database nor the session."""
    return render(None, "common/failure.html", {"practice": settings.PRACTICE}, status=500)
