"""Correcting a case: opened for a reason, changed as a draft, compared before it is kept; and its versions."""

import re
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from banevim.accounts.access import allow
from banevim.accounts.terms import CAPTURE
from banevim.casefiles import actions, pages, queries, rules
from banevim.casefiles.forms import Capture, ReasonForm, Start
from banevim.casefiles.models import Draft
from banevim.casefiles.terms import Way
from banevim.casefiles.views.drafts import to_draft

ASK = "Motivo para abrir lo que ella contó y corregirlo"
QUESTION = re.compile(r"[a-z][a-z0-9_-]{0,59}")


def changes_of(row: Draft, capture: Capture) -> dict[str, tuple[list[str], list[str]]]:
    """By question: what the case says and what the draft says, where they differ."""
    before, after = pages.stands(row), queries.typed_in(row)
    asked = {bound.html_name for block in capture.blocks for bound in block.form}
    after = {name: values for name, values in after.items() if name in asked}
    names = asked | {name for name in before if not name.startswith("count-")}
    pairs = {name: (before.get(name, []), [v for v in after.get(name, []) if v]) for name in names}
    return {name: pair for name, pair in pairs.items() if not rules.stays(after.get(name), pair[0])}


def compared(row: Draft, capture: Capture) -> list[dict[str, str]]:
    """The changes in words, in the order of the page."""
    return pages.told_changes(changes_of(row, capture))


def _at(done: HttpResponse, field: str) -> HttpResponse:
    """The same redirect, opened at one question of the form."""
    if QUESTION.fullmatch(field):
        done["Location"] += f"#id_{field}"
    return done


@allow(*CAPTURE)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: Any, case_id: UUID) -> HttpResponse:
    """Open a case to correct it: everything it says goes to a draft, opened at the question of `?campo=`."""
    row = actions.open_case_page(by=request.actor, case_id=case_id)
    form = ReasonForm(request.POST if request.method == "POST" else None, ask=ASK)
    if request.method == "POST" and form.is_valid():
        case, kept = actions.open_to_correct(
            by=request.actor, case_id=case_id, reason=form.cleaned_data["reason"]
        )
        typed = pages.begins(kept)
        done = to_draft(actions.start_draft(by=request.actor, way=Way.EXPRESS, typed=typed, corrects=case))
        return _at(done, request.GET.get("campo", ""))
    context = {"case": row, "file": queries.file_of(row.record_id), "form": form}
    return render(request, "casefiles/correct.html", context)


@allow(*CAPTURE)
@require_http_methods(["GET", "HEAD", "POST"])
def versions(request: Any, case_id: UUID) -> HttpResponse:
    """Every correction of a case; what each one changed is shown for a reason."""
    row = actions.open_case_page(by=request.actor, case_id=case_id)
    form = ReasonForm(request.POST if request.method == "POST" else None, ask="Motivo para ver los cambios")
    compared = None
    if request.method == "POST" and form.is_valid():
        actions.open_narrative(by=request.actor, case_id=case_id, reason=form.cleaned_data["reason"])
        compared = pages.told_versions(queries.corrections_of(case_id))
    context = {"case": row, "file": queries.file_of(row.record_id), "form": form, "compared": compared}
    return render(
        request, "casefiles/versions.html", {**context, "versions": queries.corrections_of(case_id)}
    )


@allow(*CAPTURE)
@require_safe
def blank(request: Any) -> HttpResponse:
    """The sheet on paper: the same questions in the same order, with their codes, to be filled by hand."""
    empty = Capture(None, Start(counts=pages.ON_PAPER), who=True, defaults={})
    return render(request, "casefiles/blank.html", {"steps": pages.on_paper(empty)})
