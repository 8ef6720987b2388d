"""Closing the month of one's own institution."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from banevim.accounts.access import allow
from banevim.accounts.terms import CAPTURE
from banevim.care import actions, pages, queries, rules, words
from banevim.care.forms import ClosingForm, ReopeningForm
from banevim.care.views.attempting import attempt, status
from banevim.common.page import tell


def _month(request: Any) -> str:
    """The month in the address; the last one that ended when there is none that can be closed."""
    wanted, last = request.GET.get("mes", ""), queries.last_ended_month()
    return wanted if rules.may_month(wanted, last) else last


def _here(month: str) -> str:
    return f"{reverse('care:closing')}?mes={month}"


def _page(request: Any, month: str, form: Any, reopening: ReopeningForm) -> HttpResponse:
    context = {"form": form, "reopening": reopening, **pages.closing_page(request.actor, month)}
    answered = form if form.is_bound else reopening
    return render(request, "care/closing.html", context, status=status(answered))


def _form(request: Any, month: str) -> ClosingForm:
    if request.method == "POST":
        return ClosingForm(request.POST)
    return ClosingForm(initial={"said": queries.cases_in(request.actor.institution_id, month)})


@allow(*CAPTURE)
@require_http_methods(["GET", "HEAD", "POST"])
def closing(request: Any) -> HttpResponse:
    """What was registered in a month, what is pending, and one button that says it is finished."""
    month = _month(request)
    form = _form(request, month)
    done = attempt(
        form,
        lambda: actions.close_month(by=request.actor, month=month, said=form.cleaned_data["said"]),
    )
    if done:
        tell(request, f"Tu institución cerró {words.month_words(month)}.")
        return redirect(_here(month))
    return _page(request, month, form, ReopeningForm())


@allow(*CAPTURE)
@require_POST
def reopening(request: Any) -> HttpResponse:
    """The month was not finished."""
    month = _month(request)
    form = ReopeningForm(request.POST)
    done = attempt(
        form, lambda: actions.reopen_month(by=request.actor, month=month, why=form.cleaned_data["why"])
    )
    if done:
        tell(request, f"Se abrió de nuevo {words.month_words(month)}. Ciérralo cuando termines.")
        return redirect(_here(month))
    return _page(request, month, ClosingForm(), form)
