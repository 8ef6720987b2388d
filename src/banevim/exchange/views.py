"""Pages of the loads: list, start, follow the progress, read the report."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from banevim.accounts.access import allow
from banevim.accounts.terms import Role
from banevim.common.errors import Invalid
from banevim.exchange import actions, queries
from banevim.exchange.forms import LoadForm
from banevim.exchange.queries.loads import flags_of, loading_institutions
from banevim.exchange.tasks import run_import_job
from banevim.exchange.terms import Progress
from banevim.vault.context import Actor, acting

LOADERS = (Role.STATE_LIAISON, Role.IT_AIDE, Role.ADMINISTRATOR)


@allow(*LOADERS)
@require_safe
def load_list(request: Any) -> HttpResponse:
    """Every load, newest first."""
    page = Paginator(queries.imports(), 25).get_page(request.GET.get("pagina"))
    return render(request, "exchange/list.html", {"page": page})


@allow(*LOADERS)
@require_http_methods(["GET", "HEAD", "POST"])
def load_new(request: Any) -> HttpResponse:
    """Choose institution and files; the work goes on in the job process."""
    choices = loading_institutions()
    size = int(request.META.get("CONTENT_LENGTH") or 0)
    form = LoadForm(request.POST or None, request.FILES or None, institutions=choices, size=size)
    if request.method == "POST" and form.is_valid():
        try:
            load = begin(request.actor, form)
        except Invalid as error:
            form.refuse(error)
        else:
            return redirect("exchange:detail", load.id)
    return render(request, "exchange/new.html", {"form": form}, status=422 if form.errors else 200)


def begin(actor: Actor, form: LoadForm) -> Any:
    """Start the load on behalf of its institution and hand it to the job process in the same transaction.

    The lock makes the loads of one institution wait for each other.
    """
    wanted = UUID(form.cleaned_data["institution"])
    worker = replace(actor, institution_id=wanted)
    with acting(worker):
        load = actions.start_import(
            by=worker, institution_id=wanted, letter=form.cleaned_data["letter"], files=form.files_read()
        )
    run_import_job.configure(lock=f"import {wanted}").defer(
        load_id=str(load.id),
        person_id=str(actor.person_id),
        institution_id=str(actor.institution_id),
        role=actor.role,
    )
    return load


@allow(*LOADERS)
@require_safe
def detail(request: Any, load_id: UUID) -> HttpResponse:
    """Progress while it runs; totals, flags and rejected rows when it ends."""
    load = queries.import_of(load_id)
    rejected = Paginator(queries.rejected_rows(load), 25).get_page(request.GET.get("pagina"))
    running = load.progress != Progress.DONE
    context = {
        "load": load,
        "running": running,
        "percent": 100 * load.rows_done // max(load.rows_total, 1),
        "totals": queries.totals_of(load),
        "flags": [] if running else flags_of(load),
        "rejected": rejected,
    }
    response = render(request, "exchange/detail.html", context)
    if running:
        response.headers["Refresh"] = "3"
    return response
