"""Search first: the form, the candidates, and what is said of them."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from banevim.accounts.access import allow
from banevim.accounts.terms import CAPTURE
from banevim.common.errors import Invalid, NotFound
from banevim.common.page import tell
from banevim.identity import actions, queries, rules
from banevim.identity.forms import SearchForm
from banevim.identity.terms import Decision, Outcome
from banevim.identity.views.words import comparison, results_context

RESULTS = "resultados"


@allow(*CAPTURE)
@sensitive_post_parameters()
@sensitive_variables()
def search(request: Any) -> HttpResponse:
    """The form, and sending it. Results live at an address that says nothing of what was typed."""
    form = SearchForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        found, status = _made(request, form)
        if found:
            return redirect(f"{reverse('identity:results', args=[found])}#{RESULTS}")
    return render(request, "identity/search.html", {"form": form, "open": True}, status=status)


def _made(request: Any, form: SearchForm) -> tuple[UUID | None, int]:
    """The search that was made, or why it was not."""
    if not form.is_valid():
        return None, 422
    data = form.cleaned_data
    try:
        log = actions.search(
            by=request.actor,
            typed=form.typed(),
            reason=data["reason"],
            letter=data["letter"],
            once=form.once_id(),
        )
    except Invalid as exc:
        form.refuse(exc)
        return None, 422
    if log.outcome == Outcome.LIMITED:
        form.add_error(None, rules.limit_sentence(queries.search_limit()))
        return None, 429
    return log.id, 200


@allow(*CAPTURE)
@require_safe
def results(request: Any, search_id: UUID) -> HttpResponse:
    """At most five masked candidates, and the form as it was typed, to try again."""
    sheet = actions.see(by=request.actor, search_id=search_id)
    form = SearchForm(initial={**sheet.typed, "reason": sheet.reason, "letter": sheet.letter})
    return render(request, "identity/search.html", {"form": form, "open": False, **results_context(sheet)})


@allow(*CAPTURE)
@require_safe
def compare(request: Any, search_id: UUID, rank: int) -> HttpResponse:
    """One candidate, datum by datum, only with what was typed."""
    sheet = actions.see(by=request.actor, search_id=search_id)
    shown = next((each for each in sheet.shown if each.rank == rank), None)
    if shown is None:
        raise NotFound
    return render(request, "identity/compare.html", comparison(sheet, shown))


def _rank(request: Any) -> int:
    """The candidate of the form. Anything else was not shown: NotFound."""
    text = request.POST.get("rank", "")
    if not (text.isascii() and text.isdigit() and len(text) < 3):
        raise NotFound
    return int(text)


@allow(*CAPTURE)
@require_POST
def choose(request: Any, search_id: UUID) -> HttpResponse:
    """“Es ella”: to her file."""
    file_id = actions.choose(by=request.actor, search_id=search_id, rank=_rank(request))
    return redirect("casefiles:file", file_id)


@allow(*CAPTURE)
@require_POST
def decide(request: Any, search_id: UUID) -> HttpResponse:
    """“No es ella” or “No sé”: back to the candidates."""
    decision = request.POST.get("decision", "")
    actions.decide(by=request.actor, search_id=search_id, rank=_rank(request), decision=decision)
    tell(request, "Anotado: no es ella." if decision == Decision.NOT_HER else "Anotado: no lo sabes.")
    return redirect(f"{reverse('identity:results', args=[search_id])}#{RESULTS}")


@allow(*CAPTURE)
@require_POST
def none_is_her(request: Any, search_id: UUID) -> HttpResponse:
    """“Abrir expediente nuevo”: to the capture, with what was typed."""
    token = actions.none_is_her(by=request.actor, search_id=search_id)
    return redirect("casefiles:new", token, preserve_request=True)
