"""Captures under way: begun, kept, resumed, thrown away."""

import base64
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banevim.accounts.access import allow
from banevim.accounts.terms import CAPTURE
from banevim.casefiles import actions, pages, queries
from banevim.casefiles.forms import Capture, DraftsForm, Start, as_sent, flat_of, merged, names_of, typed_of
from banevim.casefiles.models import Draft
from banevim.casefiles.sheet import STEPS
from banevim.casefiles.terms import Way
from banevim.common.errors import Conflict, Invalid
from banevim.common.page import tell

ROWS = 25
SHOW = "mostrar"
"""A button that no form has: what a draft holds is drawn without being judged."""


def defaults(request: Any) -> dict[str, Any]:
    """What some answers begin with: the municipality of the institution and who is signed in."""
    return {"own": request.person.institution.municipality, "me": request.person.display_name}


def capture_of(request: Any, row: Draft, data: Any, *, roomy: bool = False) -> Capture:
    """The forms of a draft. In a file that is read, who she is is not asked again; a correction adds no service."""
    if row.corrects_id:
        return Capture(data, Start(), who=True, defaults={}, roomy=roomy, care=False, kept=pages.stands(row))
    notice = row.file_id is not None and not queries.notice_given(row.file_id, row.institution_id)
    who = row.file_id is None
    return Capture(data, Start(), who=who, notice=notice, defaults=defaults(request), roomy=roomy)


CHANGED = (
    "Mientras corregías, este caso cambió en el banco. Lo que tú cambiaste sigue aquí, sobre lo que el caso dice ahora."
    " Revísalo antes de confirmar."
)


PEEK = "X-Peek"
"""A page of the draft asks how it stands, to compare: nobody sees the answer."""


def is_late(row: Draft) -> bool:
    """Whether the case that a draft corrects changed since it began."""
    case = queries.corrected(row)
    return case is not None and row.base < case.record.revision


def see(request: Any, draft_id: UUID) -> Draft:
    """A draft of one's own, to be shown or kept. A correction that came late is shown over what the case says now."""
    row = actions.see_draft(by=request.actor, draft_id=draft_id)
    case = None if request.method == "POST" or PEEK in request.headers else queries.corrected(row)
    if case is None or row.base >= case.record.revision:
        return row
    now, typed = pages.begins(queries.stored(case, words=True)), queries.typed_in(row)
    row = actions.renew_draft(by=request.actor, draft_id=draft_id, now=now, base=case.record.revision)
    if queries.typed_in(row) != typed:
        tell(request, CHANGED)
    return row


def typed_sent(request: Any, row: Draft, names: set[str] | None = None) -> tuple[queries.Typed, int | None]:
    """What the page sends, and the last save that it knows. A page that was drawn before the case changed is brought up
    to what it says now. Raises Conflict."""
    typed, known, base = typed_of(sent_of(request, row)), version_of(request), request.POST.get("base", "")
    if "guardado" in request.POST or not row.corrects_id or base in ("", str(row.base)):
        return typed, known
    typed, renewed = queries.brought_up(row, typed, base, names)
    return typed, row.version if known is not None and known + renewed == row.version else known


def version_of(request: Any) -> int | None:
    """The last save that the page knows; None overwrites on purpose."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


def sent_of(request: Any, row: Draft) -> Any:
    """What the page sends. With scripts it kept itself first and sends only its button: a browser writes to disk what
    its pages post, and nothing of a draft may stay there."""
    if "guardado" in request.POST:
        return as_sent(queries.typed_in(row), request.POST.get("hacer", ""))
    return request.POST


def with_step(request: Any, row: Draft, number: int) -> tuple[queries.Typed, int | None]:
    """What the draft holds, with one step sent again (what the step no longer sends was unmarked), and the last save
    that the page knows."""
    typed, sent = queries.typed_in(row), typed_of(sent_of(request, row))
    names = names_of(capture_of(request, row, as_sent({**typed, **sent}, SHOW)).step(number)["blocks"])
    sent, known = typed_sent(request, row, {*names, *sent})
    return merged(typed, sent, names), known


def to_draft(row: Draft) -> HttpResponse:
    """The page on which its author fills it: step by step or all at once."""
    if row.way == Way.GUIDED:
        return redirect("casefiles:step", row.id, 1)
    return redirect("casefiles:draft", row.id)


def way_of(request: Any) -> Way:
    """That of the person's last draft, else all on one page."""
    return Way.GUIDED if queries.last_way(request.actor) == Way.GUIDED else Way.EXPRESS


@allow(*CAPTURE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Any, token: UUID) -> HttpResponse:
    """After a search: its draft, begun by a press, now or before. Asked for without a press, nothing begins."""
    if found := queries.draft_of_search(request.actor, token):
        return to_draft(found)
    if request.method != "POST":
        return redirect("identity:search")
    start = Start({"": vars(queries.typed_in_search(request.actor, token))})
    empty = Capture(None, start, who=True, defaults=defaults(request))
    row = actions.start_draft(by=request.actor, way=way_of(request), typed=flat_of(empty), token=token)
    return to_draft(row)


@allow(*CAPTURE)
@require_http_methods(["GET", "HEAD", "POST"])
def another(request: Any, file_id: UUID) -> HttpResponse:
    """One more case in a file that this institution reads: its draft, begun by a press, now or before."""
    actions.open_file_page(by=request.actor, file_id=file_id)
    if request.method != "POST":
        return redirect("casefiles:file", file_id)
    notice = not queries.notice_given(file_id, request.actor.institution_id)
    empty = Capture(None, Start(), who=False, notice=notice, defaults=defaults(request))
    row = actions.start_draft(by=request.actor, way=way_of(request), typed=flat_of(empty), file_id=file_id)
    return to_draft(row)


@allow(*CAPTURE)
@require_safe
def drafts(request: Any) -> HttpResponse:
    """What this person has under way: no names, only initials, and how long it waits."""
    form = DraftsForm(request.GET)
    mine = queries.my_drafts(request.actor, form.wanted())
    page = Paginator(mine, ROWS).get_page(request.GET.get("pagina"))
    rows = pages.draft_lines(list(page.object_list))
    context = {"page": page, "rows": rows, "left": queries.drafts_left_behind(request.actor)}
    return render(request, "casefiles/drafts.html", {**context, "form": form, "filtered": bool(form.asked())})


def _told(row: Draft) -> JsonResponse:
    at = timezone.localtime(row.saved_at)
    return JsonResponse({"version": row.version, "saved": f"{at:%H:%M}", "at": at.isoformat()})


@allow(*CAPTURE)
@require_POST
@sensitive_post_parameters()
def save(request: Any, draft_id: UUID) -> HttpResponse:
    """The page keeps itself: JSON with the version and the hour, or a sentence (409, 422)."""
    row = queries.draft(request.actor, draft_id)
    try:
        step = request.GET.get("paso", "")
        typed, known = (
            with_step(request, row, int(step)) if step in map(str, STEPS) else typed_sent(request, row)
        )
        return _told(actions.save_draft(by=request.actor, draft_id=draft_id, typed=typed, version=known))
    except (Conflict, Invalid) as exc:
        row = queries.draft(request.actor, draft_id)
        done = reverse("casefiles:receipt", args=[row.case_id]) if row.case_id else ""
        return JsonResponse({"sentence": str(exc), "receipt": done}, status=exc.status)


@allow(*CAPTURE)
@require_POST
def browser_key(request: Any, draft_id: UUID) -> HttpResponse:
    """The key of the copy that the browser keeps: only in the memory of the page, never written down there."""
    key = queries.browser_key(queries.draft(request.actor, draft_id))
    return JsonResponse({"key": base64.b64encode(key).decode()})


@allow(*CAPTURE)
@require_POST
def take_back(request: Any, draft_id: UUID) -> HttpResponse:
    """Return to what another tab replaced."""
    row = actions.take_back_draft(by=request.actor, draft_id=draft_id)
    tell(request, "Recuperamos lo que había antes. Lo que quitaste también se puede recuperar.")
    return to_draft(row)


@allow(*CAPTURE)
@require_POST
def discard(request: Any, draft_id: UUID) -> HttpResponse:
    """Throw it away."""
    actions.discard_draft(by=request.actor, draft_id=draft_id)
    tell(request, "Descartamos el borrador: lo que tenía ya no existe.")
    return redirect("casefiles:drafts")
