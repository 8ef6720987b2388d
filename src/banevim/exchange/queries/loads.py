"""Loads and their reports."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Case, Count, QuerySet, When

from banevim.accounts.models import Institution
from banevim.common.errors import Invalid, NotFound
from banevim.exchange.models import Import, ImportRow
from banevim.exchange.terms import (
    FLAG_LABELS,
    KIND_LABELS,
    OUTCOME_LABELS,
    RESERVED_INSTITUTION,
    Kind,
    Outcome,
)


@dataclass(frozen=True)
class Totals:
    """Control totals of one file: they add up to the rows read."""

    kind_code: Kind
    read: int
    by_outcome: tuple[tuple[str, int], ...]

    @property
    def kind(self) -> str:
        """The file, as the screen calls it."""
        return KIND_LABELS[self.kind_code]


def imports() -> QuerySet[Import]:
    """Loads, newest first."""
    return Import.objects.select_related("institution", "by")


def import_of(load_id: UUID) -> Import:
    """One load. Raises NotFound."""
    load = imports().filter(pk=load_id).first()
    if load is None:
        raise NotFound
    return load


def totals_of(load: Import) -> list[Totals]:
    """Totals of each file by how its rows ended."""
    found: Counter[tuple[str, str]] = Counter()
    for kind, outcome, n in load.rows.values_list("kind", "outcome").annotate(n=Count("id")):
        found[kind, outcome] = n
    return [
        Totals(
            kind,
            sum(found[kind, outcome] for outcome in Outcome),
            tuple((OUTCOME_LABELS[outcome], found[kind, outcome]) for outcome in Outcome),
        )
        for kind in Kind
        if any(found[kind, outcome] for outcome in Outcome)
    ]


def flags_of(load: Import) -> list[tuple[str, int]]:
    """What could not be taken as it came, and how often."""
    found: Counter[str] = Counter()
    for flags in load.rows.exclude(flags=[]).values_list("flags", flat=True):
        found.update(flags)
    return [(FLAG_LABELS.get(name, name), n) for name, n in found.most_common()]


def rejected_rows(load: Import) -> QuerySet[ImportRow]:
    """Rejected rows in the order of the files and of their rows."""
    order = Case(*(When(kind=kind, then=place) for place, kind in enumerate(Kind)))
    return load.rows.filter(outcome=Outcome.REJECTED).order_by(order, "line")


def loading_institutions() -> list[tuple[str, str]]:
    """Institutions in whose name an extract can be loaded; the reserved one first."""
    rows = Institution.objects.filter(is_active=True, state_code=settings.STATE_CODE).exclude(is_shelter=True)
    found = [(str(i.id), i.name, i.code) for i in rows if i.holds_accounts or i.code == RESERVED_INSTITUTION]
    found.sort(key=lambda item: (item[2] != RESERVED_INSTITUTION, item[1]))
    return [(key, name) for key, name, _ in found]


def institution_by_code(code: str) -> Institution:
    """One active institution. Raises Invalid."""
    row = Institution.objects.filter(state_code=settings.STATE_CODE, code=code, is_active=True).first()
    if row is None:
        raise Invalid(f"No hay una institución activa con la clave {code}.", field="institution")
    return row
