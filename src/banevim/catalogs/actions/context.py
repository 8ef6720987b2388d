"""Loads what others publish. One edition of a source is one closed set: a later cut of it is another edition."""

import datetime as dt
import pathlib

from banevim.catalogs import data
from banevim.catalogs.actions import make
from banevim.catalogs.actions.load import new_version
from banevim.catalogs.models import VictimCount
from banevim.catalogs.terms import VICTIMS_SOURCE
from banevim.common import clock
from banevim.common.errors import Conflict, Invalid
from banevim.vault import audit
from banevim.vault.context import Actor, acting


def load_context(*, path: pathlib.Path, edition: dt.date, by: Actor, source: str = VICTIMS_SOURCE) -> int:
    """Load a file of victims (`rules.context.COLUMNS`) as the edition of a day; returns the new rows.

    An edition already loaded with the same figures is left as it is. Raises Invalid (what is wrong, by line) and
    Conflict (other figures of that edition are there); nothing is stored half.
    """
    if edition > clock.today():
        raise Invalid("La fecha del corte de la fuente todavía no llega.")
    made = make.victims(data.read(path), edition, source)
    with acting(by):
        there = {_cell(row) for row in VictimCount.objects.filter(source=source, edition=edition)}
        if there and there != {_cell(row) for row in made}:
            raise Conflict(
                f"Ya hay otras cifras de «{source}» con corte {edition}. Usa la fecha de su corte."
            )
        new = [] if there else VictimCount.objects.bulk_create(made, batch_size=1000)
        new_version()
        audit.record("catalogs.context.loaded", details={"rows": len(made), "new": len(new)})
    return len(new)


def _cell(row: VictimCount) -> tuple[object, ...]:
    return (row.year, row.legal_good, row.crime, row.subtype, row.modality, row.sex, row.victims)
