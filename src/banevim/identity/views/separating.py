"""Taking a record out of a unique file: which file, which record, what will happen, and putting it back."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import formats, timezone
from django.views.decorators.http import require_POST

from banevim.accounts.access import allow
from banevim.casefiles.rules import LINKERS
from banevim.casefiles.terms import Why
from banevim.common.errors import Conflict, Invalid
from banevim.common.page import tell
from banevim.identity import actions, queries
from banevim.identity.forms import FolioForm, TakeOutForm
from banevim.identity.rules import NEW
from banevim.identity.terms import TAKEN_LABELS, Taken
from banevim.vault.context import acting

WHY = {
    Why.OPENED: "con él se abrió el expediente",
    Why.JOINED: "la institución dijo que la atiende",
    Why.IMPORTED: "vino de otro sistema",
    Why.MERGED: "se unió",
    Why.UNMERGED: "se separó de otro",
}
DONE = {
    Taken.DONE: "Se sacó el registro, con todo lo que se hizo con él. Puedes devolverlo desde esta página.",
    Taken.SECOND: "Anotado. El expediente está protegido: falta que otra persona de la oficina lo confirme.",
    Taken.DECLINED: "Anotado: no se saca. Nada cambió.",
}


@allow(*LINKERS)
def choose_file(request: Any) -> HttpResponse:
    """The folio of the file; what waits for a second person; what was taken out lately."""
    form = FolioForm(request.POST if request.method == "POST" else None)
    with acting(request.actor.with_purpose("linkage")):
        if request.method == "POST" and form.is_valid():
            if found := queries.file_with_folio(request.actor, form.cleaned_data["folio"].strip().upper()):
                return redirect("identity:take_out", found)
            form.add_error("folio", "Ningún expediente tiene ese folio. Revísalo letra por letra.")
        waiting, done = queries.taken_out(waiting=True), queries.taken_out(waiting=False)
    context = {
        "form": form,
        "waiting": waiting,
        "done": [(TAKEN_LABELS[Taken(e.row.stage)], e) for e in done],
    }
    context["me"] = request.actor.person_id
    return render(request, "identity/separate.html", context, status=422 if form.errors else 200)


@allow(*LINKERS)
def take_out(request: Any, file_id: UUID) -> HttpResponse:
    """The records of the file; what would happen is shown, and only that is done (`sure`: the record)."""
    with acting(request.actor.with_purpose("linkage")):
        found = queries.members(file_id)
    rows = [(str(each.record_id), _words(each)) for each in found.rows]
    form = TakeOutForm(request.POST if request.method == "POST" else None, rows=rows)
    plan: list[tuple[str, list[str]]] = []
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("sure") == form.cleaned_data["record"]:
                return _taken(request, file_id, form)
            plan = _preview(request, found, UUID(form.cleaned_data["record"]))
        except (Conflict, Invalid) as exc:
            form.refuse(exc)
    context = {"found": found, "form": form, "plan": plan, "two": found.around.is_protected}
    return render(request, "identity/take_out.html", context, status=422 if form.errors else 200)


def _taken(request: Any, file_id: UUID, form: TakeOutForm) -> HttpResponse:
    data = form.cleaned_data
    row = actions.take_out(
        by=request.actor,
        file_id=file_id,
        record_id=UUID(data["record"]),
        apart=data["apart"],
        note=data["note"],
    )
    tell(request, DONE[Taken(row.stage)])
    return redirect("identity:separate")


def _words(each: "queries.Member") -> str:
    day = formats.date_format(timezone.localtime(each.captured_at), r"j \d\e F \d\e Y").lower()
    return f"{each.place}, capturado el {day}; folio propio {each.home}; {WHY[Why(each.why)]}"


def _preview(request: Any, found: "queries.Members", record_id: UUID) -> list[tuple[str, list[str]]]:
    """Each file that there would be, with its records in words."""
    groups = found.plan(record_id).groups()
    with acting(request.actor.with_purpose("linkage")):
        folios = queries.folios([file for file, _ in groups if file != NEW])
    said = {each.record_id: _words(each) for each in found.rows}
    return [
        (folios.get(file, "un folio nuevo"), [said[record] for record in records]) for file, records in groups
    ]


@allow(*LINKERS)
@require_POST
def answer(request: Any, extraction_id: UUID) -> HttpResponse:
    """The second person says whether it is taken out."""
    try:
        row = actions.answer_extraction(
            by=request.actor, extraction_id=extraction_id, agrees="agrees" in request.POST
        )
    except Conflict as exc:
        tell(request, str(exc))
    else:
        tell(request, DONE[Taken(row.stage)])
    return redirect("identity:separate")


@allow(*LINKERS)
@require_POST
def put_back(request: Any, extraction_id: UUID) -> HttpResponse:
    """Back where it was."""
    try:
        actions.put_back(by=request.actor, extraction_id=extraction_id)
    except Conflict as exc:
        tell(request, str(exc))
    else:
        tell(request, "El registro volvió a su expediente, como estaba.")
    return redirect("identity:separate")
