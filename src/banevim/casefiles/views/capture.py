"""Filling a draft: all on one page, or step by step; and registering it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from banevim.accounts.access import allow
from banevim.accounts.terms import CAPTURE
from banevim.casefiles import actions, pages, queries
from banevim.casefiles.forms import Capture, as_sent, counts_of, homeless, merged, typed_of
from banevim.casefiles.models import Draft
from banevim.casefiles.sheet import STEPS
from banevim.casefiles.terms import Way
from banevim.casefiles.views.corrections import changes_of, compared
from banevim.casefiles.views.drafts import (
    SHOW,
    capture_of,
    is_late,
    see,
    sent_of,
    typed_sent,
    version_of,
    with_step,
)
from banevim.common.errors import Conflict, DomainError, Invalid, Refused
from banevim.common.page import packed, tell

REVIEW = max(STEPS)
REFUSED = "refused"


def _done(request: Any, row: Draft) -> HttpResponse | None:
    """A draft that was registered leads to its receipt: Back after registering finds no form to send again."""
    if not row.case_id:
        return None
    tell(request, "Este caso ya quedó registrado. No se registra dos veces.")
    return redirect("casefiles:receipt", row.case_id)


def _keep(
    request: Any, row: Draft, typed: queries.Typed, way: Way, known: int | None
) -> tuple[Draft, DomainError | None]:
    """Save what was typed; what to say when another tab saved in between, or it does not fit."""
    if "guardado" in request.POST and known != row.version:
        return row, Conflict(actions.ELSEWHERE)
    try:
        saved = actions.save_draft(by=request.actor, draft_id=row.id, typed=typed, version=known, way=way)
    except (Conflict, Invalid) as exc:
        return row, exc
    return saved, None


def _attempt(request: Any, row: Draft, capture: Capture) -> HttpResponse | None:
    """Register, or show the sentence of what stopped it on the same page, with everything that was typed."""
    if not capture.is_valid():
        return None
    try:
        if row.corrects_id:
            return _correct(request, row, capture)
        case = actions.register_draft(
            by=request.actor,
            draft_id=row.id,
            version=row.version,
            then=capture.then(request.actor, row.id),
            **capture.submission(),
        )
    except (Invalid, Refused, Conflict) as exc:
        capture.refuse(exc)
        if _posts(request):
            request.session[REFUSED] = [str(row.id), str(exc), getattr(exc, "field", None) or ""]
        return None
    return redirect("casefiles:receipt", case.id)


def _held(request: Any, elsewhere: DomainError | None) -> dict[str, Any]:
    """What stopped a save; the page that shows again what was sent is as old as the one that sent it."""
    return {"elsewhere": elsewhere, "base": request.POST.get("base", "") if elsewhere else ""}


def _posts(request: Any) -> bool:
    """Whether the page itself was sent, without scripts: what it posts stays in the browser until another page takes
    its place, so what is wrong is shown by that one."""
    return "guardado" not in request.POST and "X-Apart" not in request.headers


def _judge(request: Any, row: Draft, capture: Capture) -> None:
    """Mark what must be mended, and what the bank itself refused when it was sent without scripts."""
    capture.is_valid()
    draft_id, sentence, field = request.session.pop(REFUSED, ("", "", ""))
    if draft_id == str(row.id):
        capture.refuse(Invalid(sentence, field=field))


def _correct(request: Any, row: Draft, capture: Capture) -> HttpResponse:
    case = actions.correct_case(
        by=request.actor,
        draft_id=row.id,
        version=row.version,
        reason=request.POST.get("reason", ""),
        changes=changes_of(row, capture),
        **capture.submission(),
    )
    tell(request, "Corregimos el caso. Lo que decía antes queda en sus versiones.")
    return redirect("casefiles:case", case.id)


@allow(*CAPTURE)
@packed
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def draft(request: Any, draft_id: UUID, judged: bool = False) -> HttpResponse:
    """The express page: every group at once, in the order of the paper. `judged`: it was to be registered, and lacks
    something."""
    row, elsewhere = see(request, draft_id), None
    if over := _done(request, row):
        return over
    if request.method == "POST":
        sent, (typed, known) = sent_of(request, row), typed_sent(request, row)
        row, elsewhere = _keep(request, row, typed, Way.EXPRESS, known)
        capture = capture_of(request, row, sent)
        asked = capture.submitted and not elsewhere and not row.corrects_id
        if asked and (done := _attempt(request, row, capture)):
            return done
        if not elsewhere and (onward := _leave(row, capture)):
            return onward
        if not elsewhere and _posts(request):
            return redirect("casefiles:lacking" if capture.submitted else "casefiles:draft", row.id)
    else:
        judged = judged and not row.corrects_id
        capture = capture_of(request, row, as_sent(typed := queries.typed_in(row), "" if judged else SHOW))
        if judged:
            _judge(request, row, capture)
    gone = homeless(capture, typed or queries.typed_in(row))
    context = {**pages.draft_page(row), "capture": capture, "gone": gone, **_held(request, elsewhere)}
    return render(request, "casefiles/capture.html", context)


def _leave(row: Draft, capture: Capture) -> HttpResponse | None:
    """To the list of drafts when it is only kept; a correction is looked over before it is made."""
    if capture.doing == "guardar":
        return redirect("casefiles:drafts")
    if row.corrects_id and capture.submitted:
        return redirect("casefiles:review", row.id)
    return None


@allow(*CAPTURE)
@packed
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def step(request: Any, draft_id: UUID, number: int) -> HttpResponse:
    """One step of the guided way: it is kept as it is and the next one follows."""
    row, elsewhere = see(request, draft_id), None
    if over := _done(request, row):
        return over
    if number not in STEPS or number == REVIEW:
        raise Http404
    typed = queries.typed_in(row)
    if request.method == "POST":
        typed, known = with_step(request, row, number)
        row, elsewhere = _keep(request, row, typed, Way.GUIDED, known)
        if not elsewhere and (onward := _onward(request, row, number)):
            return onward
        if not elsewhere and _posts(request):
            return redirect(request.path)
    doing = request.POST.get("hacer", SHOW) if request.method == "POST" else SHOW
    sent = {**typed, **counts_of(request.POST)}
    capture = capture_of(request, row, as_sent(sent, doing or SHOW), roomy=True)
    context = {**pages.draft_page(row), **pages.asked(capture, number), "gone": homeless(capture, typed)}
    return render(request, "casefiles/step.html", {**context, **_held(request, elsewhere)})


def _onward(request: Any, row: Draft, number: int) -> HttpResponse | None:
    """Where the button leads; None stays on the step (something was added or taken away)."""
    doing = request.POST.get("hacer", "")
    if ":" in doing:
        return None
    if doing == "salir":
        return redirect("casefiles:tasks", row.id)
    return redirect("casefiles:review" if number + 1 == REVIEW else "casefiles:step", *_next(row, number))


def _next(row: Draft, number: int) -> list[Any]:
    return [row.id] if number + 1 == REVIEW else [row.id, number + 1]


@allow(*CAPTURE)
@packed
@require_safe
def tasks(request: Any, draft_id: UUID) -> HttpResponse:
    """The steps as a list: what is complete and what is missing."""
    row = see(request, draft_id)
    if over := _done(request, row):
        return over
    capture = capture_of(request, row, as_sent(queries.typed_in(row)))
    capture.is_valid()
    context = {**pages.draft_page(row), "capture": capture, "steps": capture.steps}
    return render(request, "casefiles/tasks.html", context)


def _with_reasons(request: Any, typed: queries.Typed) -> queries.Typed:
    """What the draft holds, with what the last step asks besides: why it is so, why it is corrected."""
    if request.method != "POST":
        return typed
    asked = {"seen", "confirmed", "warnings_reason", "reason"}
    return merged(typed, {k: v for k, v in typed_of(request.POST).items() if k in asked}, asked)


@allow(*CAPTURE)
@packed
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def review(request: Any, draft_id: UUID) -> HttpResponse:
    """The last step: everything that was answered, what is missing, what looks odd; and registering."""
    row = see(request, draft_id)
    if over := _done(request, row):
        return over
    typed = _with_reasons(request, queries.typed_in(row))
    if request.method == "POST" and is_late(row):
        _keep(request, row, typed, Way(row.way), row.version)
        return redirect(request.path)
    capture, moved = capture_of(request, row, as_sent(typed)), False
    if request.method != "POST" or (moved := version_of(request) not in (None, row.version)):
        _judge(request, row, capture)
    elif done := _attempt(request, row, capture):
        return done
    elif _posts(request) and not _keep(request, row, typed, Way(row.way), version_of(request))[1]:
        return redirect(request.path)
    context = {
        **pages.draft_page(row),
        **pages.to_register(capture, REVIEW),
        "gone": homeless(capture, typed),
        "moved": moved,
    }
    if row.corrects_id:
        context |= {"changes": compared(row, capture), "reason": " ".join(typed.get("reason", []))}
    return render(request, "casefiles/review.html", context)
