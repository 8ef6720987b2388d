"""How well the bank compares: the error that was measured, and the version that the office puts in force."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from banevim.accounts.access import allow
from banevim.casefiles.rules import LINKERS
from banevim.common.errors import Conflict
from banevim.common.page import tell
from banevim.identity import actions, queries
from banevim.identity.tasks import weigh_soon
from banevim.identity.views.matcherwords import matcher_context
from banevim.vault.context import acting


@allow(*LINKERS)
@require_safe
def matcher(request: Any) -> HttpResponse:
    """What is in force, its measured error, what waits to be decided and what was in force before."""
    with acting(request.actor.with_purpose("linkage")):
        found, quality = queries.report(), queries.quality()
    context = {**matcher_context(found, quality.shares), "uncompared": quality.uncompared}
    return render(request, "identity/matcher.html", context)


@allow(*LINKERS)
@require_POST
def weigh_now(request: Any) -> HttpResponse:
    """Not waiting for Sunday."""
    actions.ask_to_weigh(by=request.actor)
    weigh_soon()
    tell(request, "El banco está midiendo. Tarda unos minutos; después vuelve a abrir esta página.")
    return redirect("identity:matcher")


@allow(*LINKERS)
@require_POST
def put_in_force(request: Any) -> HttpResponse:
    """A version comes into force; the one before can come back."""
    try:
        actions.put_in_force(by=request.actor, label=request.POST.get("version", "")[:24])
    except Conflict as exc:
        tell(request, str(exc))
    else:
        tell(
            request,
            "Ya está en vigor: en un minuto la usa todo el banco. Puedes volver a la anterior aquí mismo.",
        )
    return redirect("identity:matcher")
