"""The list of accounts: who has one, unlocking, and helping who lost her second factor."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from banevim.accounts import actions, queries, rules
from banevim.accounts.access import allow
from banevim.accounts.models import Person
from banevim.accounts.terms import Role
from banevim.common.page import go, tell


@allow(Role.IT_AIDE, Role.ADMINISTRATOR, Role.STATE_LIAISON)
@require_safe
def people(request: Any) -> HttpResponse:
    """Accounts by institution; those with failed sign-ins first on top."""
    found = list(queries.people_by_institution(request.actor))
    failures = queries.failures_waiting(found)
    context = {
        "people": found,
        "waiting": [person for person in found if person.pk in failures],
        "may_unlock": rules.may_unlock(request.actor),
        "resettable": {p.pk for p in found if p.totp_confirmed_at and _may_reset(request, p)},
    }
    return render(request, "accounts/people.html", context)


def _may_reset(request: Any, person: Person) -> bool:
    return rules.may_reset_second_factor(request.actor, person)


@allow(Role.IT_AIDE, Role.ADMINISTRATOR)
@require_POST
def unlock(request: Any, person_id: UUID) -> HttpResponse:
    """Lets a person try to sign in again now."""
    person = get_object_or_404(Person, pk=person_id)
    actions.unlock(by=request.actor, person=person)
    tell(request, "Cuenta desbloqueada: ya puede intentar de nuevo.")
    return go("/cuentas/")


@allow(Role.IT_AIDE, Role.ADMINISTRATOR)
@require_POST
def reset_second_factor(request: Any, person_id: UUID) -> HttpResponse:
    """For who lost her telephone and her printed sheet: the second factor must be set again."""
    person = get_object_or_404(Person, pk=person_id)
    actions.reset_second_factor(by=request.actor, person=person)
    tell(request, "Segundo factor reiniciado: lo pondrá de nuevo cuando entre.")
    return go("/cuentas/")
