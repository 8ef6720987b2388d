"""Sending a referral, its page, each step and its message."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banevim.accounts.access import allow
from banevim.accounts.terms import CAPTURE
from banevim.care import actions, pages, queries
from banevim.care.forms import ReferralForm, StepForm
from banevim.care.forms.choices import institutions
from banevim.care.terms import Step
from banevim.care.views.attempting import attempt, status
from banevim.casefiles.actions import open_file_page
from banevim.casefiles.queries import summary
from banevim.common.errors import NotFound
from banevim.common.page import tell
from banevim.vault.context import Actor

Do = Callable[[Actor, UUID, str], object]
STEPS: dict[Step, tuple[Do, str]] = {
    Step.RECEIVE: (
        lambda by, key, code: actions.receive_referral(by=by, referral_id=key),
        "Anotado: la recibieron.",
    ),
    Step.ACCEPT: (
        lambda by, key, code: actions.accept_referral(by=by, referral_id=key),
        "La aceptaste. Tu institución ya puede abrir su expediente.",
    ),
    Step.DECLINE: (
        lambda by, key, code: actions.decline_referral(by=by, referral_id=key, reason=code),
        "Anotado: no se acepta. Quien la envió ya lo puede ver.",
    ),
    Step.GIVE_BACK: (
        lambda by, key, code: actions.decline_referral(by=by, referral_id=key, reason=code),
        "Anotado. La oficina estatal buscará otro lugar.",
    ),
    Step.ATTEND: (
        lambda by, key, code: actions.attend_referral(by=by, referral_id=key),
        "Anotado: empezó la atención.",
    ),
    Step.CLOSE: (
        lambda by, key, code: actions.close_referral(by=by, referral_id=key, outcome=code),
        "La canalización quedó cerrada.",
    ),
    Step.REVOKE: (
        lambda by, key, code: actions.revoke_referral(by=by, referral_id=key, reason=code),
        "La canalización quedó revocada y el acceso que dio terminó.",
    ),
}


@allow(*CAPTURE)
@require_http_methods(["GET", "HEAD", "POST"])
def new_referral(request: Any, file_id: UUID) -> HttpResponse:
    """Refer her to another institution, or to a shelter that the state office picks."""
    file = open_file_page(by=request.actor, file_id=file_id)
    form = ReferralForm(
        request.POST if request.method == "POST" else None,
        recipients=institutions(queries.recipients(request.actor)),
        initial={"key": uuid4()},
    )
    done = attempt(
        form,
        lambda: actions.send_referral(
            by=request.actor,
            file_id=file_id,
            data=form.referral(),
            consent=form.consent_given(),
            idempotency_key=form.cleaned_data["key"],
        ),
    )
    if done:
        tell(request, "La canalización salió. Aquí verás la respuesta.")
        return redirect("casefiles:file", file_id)
    context = {"form": form, "file": file, "summary": summary(file_id)}
    return render(request, "care/new_referral.html", context, status=status(form))


def _page(request: Any, referral_id: UUID, sent: StepForm | None = None, text: str = "") -> HttpResponse:
    row = actions.open_referral(by=request.actor, referral_id=referral_id)
    context = pages.referral_page(row, request.actor)
    forms = [
        (s, sent if sent and sent.step is s else StepForm(s)) for s in context["open_steps"] if s in STEPS
    ]
    context |= {"forms": [(form, *pages.BUTTONS[s]) for s, form in forms], "sent": sent, "text": text}
    return render(request, "care/referral.html", context, status=status(sent) if sent else 200)


@allow(*CAPTURE)
@require_safe
def referral(request: Any, referral_id: UUID) -> HttpResponse:
    """A notice without identity until it is accepted; afterwards what was asked, and what may be done."""
    return _page(request, referral_id)


@allow(*CAPTURE)
@require_POST
def step(request: Any, referral_id: UUID) -> HttpResponse:
    """One step of a referral."""
    wanted = next((s for s in STEPS if s == request.POST.get("step")), None)
    if wanted is None:
        raise NotFound
    do, sentence = STEPS[wanted]
    form = StepForm(wanted, request.POST)
    if attempt(form, lambda: do(request.actor, referral_id, form.cleaned_data.get("code", ""))):
        tell(request, sentence)
        return redirect("care:referral", referral_id)
    return _page(request, referral_id, form)


@allow(*CAPTURE)
@require_POST
def message(request: Any, referral_id: UUID) -> HttpResponse:
    """Read the message, once per click; it stays on the audit trail."""
    text = actions.open_message(by=request.actor, referral_id=referral_id)
    return _page(request, referral_id, text=text)
