"""Loads the catalogues as owner: the shipped files, or files of the office. Running it again changes nothing."""

import pathlib
from collections.abc import Callable

from django.conf import settings
from django.db import transaction

from banevim.catalogs import data, queries
from banevim.catalogs.actions import tables
from banevim.catalogs.actions.parsing import Row
from banevim.catalogs.actions.seeding import seed_help
from banevim.catalogs.models import CatalogVersion
from banevim.common import clock
from banevim.common.errors import Invalid
from banevim.vault import audit
from banevim.vault.context import Actor, acting


def _municipalities(rows: list[Row]) -> int:
    return tables.store_municipalities(rows, by_office=True) + tables.store_census(rows)


_OFFICE: dict[str, Callable[[list[Row]], int]] = {
    "municipalities": _municipalities,
    "localities": lambda rows: tables.store_localities(rows, by_office=True),
    "holidays": lambda rows: tables.store_holidays(rows, settings.STATE_CODE, by_office=True),
    "deadlines": lambda rows: tables.store_deadlines(rows, by_office=True),
    "overlay": lambda rows: tables.store_entries(rows, by_office=True),
}
OFFICE_FILES = tuple(_OFFICE)


def load_catalogs(*, practice: bool, by: Actor) -> dict[str, int]:
    """Load every shipped file for the state of this bank; returns how many rows are new or different by table."""
    state = settings.STATE_CODE
    geography = data.rows("national/municipalities.csv")
    with acting(by):
        counts = {
            "states": tables.store_states(data.rows("national/states.csv")),
            "entries": tables.store_entries(data.entry_rows(state, practice=practice)),
            "municipalities": tables.store_municipalities(geography),
            "population": tables.store_census(geography),
            "victims": tables.store_victims(data.victims_editions(state)),
            "localities": tables.store_localities(data.rows(f"state_{state}/localities.csv")),
            "federal_holidays": tables.store_federal_holidays(),
            "holidays": tables.store_holidays(data.rows(f"state_{state}/holidays.csv"), state),
            "deadlines": tables.store_deadlines(data.rows("national/deadlines.csv")),
        }
        new_version(queries.shipped_digest(state, practice))
        counts["help"] = seed_help(practice=practice)
        audit.record("catalogs.catalog.loaded", details=counts)
    return counts


def load_file(*, kind: str, path: pathlib.Path, by: Actor) -> int:
    """Load one file of the office (`OFFICE_FILES`); the shipped files will not overwrite its rows."""
    if kind not in _OFFICE:
        raise Invalid(f"No existe el tipo de archivo «{kind}».")
    rows = data.read(path)
    with acting(by):
        count = _OFFICE[kind](rows)
        new_version()
        audit.record("catalogs.file.loaded", details={"kind": kind, "rows": len(rows), "changed": count})
    return count


def new_version(digest: str | None = None) -> None:
    """Next number of the catalogues; without a digest, that of the shipped files stays."""
    row, _ = CatalogVersion.objects.get_or_create(pk=1, defaults={"loaded_at": clock.now()})
    row.number += 1
    row.digest = digest or row.digest
    row.loaded_at = clock.now()
    row.save()
    queries.reset()
    transaction.on_commit(queries.reset)
