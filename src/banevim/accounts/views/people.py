"""The list of accounts: who has one, and unlocking."""

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
    }
    return render(request, "accounts/people.html", context)


@allow(Role.IT_AIDE, Role.ADMINISTRATOR)
@require_POST
def unlock(request: Any, person_id: UUID) -> HttpResponse:
    """Lets a person try to sign in again now."""
    person = get_object_or_404(Person, pk=person_id)
    actions.unlock(by=request.actor, person=person)
    tell(request, "Cuenta desbloqueada: ya puede intentar de nuevo.")
    return go("/cuentas/")
