"""Writes rows of the reference tables: inserts what is new, updates what changed, counts both, deletes nothing."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.db import models

from banevim.catalogs.actions import make
from banevim.catalogs.actions.parsing import Row, parsed
from banevim.catalogs.models import Entry, Holiday
from banevim.catalogs.models.loaded import Loaded
from banevim.catalogs.rules import federal_holidays, overlapping
from banevim.catalogs.terms import FEDERAL, Option
from banevim.common.errors import Conflict

HOLIDAY_YEARS = range(2020, 2032)
VICTIMS_CELL = "source edition cve_ent year legal_good crime subtype modality sex".split()
POPULATION_CELL = ("source", "edition", "year", "sex", "cvegeo", "age_from", "age_to")


def store(items: Iterable[models.Model], *, unique: Sequence[str], by_office: bool = False) -> int:
    """Insert or update by the unique fields; returns how many rows are new or different.

    The shipped files leave alone every row that the office loaded.
    """
    wanted = list(items)
    if not wanted:
        return 0
    rows = type(wanted[0])._default_manager
    names = [f.attname for f in rows.model._meta.concrete_fields if f.attname != "id"]
    kept: set[tuple[object, ...]] = set()
    if issubclass(rows.model, Loaded):
        for item in wanted:
            item.by_office = by_office  # type: ignore[attr-defined]
        kept = set() if by_office else set(rows.filter(by_office=True).values_list(*unique))
    current = set(rows.values_list(*names))
    changed = [i for i in wanted if _values(i, names) not in current and _values(i, unique) not in kept]
    rows.bulk_create(
        changed,
        batch_size=1000,
        update_conflicts=True,
        unique_fields=unique,
        update_fields=[name for name in names if name not in unique],
    )
    return len(changed)


def _values(item: models.Model, names: Sequence[str]) -> tuple[object, ...]:
    return tuple(getattr(item, name) for name in names)


def store_states(rows: list[Row]) -> int:
    return store(parsed(rows, make.state, "estados"), unique=["code"])


def store_entries(rows: list[Row], *, by_office: bool = False) -> int:
    """Raises Conflict when two versions of an option would hold on the same day."""
    count = store(
        parsed(rows, make.entry, "opciones"), unique=["catalog", "code", "valid_from"], by_office=by_office
    )
    versions = Entry.objects.values_list("catalog", "code", "valid_from", "valid_to")
    clashes = overlapping(
        (catalog, Option(code, "", valid_from=first, valid_to=last))
        for catalog, code, first, last in versions
    )
    if clashes:
        raise Conflict(f"Dos versiones de una misma opción coinciden en el tiempo: {clashes[:5]}.")
    return count


def store_municipalities(rows: list[Row], *, by_office: bool = False) -> int:
    return store(parsed(rows, make.municipality, "municipios"), unique=["cvegeo"], by_office=by_office)


def store_census(rows: list[Row]) -> int:
    return store(make.census(rows), unique=POPULATION_CELL)


def store_victims(editions: Mapping[dt.date, list[Row]]) -> int:
    rows = [row for edition, told in editions.items() for row in make.victims(told, edition)]
    return store(rows, unique=VICTIMS_CELL)


def store_localities(rows: list[Row], *, by_office: bool = False) -> int:
    return store(parsed(rows, make.locality, "localidades"), unique=["cvegeo"], by_office=by_office)


def store_holidays(rows: list[Row], scope: str, *, by_office: bool = False) -> int:
    days = parsed(rows, lambda row: make.holiday(row, scope), "días inhábiles")
    return store(days, unique=["scope", "date"], by_office=by_office)


def store_federal_holidays() -> int:
    days = [
        Holiday(date=day, scope=FEDERAL, name=name, confirmed=True, legal_basis=basis, provenance="Calculado")
        for year in HOLIDAY_YEARS
        for day, (name, basis) in federal_holidays(year).items()
    ]
    return store(days, unique=["scope", "date"])


def store_deadlines(rows: list[Row], *, by_office: bool = False) -> int:
    return store(parsed(rows, make.deadline, "plazos"), unique=["key", "valid_from"], by_office=by_office)
