"""Days of rest and deadlines in force."""

import datetime as dt
from collections.abc import Mapping

from django.conf import settings

from banevim.catalogs.models import Deadline, Holiday
from banevim.catalogs.queries.cache import kept
from banevim.catalogs.terms import FEDERAL, Term, Unit
from banevim.common.errors import NotFound


def holidays(state_code: str | None = None) -> frozenset[dt.date]:
    """Confirmed days of rest of the country and of a state (the bank's own by default)."""
    by_scope = kept("holidays", _load_holidays)
    return by_scope.get(FEDERAL, frozenset()) | by_scope.get(state_code or settings.STATE_CODE, frozenset())


def unconfirmed_holidays(state_code: str | None = None) -> list[Holiday]:
    """Days of the state's own calendar that the office must still confirm; they do not count meanwhile."""
    return list(Holiday.objects.filter(scope=state_code or settings.STATE_CODE, confirmed=False))


def deadline(key: str, on: dt.date) -> Term:
    """Deadline or limit in force on a day; a day before the first one known is read with the first."""
    versions = kept("deadlines", _load_deadlines).get(key, [])
    for term, first, last in versions:
        if max(on, versions[0][1]) >= first and (last is None or on <= last):
            return term
    raise NotFound(f"El plazo «{key}» no está en el catálogo de plazos.")


def _load_holidays() -> Mapping[str, frozenset[dt.date]]:
    found: dict[str, set[dt.date]] = {}
    for scope, day in Holiday.objects.filter(confirmed=True).values_list("scope", "date"):
        found.setdefault(scope, set()).add(day)
    return {scope: frozenset(days) for scope, days in found.items()}


def _load_deadlines() -> Mapping[str, list[tuple[Term, dt.date, dt.date | None]]]:
    found: dict[str, list[tuple[Term, dt.date, dt.date | None]]] = {}
    for row in Deadline.objects.order_by("key", "valid_from"):
        term = Term(row.key, row.value, Unit(row.unit), row.label, row.legal_basis, row.provenance)
        found.setdefault(row.key, []).append((term, row.valid_from, row.valid_to))
    return found
