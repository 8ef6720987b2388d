"""The desk where the state office decides which records are of one woman, and the page of how good the files are."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from banevim.accounts.access import allow
from banevim.casefiles.rules import LINKERS
from banevim.common.errors import Conflict, Invalid
from banevim.common.page import tell
from banevim.identity import actions, queries
from banevim.identity.forms import JudgeForm, UndoForm
from banevim.identity.tasks import compare_soon
from banevim.identity.terms import Judged, Stage
from banevim.identity.views.pairwords import DONE, LINES, pair_context
from banevim.vault.context import acting

PER_PAGE = 25


@allow(*LINKERS)
@require_safe
def pairs(request: Any) -> HttpResponse:
    """The pairs that wait, the likeliest first; with `?turno=segunda`, those that wait for a second person."""
    second = request.GET.get("turno") == "segunda"
    with acting(request.actor.with_purpose("linkage")):
        rows = queries.waiting(request.actor, second=second)
        counts = queries.waiting_counts(request.actor)
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("pagina")),
        "lines": LINES,
        "second": second,
        "counts": counts,
    }
    return render(request, "identity/pairs.html", context)


@allow(*LINKERS)
@require_POST
def compare_now(request: Any) -> HttpResponse:
    """Not waiting for the night."""
    actions.ask_to_compare(by=request.actor)
    compare_soon()
    tell(request, "El banco está comparando. En unos minutos los pares nuevos estarán en la lista.")
    return redirect("identity:pairs")


def _page(request: Any, proposal_id: UUID, form: JudgeForm | UndoForm | None, status: int) -> HttpResponse:
    seen = actions.see_pair(by=request.actor, proposal_id=proposal_id)
    merged = seen.row.stage == Stage.MERGED
    form = form or (UndoForm() if merged else JudgeForm())
    context = {"seen": seen, "form": form, "merged": merged, **pair_context(seen, request.actor)}
    return render(request, "identity/pair.html", context, status=status)


@allow(*LINKERS)
@require_safe
def pair(request: Any, proposal_id: UUID) -> HttpResponse:
    """Side by side: what agrees and what does not; the data within the hour after they were opened."""
    return _page(request, proposal_id, None, 200)


@allow(*LINKERS)
@require_POST
def open_pair(request: Any, proposal_id: UUID) -> HttpResponse:
    """Declare the access that shows them."""
    actions.open_pair(by=request.actor, proposal_id=proposal_id)
    return redirect("identity:pair", proposal_id)


@allow(*LINKERS)
@require_POST
def judge(request: Any, proposal_id: UUID) -> HttpResponse:
    """One woman, two, or later; then to the next pair."""
    form = JudgeForm(request.POST)
    if not form.is_valid():
        return _page(request, proposal_id, form, 422)
    try:
        row = actions.judge(by=request.actor, proposal_id=proposal_id, **form.cleaned_data)
    except (Conflict, Invalid) as exc:
        form.refuse(exc)
        return _page(request, proposal_id, form, exc.status)
    tell(request, DONE[Judged(form.cleaned_data["judged"]), Stage(row.stage)])
    with acting(request.actor.with_purpose("linkage")):
        rest = [each.id for each in queries.waiting(request.actor, second=False) if each.id != row.id]
    return redirect("identity:pair", rest[0]) if rest else redirect("identity:pairs")


@allow(*LINKERS)
@require_POST
def undo(request: Any, proposal_id: UUID) -> HttpResponse:
    """Undo a merge."""
    form = UndoForm(request.POST)
    if not form.is_valid():
        return _page(request, proposal_id, form, 422)
    try:
        actions.undo(by=request.actor, proposal_id=proposal_id, **form.cleaned_data)
    except (Conflict, Invalid) as exc:
        form.refuse(exc)
        return _page(request, proposal_id, form, exc.status)
    tell(request, "Se deshizo la unión: cada registro volvió a su expediente, con todo lo que se le hizo.")
    return redirect("identity:pair", proposal_id)


@allow(*LINKERS)
@require_POST
def reconsider(request: Any, proposal_id: UUID) -> HttpResponse:
    """There is new evidence: the pair is open again."""
    actions.reconsider(by=request.actor, proposal_id=proposal_id)
    tell(request, "Se retiró que son mujeres distintas. El par se puede decidir otra vez.")
    return redirect("identity:pair", proposal_id)


@allow(*LINKERS)
@require_safe
def quality(request: Any) -> HttpResponse:
    """Duplicates left, merges and merges undone, by institution. No names."""
    with acting(request.actor.with_purpose("linkage")):
        found = queries.quality()
    return render(request, "identity/quality.html", {"found": found, "lines": LINES})
